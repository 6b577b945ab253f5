import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startRingfence } from '../cli/ringfence.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'ringfence-simulate-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const small = ['--accounts', '200', '--days', '30', '--registrations', '5'];

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
});
