import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { endRunning, jsonLines, ringfence, startRingfence } from '../cli/ringfence.ts';
import { isAlive, until, workplace } from '../store/fixtures/embedded.ts';
import { faultsOfLog, lookInto, postmasterOf, seededChoices, soundLog } from './damage.ts';
import { writeEvents } from './traffic.ts';

const work = workplace();
afterEach(async () => {
  await endRunning();
  await work.clear();
}, 30_000);
afterAll(() => work.clearAll());

const eventCount = 30_000;
const runsMax = 30;
/** From the begin of an import to Ctrl+C: some batches long, and far shorter than the whole. */
const interruptMs = { least: 150, more: 250 };

describe.skipIf(process.platform === 'win32')('Ctrl+C (Windows has no such signal)', () => {
  test('[FAULT-3] an interrupted import ends with 130 and says how to go on, and the same command goes on where it was', async () => {
    const directory = await work.prepared();
    const { file } = writeEvents(directory, eventCount);
    const choices = seededChoices('interrupt');
    const command = ['import', '--json', '--data', directory, file];
    const reached: number[] = [];
    let ended = await interrupt(command, choices);
    for (let run = 1; ended.code !== 0 && run < runsMax; run++) {
      expect(ended.code, ended.stderr).toBe(130);
      expect(ended.stderr).toContain('the same command goes on from there');
      expect(ended.stderr).toMatch(/Run the same command again to go on\.\n$/);
      const line = jsonLines(ended.stdout).find(row => 'lineNo' in row)?.['lineNo'];
      if (typeof line === 'number' && line > 0) reached.push(line);
      ended = reached.length < 3 ? await interrupt(command, choices) : await ringfence(command);
      const from = /Going on in .* after line ([\d,]+)\./.exec(ended.stderr)?.[1];
      if (reached.length > 0 && ended.code !== null) {
        const finishedReading = from === undefined && reached.at(-1) === eventCount;
        expect(finishedReading || Number(from?.replaceAll(',', '')) === reached.at(-1), ended.stderr).toBe(true);
      }
    }
    expect(ended.code, ended.stderr).toBe(0);
    expect(reached).toEqual([...reached].sort((left, right) => left - right));
    // Nothing was read twice: what is there already would have been counted.
    expect(jsonLines(ended.stdout)[0]).toMatchObject({ finished: true, accepted: eventCount, duplicate: 0 });
    await lookInto(directory, async database => expect(await faultsOfLog(database)).toEqual(soundLog));
  }, 120_000);

  test('[FAULT-4] a second Ctrl+C ends at once, PostgreSQL with it, and the next run goes on', async () => {
    const directory = await work.prepared();
    const { file } = writeEvents(directory, 6_000);
    const command = ['import', '--json', '--data', directory, file];
    const running = startRingfence(command);
    expect(await running.said(/Importing/)).toBe(true);
    const postmaster = postmasterOf(directory)!;
    running.child.kill('SIGINT');
    await running.said(/Press Ctrl\+C again/);
    const asked = performance.now();
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
    expect(performance.now() - asked).toBeLessThan(1_000);
    await until(() => !isAlive(postmaster), 10_000);

    const again = await ringfence(command);
    expect(again.code, again.stderr).toBe(0);
    expect(jsonLines(again.stdout)[0]).toMatchObject({ finished: true, accepted: 6_000, duplicate: 0 });
  }, 60_000);
});

async function interrupt(command: readonly string[], choices: ReturnType<typeof seededChoices>) {
  const running = startRingfence(command);
  if (await running.said(/Importing|Deciding/)) {
    await sleep(interruptMs.least + choices.below(interruptMs.more));
    running.child.kill('SIGINT');
  }
  return running.ended;
}
