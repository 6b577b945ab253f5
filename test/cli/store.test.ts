import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { claimOf, traffic } from '../../bench/traffic.ts';
import { workplace } from '../store/fixtures/embedded.ts';
import { type CommandOptions, type Ended, endRunning, jsonLines, ringfence, startRingfence } from './ringfence.ts';

const work = workplace();
const eventCount = 3_000;
const events = [...traffic(eventCount)];
const claim = { specversion: '1.0', id: 'f-1', source: '/shop', type: 'claim.filed', time: '2026-03-01T12:00:00Z' };
/** What a shop's exporter got wrong, and what it should have been. */
const spoilt = JSON.stringify({ ...claim, data: { ...claimOf('C-spoilt', 1, 1), amount: 'much' } });
const mended = JSON.stringify({ ...claim, data: claimOf('C-spoilt', 1, 1) });
const triesMax = 6;
const colours = '\u001b[';
let directory = '';
let folder = '';
const inFolder = (name: string): string => path.join(folder, name);
const run = (args: readonly string[], options: CommandOptions = {}): Promise<Ended> =>
  ringfence(['--data', directory, ...args], options);

beforeAll(async () => {
  directory = await work.prepared();
  folder = path.dirname(directory);
  writeFileSync(inFolder('events.ndjson'), `${[...events, spoilt, '{"no":"event"}'].join('\n')}\n`);
  const imported = await run(['import', inFolder('events.ndjson')]);
  if (imported.code !== 0) throw new Error(imported.stderr);
}, 60_000);
afterEach(endRunning);
afterAll(() => work.clearAll(), 30_000);

describe('a store', { timeout: 60_000 }, () => {
  test('[CLI-8] data goes to stdout and everything else to stderr', async () => {
    const exported = await run(['export', 'events', '--out', '-']);
    expect(exported.code).toBe(0);
    expect(jsonLines(exported.stdout)).toHaveLength(eventCount);
    expect(exported.stderr).toContain('3,000 lines written');
    const again = await run(['import', inFolder('events.ndjson')]);
    expect(again.stdout).toMatch(/^\S+events\.ndjson: imported before, 3,000 events; --again reads it once more\.\n$/);
    expect(again.stderr).toContain('Next: ringfence');
  });

  test('[CLI-9] with --json every command that prints answers in objects, one a line', async () => {
    const other = inFolder('other.ndjson');
    writeFileSync(other, `${JSON.stringify({ ...claim, id: 'f-2', data: claimOf('C-json', 2, 2) })}\n`);
    const commands: readonly (readonly string[])[] = [
      ['import', other],
      ['decide', '-'],
      ['report'],
      ['export', 'findings', '--out', inFolder('findings.ndjson')],
      ['quarantine', 'list'],
      ['quarantine', 'show', '1'],
      ['quarantine', 'replay'],
      ['policy', 'check'],
      ['keys', 'create', '--name', 'till'],
      ['keys', 'list'],
      ['rebuild', '--check'],
      ['doctor'],
      ['demo', '--shop', 'corner', '--no-serve'],
      ['bench', '--list'],
    ];
    for (const command of commands) {
      const ended = await run(['--json', ...command], { input: JSON.stringify(claimOf('C-json-decided', 3, 3)) });
      const name = command.join(' ');
      expect(jsonLines(ended.stdout).length, name).toBeGreaterThan(0);
      expect(ended.stdout, name).not.toContain(colours);
      expect(ended.stderr, name).not.toContain('not expected');
    }
  });

  test('[CLI-10] decide answers each line in its place: decided, repeated, in conflict and invalid', async () => {
    const filed = claimOf('C-new', 40, 40);
    const lines = [
      filed,
      filed,
      { ...filed, amount: '1.00' },
      { ...filed, claim_id: 'C-bad', amount: 'much' },
      { ...claim, id: 'f-3', type: 'order.placed', data: {} },
      claimOf('C-last', 41, 41),
    ];
    const input = `${lines.map(line => JSON.stringify(line)).join('\n')}\n\nno JSON\n`;
    const decided = await run(['decide', '-'], { input });
    expect(decided.code).toBe(2);
    const answers = jsonLines(decided.stdout);
    expect(answers).toHaveLength(7);
    expect(answers[0]).toMatchObject({ claim_id: 'C-new', mode: 'live' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toMatchObject({ error: { line: 3, code: 'claim_conflict' } });
    expect(answers[3]).toMatchObject({
      error: { line: 4, code: 'invalid_claim', message: expect.stringContaining('amount') },
    });
    expect(answers[4]).toMatchObject({ error: { line: 5 } });
    expect(answers[5]).toMatchObject({ claim_id: 'C-last' });
    expect(answers[6]).toMatchObject({ error: { code: 'invalid_claim' } });
    expect(decided.stderr).toContain('4 of 7 claims were not decided');
    const again = await run(['decide', '-'], { input: `${JSON.stringify(filed)}\n` });
    expect(again.code).toBe(0);
    expect(jsonLines(again.stdout)).toEqual([answers[0]]);
  });

  test('[CLI-11] what was refused is listed, shown, mended and taken in, or closed by a named person', async () => {
    const [first, second] = jsonLines((await run(['quarantine', 'list', '--json'])).stdout);
    expect(first).toMatchObject({ id: 1, origin: 'events.ndjson', line: eventCount + 1, reason: expect.any(String) });
    expect(second).toMatchObject({ line: eventCount + 2 });
    expect((await run(['quarantine', 'show', '1'])).stdout).toContain('"much"');
    expect(await run(['quarantine', 'replay', '1'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('still refused'),
    });
    const replayed = await run(['quarantine', 'replay', '1', '--with', '-'], { input: mended });
    expect(replayed, replayed.stderr).toMatchObject({ code: 0, stdout: '1 replayed.\n' });
    expect((await run(['export', 'findings', '--out', '-'])).stdout).toContain('"claim_id":"C-spoilt"');
    expect(await run(['quarantine', 'drop', '2', '--by', 'Ada'])).toMatchObject({ code: 0 });
    expect(await run(['quarantine', 'drop', '2', '--by', 'Ada'])).toMatchObject({ code: 5 });
    expect(await run(['quarantine', 'show', '999'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('no entry 999'),
    });
    expect(await run(['quarantine', 'list'])).toMatchObject({ code: 0, stdout: 'Nothing is in quarantine.\n' });
  });

  test('[CLI-12] doctor: 0 where all is well, 1 with advice where something is not', async () => {
    const healthy = await run(['doctor', '--json']);
    const checks = jsonLines(healthy.stdout);
    // A machine short of disk is found to be so.
    const failed = checks.filter(check => check['ok'] !== true);
    expect(failed.filter(check => check['what'] !== 'Disk')).toEqual([]);
    expect(healthy.code).toBe(failed.length === 0 ? 0 : 1);
    const ill = await run(['doctor', '--policy', inFolder('nowhere.yaml')], {
      env: { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' },
    });
    expect(ill.code).toBe(1);
    expect(ill.stdout).toMatch(/FAIL Policy: .*nowhere\.yaml\n {5}Name another/);
    expect(ill.stdout).toMatch(/FAIL Database: .*nothing listens there\.\n {5}Start the server/);
  });

  test('[CLI-13] export writes every decision and every event, and the events of others can be imported as they are', async () => {
    const findings = await run(['export', 'findings', '--out', inFolder('all.ndjson')]);
    expect(findings).toMatchObject({ code: 0, stdout: '' });
    const claims = jsonLines(readFileSync(inFolder('all.ndjson'), 'utf8')).filter(line => line['kind'] === 'claim');
    const filed = events.filter(line => line.includes('"type":"claim.filed"'));
    for (const line of filed) {
      const { claim_id, account_id, order_id } = (JSON.parse(line) as { data: Record<string, string> }).data;
      expect(claims).toContainEqual(
        expect.objectContaining({
          claim_id,
          account_id,
          order_id,
          outcome: expect.any(String),
          score: expect.any(Number),
          expected_loss: expect.any(String),
          decided_at: expect.any(String),
        }),
      );
    }
    const unwritable = await run(['export', 'events', '--out', path.join(folder, 'no', 'such', 'folder')]);
    expect(unwritable).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be written') });

    await run(['export', 'events', '--out', inFolder('log.ndjson')]);
    const log = jsonLines(readFileSync(inFolder('log.ndjson'), 'utf8'));
    // Claims without an event of their own were filed under a source that nobody else may use.
    const ours = log.filter(event => String(event['source']).startsWith('urn:ringfence:')).length;
    const taken = await run(['import', '--json', inFolder('log.ndjson')]);
    expect(jsonLines(taken.stdout)[0]).toMatchObject({ accepted: 0, duplicate: log.length - ours, quarantined: ours });
  });

  test('[CLI-14] no colours where nobody sees them, and none with NO_COLOR', async () => {
    const forced = await run(['doctor'], { env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain(colours);
    const refused = await run(['doctor'], { env: { FORCE_COLOR: '', NO_COLOR: '1' } });
    expect(refused.stdout + refused.stderr).not.toContain(colours);
    const piped = await run(['doctor']);
    expect(piped.stdout + piped.stderr).not.toContain(colours);
  });

  test('[CLI-15] a reader that has read enough ends the command quietly', async () => {
    const running = startRingfence(['--data', directory, 'export', 'events', '--out', '-']);
    await new Promise(resolve => running.child.stdout.once('data', resolve));
    running.child.stdout.destroy();
    const ended = await running.ended;
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stderr).not.toMatch(/EPIPE|Error/);
    // The directory is free and sound at once.
    expect(await run(['quarantine', 'list'])).toMatchObject({ code: 0 });
  });

  test('[CLI-16] the first word comes within a second, on a machine that loads the program in half of one', async () => {
    const cold = { env: { NODE_DISABLE_COMPILE_CACHE: '1' } };
    for (const command of [['import', inFolder('events.ndjson')], ['doctor'], ['report'], ['rebuild']]) {
      const spared: number[] = [];
      // The best of some, each beside what the mere start takes at that time, because other tests share the machine.
      for (let time = 0; time < triesMax && !spared.some(ms => ms > 0); time++) {
        const start = (await run(['--help'], cold)).firstOutputMs!;
        const { firstOutputMs } = await run(command, cold);
        spared.push(Math.max(1_000, 2 * start) - firstOutputMs!);
      }
      expect(Math.max(...spared), command[0]).toBeGreaterThan(0);
    }
  });
});

test.skipIf(process.platform === 'win32')(
  '[CLI-15] in a shell too: head takes one line, and the pipe ends with 0 (Windows has another shell)',
  () => {
    const program = `'${process.execPath}' bin/ringfence.mjs --data '${directory}' export events --out - | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout } = spawnSync('bash', ['-c', program], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: '' },
    });
    expect(stdout).toMatch(/^\{.*\}\n0\n$/);
  },
  30_000,
);
