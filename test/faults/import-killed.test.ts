import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { endRunning, jsonLines, ringfence, startRingfence } from '../cli/ringfence.ts';
import { workplace } from '../store/fixtures/embedded.ts';
import { backendOf, faultsOfLog, killHard, lookInto, postmasterOf, seededChoices, soundLog } from './damage.ts';
import { writeEvents } from './traffic.ts';

const work = workplace();
afterEach(async () => {
  await endRunning();
  await work.clear();
}, 30_000);
afterAll(() => work.clearAll());

/** Who is killed, and in which stretch of the work; `afterMs` is the longest wait before the blow. */
const moments = {
  starting: { pattern: null, afterMs: 1_500 },
  opening: { pattern: null, afterMs: 0 },
  importing: { pattern: /Importing/, afterMs: 250 },
  deciding: { pattern: /Deciding/, afterMs: 120 },
} as const;
type Blow = readonly [victim: 'ringfence' | 'postmaster' | 'backend', moment: keyof typeof moments];

const findMs = 10;
/** More than is taken in between all the blows, and enough that threads prepare the batches. */
const eventCount = 80_000;
const blows: readonly Blow[] = [
  ['ringfence', 'starting'],
  ['postmaster', 'starting'],
  ['postmaster', 'opening'],
  ['ringfence', 'importing'],
  ['ringfence', 'importing'],
  ['ringfence', 'importing'],
  ['postmaster', 'importing'],
  ['postmaster', 'importing'],
];
/** Sessions can be struck between two batches and be back before the next one: such an import gets through, and leaves nobody to strike. */
const survivable: readonly Blow[] = [
  ['backend', 'importing'],
  ['backend', 'importing'],
];
const lastBlows: readonly Blow[] = [
  ['ringfence', 'deciding'],
  ['postmaster', 'deciding'],
  ['backend', 'deciding'],
];

describe.skipIf(process.platform === 'win32')('kill -9 during an import (Windows has no such signal)', () => {
  test('[FAULT-1] an import that was killed as often as may be, itself or its database, ends with every event once', async () => {
    const directory = await work.prepared();
    const { file, events } = writeEvents(directory, eventCount);
    const choices = seededChoices('import-killed');
    const command = ['import', '--json', '--data', directory, file];

    let struck = 0;
    for (const blow of [...choices.shuffled(blows), ...survivable, ...choices.shuffled(lastBlows)]) {
      const told = await importAndStrike(command, directory, blow, choices);
      if (told.struck) struck++;
      // Whoever was not killed says what became of it, and never that it was not expected.
      if (told.code !== null && told.code !== 0) {
        expect(told.code, told.stderr).toBe(1);
        expect(told.stderr).not.toContain('not expected');
        expect(told.stderr).toMatch(/Run the same command again|start again/);
      }
    }
    expect(struck).toBeGreaterThanOrEqual(8);

    const last = await ringfence(command);
    expect(last, last.stderr).toMatchObject({ code: 0 });
    const check = await ringfence(['rebuild', '--check', '--json', '--data', directory]);
    expect(jsonLines(check.stdout)).toEqual([{ facts: expect.any(Number), equal: true, differing: [] }]);
    await lookInto(directory, async database => {
      const stored = await database.query<{ id: string; source: string }>(
        "select body::json ->> 'id' as id, body::json ->> 'source' as source from event_log where type <> 'decision.made'",
      );
      const names = (list: readonly { id: string; source: string }[]) =>
        list.map(({ id, source }) => `${source} ${id}`).sort();
      expect(names(stored.rows)).toEqual(names(events));
      const imports = await database.query('select finished, accepted + duplicate as events, quarantined from imports');
      expect(imports.rows).toEqual([{ finished: true, events: eventCount, quarantined: 0 }]);
      expect(await faultsOfLog(database)).toEqual(soundLog);
    });
  }, 180_000);
});

async function importAndStrike(
  command: readonly string[],
  directory: string,
  [victim, moment]: Blow,
  choices: ReturnType<typeof seededChoices>,
): Promise<{ struck: boolean; code: number | null; stderr: string }> {
  const { pattern, afterMs } = moments[moment];
  // The server that an import killed before left behind is ended by the next one anyway: to strike it strikes nobody.
  const leftBehind = postmasterOf(directory);
  const running = startRingfence(command);
  let struck = false;
  if (pattern === null || (await running.said(pattern))) {
    await sleep(choices.below(afterMs));
    const find = {
      ringfence: () => running.pid,
      postmaster: () => {
        const pid = postmasterOf(directory);
        return pid === leftBehind ? null : pid;
      },
      backend: () => backendOf(directory),
    };
    // A blow that finds nobody yet waits for its victim: it must not let the whole import pass.
    while (running.child.exitCode === null && !struck) {
      const pid = find[victim]();
      struck = pid !== null && killHard(pid);
      if (!struck) await sleep(findMs);
    }
  }
  const { code, stderr } = await running.ended;
  return { struck, code, stderr };
}
