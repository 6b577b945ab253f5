import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { endRunning, jsonLines, ringfence } from '../cli/ringfence.ts';
import { canMount, mount } from '../fixtures/small-disk.ts';
import { workplace } from '../store/fixtures/embedded.ts';
import { faultsOfLog, lookInto, soundLog } from './damage.ts';
import { writeEvents } from './traffic.ts';

const work = workplace();
afterEach(async () => {
  await endRunning();
  await work.clear();
}, 30_000);
afterAll(() => work.clearAll());

const eventCount = 30_000;
/** An empty database takes some 60 MB, and with these events more than twice that. */
const tooSmall = 'size=90m,mode=0755';
const largeEnough = 'size=500m,mode=0755';

describe.skipIf(!canMount())('a small disk (only root on Linux can make one)', () => {
  test('[FAULT-5] a full disk is named, leaves nothing half done, and the same command goes on once there is space', async () => {
    const disk = mountDisk(tooSmall);
    const directory = path.join(disk, 'data');
    const { file, events } = writeEvents(work.directory(), eventCount);
    const command = ['import', '--json', '--data', directory, file];
    for (let time = 1; time <= 2; time++) {
      const started = performance.now();
      const full = await ringfence(command);
      expect(full.code, full.stderr).toBe(1);
      expect(full.stderr).toMatch(/disk .*is full|no space left on the disk/i);
      expect(full.stderr).toMatch(/free some space/i);
      expect(full.stderr).not.toContain('not expected');
      // The server is recovering then; a person does not wait half a minute for it to stop.
      expect(performance.now() - started).toBeLessThan(25_000);
    }

    mount(`remount,${largeEnough}`, disk);
    const again = await ringfence(command);
    expect(again.code, again.stderr).toBe(0);
    expect(jsonLines(again.stdout)[0]).toMatchObject({ finished: true, accepted: eventCount, duplicate: 0 });
    const check = await ringfence(['rebuild', '--check', '--json', '--data', directory]);
    expect(jsonLines(check.stdout)).toMatchObject([{ equal: true }]);
    await lookInto(directory, async database => {
      const stored = await database.query("select count(*) as n from event_log where type <> 'decision.made'");
      expect(stored.rows).toEqual([{ n: events.length }]);
      expect(await faultsOfLog(database)).toEqual(soundLog);
    });
  }, 120_000);
});

function mountDisk(options: string): string {
  const place = path.dirname(work.directory({ mode: 0o755 }));
  mount(options, place);
  // A server that a failed test left behind would keep the disk busy: then it goes once that server does.
  work.later(() => spawnSync('umount', ['-l', place]));
  return place;
}
