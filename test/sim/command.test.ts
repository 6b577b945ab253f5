import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { writeFailure } from '../../src/cli/commands/simulate.ts';
import { endRunning, jsonLines, type RunningCommand, ringfence, startRingfence } from '../cli/ringfence.ts';
import { canMount, mount } from '../fixtures/small-disk.ts';
import { until } from '../store/fixtures/embedded.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'ringfence-simulate-'));
afterEach(endRunning);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const small = ['--accounts', '200', '--days', '30', '--registrations', '5'];
const worldOf = (ending: '' | '.gz'): string[] => [
  'channels',
  ...['discord.json', 'reddit.ndjson', 'telegram.json'].map(name => path.join('channels', name)),
  ...['events', 'judgements', 'registrations', 'truth'].map(name => `${name}.ndjson${ending}`),
  'world.json',
];
const filesIn = (place: string): string[] => readdirSync(place, { recursive: true, encoding: 'utf8' }).sort();

describe('ringfence simulate', () => {
  test('[SIM-14] writes a world, and refuses a directory that holds something and arguments out of range', async () => {
    const out = path.join(directory, 'world');
    const made = await startRingfence(['simulate', '--json', ...small, '--out', out]).ended;
    expect(made).toMatchObject({ code: 0 });
    expect(JSON.parse(made.stdout)).toMatchObject({ out });
    expect(existsSync(path.join(out, 'world.json'))).toBe(true);
    const [again, forced, wrong] = await Promise.all([
      startRingfence(['simulate', ...small, '--out', out]).ended,
      startRingfence(['simulate', ...small, '--force', '--out', out]).ended,
      startRingfence(['simulate', '--hardness', '2', '--out', out]).ended,
    ]);
    expect(again).toMatchObject({ code: 6, stdout: '' });
    expect(forced).toMatchObject({ code: 0 });
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
  });

  test('[SIM-15] an empty name is refused, and nothing is written into the current directory', async () => {
    const cwd = mkdtempSync(path.join(directory, 'cwd-'));
    for (const name of ['', ' ']) {
      const refused = await ringfence(['simulate', ...small, '--force', '--out', name], { cwd });
      expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('must name a directory') });
    }
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('[SIM-15] a file, or a place under one, is told as such', async () => {
    const file = path.join(directory, 'a-file');
    writeFileSync(file, 'mine');
    for (const out of [file, path.join(file, 'under', 'it')]) {
      const refused = await ringfence(['simulate', '--json', ...small, '--force', '--out', out]);
      expect(refused.code, refused.stderr).toBe(2);
      expect(jsonLines(refused.stdout)).toMatchObject([
        {
          error: {
            code: 'not_a_directory',
            message: expect.stringContaining(out),
            advice: expect.stringContaining('--out'),
          },
        },
      ]);
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('[SIM-15] what the system says is told with what to do; a fault of ours is not taken for it', () => {
    for (const [code, told] of [
      ['EACCES', { code: 'directory_unwritable', exitCode: 4, advice: expect.stringContaining('right to write') }],
      ['EROFS', { code: 'directory_unwritable', exitCode: 4, advice: expect.stringContaining('--out') }],
      ['ENOSPC', { code: 'disk_full', exitCode: 1, advice: expect.stringContaining('Free some space') }],
      ['EIO', { code: 'directory_unusable', exitCode: 1, advice: expect.stringContaining('--out') }],
    ] as const)
      expect(
        writeFailure(Object.assign(new Error(`${code}: said`), { code, syscall: 'mkdir' }), 'world'),
      ).toMatchObject(told);
    const ours = new TypeError('ours');
    expect(writeFailure(ours, 'world')).toBe(ours);
  });

  test('[SIM-16] --force leaves no file of the earlier world, and every other file', async () => {
    const out = path.join(directory, 'forced');
    expect(await ringfence(['simulate', ...small, '--out', out])).toMatchObject({ code: 0 });
    expect(filesIn(out)).toEqual(worldOf(''));
    const others = ['letters.txt', 'events.ndjson.bak', path.join('channels', 'whatsapp.json')];
    for (const name of others) writeFileSync(path.join(out, name), 'mine');
    const forced = await ringfence(['simulate', ...small, '--gzip', '--force', '--out', out]);
    expect(forced.code, forced.stderr).toBe(0);
    expect(filesIn(out)).toEqual([...worldOf('.gz'), ...others].sort());
    for (const name of others) expect(readFileSync(path.join(out, name), 'utf8')).toBe('mine');
  });

  test('[SIM-17] a world that was broken off is none, and the next is written without --force', async () => {
    const out = path.join(directory, 'broken-off');
    await breakOff(['--out', out]);
    expect(filesIn(out).filter(name => !name.startsWith('ringfence-unfinished-'))).toEqual([]);
    const next = await ringfence(['simulate', ...small, '--out', out]);
    expect(next.code, next.stderr).toBe(0);
    expect(filesIn(out)).toEqual(worldOf(''));
  });

  test('[SIM-17] where --force is broken off, the earlier world stays whole', async () => {
    const out = path.join(directory, 'kept');
    expect(await ringfence(['simulate', ...small, '--out', out])).toMatchObject({ code: 0 });
    const about = readFileSync(path.join(out, 'world.json'), 'utf8');
    await breakOff(['--force', '--gzip', '--out', out]);
    expect(filesIn(out).filter(name => !name.startsWith('ringfence-unfinished-'))).toEqual(worldOf(''));
    expect(readFileSync(path.join(out, 'world.json'), 'utf8')).toBe(about);
    expect(await ringfence(['simulate', ...small, '--out', out])).toMatchObject({ code: 6, stdout: '' });
  });
});

describe.skipIf(!canMount())('a disk of its own (only root on Linux can make one)', () => {
  test('[SIM-15] a full disk, and one that may only be read, are named and hold nothing afterwards', async () => {
    const disk = mkdtempSync(path.join(directory, 'disk-'));
    mount('size=200k', disk);
    try {
      const command = ['simulate', '--json', ...small, '--out', path.join(disk, 'world')];
      for (let time = 1; time <= 2; time++) {
        const full = await ringfence(command);
        expect(full.code, full.stderr).toBe(1);
        expect(jsonLines(full.stdout)).toMatchObject([{ error: { code: 'disk_full' } }]);
        expect(readdirSync(path.join(disk, 'world'))).toEqual([]);
      }
      mount('remount,ro', disk);
      const closed = await ringfence(command);
      expect(closed.code, closed.stderr).toBe(4);
      expect(jsonLines(closed.stdout)).toMatchObject([{ error: { code: 'directory_unwritable' } }]);
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });
});

/** Presses Ctrl+C once files of the world are there. */
async function breakOff(args: readonly string[]): Promise<void> {
  const out = args.at(-1)!;
  const running: RunningCommand = startRingfence(['simulate', '--accounts', '20000', '--days', '365', ...args]);
  await until(() => existsSync(out) && filesIn(out).some(name => /^ringfence-unfinished-.*events/.test(name)), 30_000);
  running.child.kill('SIGINT');
  expect((await running.ended).code).not.toBe(0);
}
