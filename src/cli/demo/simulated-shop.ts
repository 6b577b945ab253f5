import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Counts, SimulationRequest } from '../../sim/world.ts';
import { worldVersion } from '../../sim/write/files.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { Progress } from '../progress.ts';
import type { SimulatedSoFar, SimulationTask } from './simulate-thread.ts';

/**
 * The shop of a demo that asks for nothing else: large enough for services, insiders and look-alikes to meet, small enough to be
 * simulated, imported and decided in half a minute on two cores.
 */
export const usualRequest: SimulationRequest = {
  seed: 2,
  accounts: 3_000,
  days: 180,
  fraudShare: 0.02,
  hardness: 0.5,
  registrations: 0,
};

/** A simulated shop in a data directory: what was asked for, how much it holds, and where its files are. */
export interface SimulatedShop {
  readonly request: SimulationRequest;
  readonly counts: Counts & { readonly events: number };
  readonly events: string;
  readonly truth: string;
}

/** Where the shop of a data directory lies. */
function shopDirectory(data: string): string {
  return path.join(data, 'simulated');
}

/**
 * The shop that the data directory holds; null where it holds none. Fails where it holds another than the one asked for: one database
 * can tell of one shop only.
 */
export function shopIn(data: string, asked: Partial<SimulationRequest>): SimulatedShop | null {
  const directory = shopDirectory(data);
  const about = path.join(directory, 'world.json');
  if (!existsSync(about)) return null;
  const { version, counts, ...rest } = JSON.parse(readFileSync(about, 'utf8')) as SimulationRequest & {
    version: number;
    counts: SimulatedShop['counts'];
  };
  const { seed, accounts, days, fraudShare, hardness, registrations } = rest;
  const request: SimulationRequest = { seed, accounts, days, fraudShare, hardness, registrations };
  const other = Object.entries(asked).filter(([name, value]) => request[name as keyof SimulationRequest] !== value);
  if (version !== worldVersion || other.length > 0)
    throw new CommandFailure(
      exitCodes.conflict,
      'other_shop',
      `The data directory ${data} holds another simulated shop: ${describeRequest(request)}.`,
      'Name another directory with --data, or leave the options out to go on with this one.',
    );
  return {
    request,
    counts,
    events: path.join(directory, 'events.ndjson.gz'),
    truth: path.join(directory, 'truth.ndjson.gz'),
  };
}

/** "seed 1, 3,000 accounts, 180 days, fraud share 0.02, hardness 0.5" */
export function describeRequest({ seed, accounts, days, fraudShare, hardness }: SimulationRequest): string {
  return `seed ${seed}, ${accounts.toLocaleString('en-US')} accounts, ${days} days, fraud share ${fraudShare}, hardness ${hardness}`;
}

/**
 * Simulates a shop into the data directory, where none is yet, with a progress bar. It is there whole or not at all. When the signal comes,
 * what was written so far is deleted and the command ends as interrupted.
 */
export async function makeShop(
  data: string,
  asked: Partial<SimulationRequest>,
  signal: AbortSignal,
): Promise<SimulatedShop> {
  const request = { ...usualRequest, ...asked };
  const directory = shopDirectory(data);
  const finished = await simulateApart({ request, directory }, signal);
  if (!finished) {
    rmSync(directory, { recursive: true, force: true });
    throw new CommandFailure(
      exitCodes.interrupted,
      'interrupted',
      'Stopped while the shop was simulated.',
      'Run the same command again to begin anew.',
    );
  }
  return shopIn(data, asked)!;
}

/** Runs the simulation in its thread; false where the signal ended it. */
async function simulateApart(task: SimulationTask, signal: AbortSignal): Promise<boolean> {
  const file = new URL(
    import.meta.url.endsWith('.ts') ? './simulate-thread.ts' : './simulate-thread.js',
    import.meta.url,
  );
  const progress = new Progress('Simulating a shop', 'events');
  const thread = new Worker(file, { workerData: task });
  const end = (): unknown => thread.terminate();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    await new Promise<void>((resolve, reject) => {
      thread.on('message', ({ days, events }: SimulatedSoFar) => progress.update(days / task.request.days, events));
      thread.once('error', reject);
      thread.once('exit', () => resolve());
    });
  } finally {
    signal.removeEventListener('abort', end);
    progress.end();
  }
  return !signal.aborted;
}
