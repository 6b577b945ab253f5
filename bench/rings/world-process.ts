import { measureWorld } from './measure-world.ts';
import { makeWorld, type WorldRequest } from './worlds.ts';

/** Given as the one argument, as JSON; the row goes to stdout. A process a world: what one leaves in memory slows no other. */
export interface RingWorldJob {
  readonly request: WorldRequest;
  readonly weekly: boolean;
}

const { request, weekly } = JSON.parse(process.argv[2]!) as RingWorldJob;
process.stdout.write(JSON.stringify(measureWorld(await makeWorld(request), weekly)));
