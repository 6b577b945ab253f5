import { setTimeout as wait } from 'node:timers/promises';
import type { Answered } from './load.ts';
import { host, port } from './served.ts';

/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const current = `http://${host}:${port}/v1/rings/detections/current`;
const lookMs = 250;

/**
 * Searches of the whole log for rings, one after another, with stretches of `quietMs` before, between and behind them. A server's search reads only
 * what is new; stopped at its beginning, the next one reads everything.
 */
export async function searchNowAndThen(searches: number, quietMs: number): Promise<readonly Stretch[]> {
  const found: Stretch[] = [];
  for (let n = 0; n < searches; n++) {
    await wait(quietMs);
    const from = Date.now();
    await begin();
    while ((await stateOf(await fetch(current))) === 'running') await wait(lookMs);
    found.push({ from, to: Date.now() });
    await begin();
    await fetch(current, { method: 'DELETE' });
  }
  await wait(quietMs);
  return found;
}

async function begin(): Promise<void> {
  const state = await stateOf(await fetch(`http://${host}:${port}/v1/rings/detections`, { method: 'POST' }));
  if (state !== 'running') throw new Error(`A search was asked for, and the server says "${state}".`);
}

async function stateOf(answer: Response): Promise<string> {
  const { state } = (await answer.json()) as { state: string };
  if (state === 'failed') throw new Error('The search for rings failed.');
  return state;
}

/** Claims that were due while a search ran, and those that were due at other times. */
export function apart(
  answered: readonly Answered[],
  searches: readonly Stretch[],
): { readonly beside: readonly Answered[]; readonly quiet: readonly Answered[] } {
  const during = ({ due }: Answered) => searches.some(({ from, to }) => from <= due && due < to);
  return { beside: answered.filter(during), quiet: answered.filter(each => !during(each)) };
}
