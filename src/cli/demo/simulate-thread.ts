import { parentPort, workerData } from 'node:worker_threads';
import type { SimulationRequest } from '../../sim/world.ts';
import { writeWorld } from '../../sim/write/files.ts';

/** What the thread is to make, and where. */
export interface SimulationTask {
  readonly request: SimulationRequest;
  readonly directory: string;
}

/** How far it has come: days lived, and events written. */
export interface SimulatedSoFar {
  readonly days: number;
  readonly events: number;
}

/** Simulating never pauses, so it has a thread of its own: beside it the command can be interrupted and draw its progress. */
const { request, directory } = workerData as SimulationTask;
writeWorld(request, directory, true, (dayNumber, events) => {
  const soFar: SimulatedSoFar = { days: dayNumber + 1, events };
  parentPort!.postMessage(soFar);
});
