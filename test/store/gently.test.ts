import { describe, expect, test } from 'vitest';
import { Rests } from '../../src/store/gently.ts';

const workMs = 40;

function workFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

async function restAfterWork(wanted: boolean, way: 'after' | 'afterHolding'): Promise<number> {
  const rests = new Rests(wanted);
  workFor(workMs);
  const from = performance.now();
  await rests[way]();
  return performance.now() - from;
}

describe.each(['after', 'afterHolding'] as const)('[RING-69] rests %s', way => {
  test('last three times as long as the work', async () => {
    // Timers are a millisecond early at most.
    expect(await restAfterWork(true, way)).toBeGreaterThan(3 * workMs - 2);
  });

  test('are left out by a search that nobody has to wait for', async () => {
    expect(await restAfterWork(false, way)).toBeLessThan(workMs);
  });

  test('count from the rest before', async () => {
    const rests = new Rests(true);
    workFor(workMs);
    await rests[way]();
    const from = performance.now();
    await rests[way]();
    expect(performance.now() - from).toBeLessThan(workMs);
  });
});
