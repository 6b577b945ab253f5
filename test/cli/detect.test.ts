import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withoutColours } from '../../src/cli/wrap.ts';
import { startServerProcess } from '../faults/server.ts';
import { customer, linesOf, servedShop } from '../store/fixtures/ring-shop.ts';
import { type Ended, endRunning, jsonLines, ringfence, startRingfence } from './ringfence.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'rf-detect-'));
const store = path.join(folder, 'store');
const run = (...args: string[]): Promise<Ended> => ringfence([...args, '--data', store]);

/** Lines and columns of a screen on which a ring is to be read. */
const screen = { lines: 40, columns: 100 };

beforeAll(async () => {
  const file = path.join(folder, 'shop.ndjson');
  writeFileSync(file, `${linesOf(servedShop()).join('\n')}\n`);
  expect(await run('import', file)).toMatchObject({ code: 0 });
}, 120_000);
afterEach(endRunning);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[RING-30] before a detection there are no rings, and one that is interrupted leaves none and ends with 130', async () => {
  const before = await run('rings', 'list');
  expect(before).toMatchObject({ code: 0 });
  expect(before.stdout).toContain('No detection has run yet.');
  const started = startRingfence(['detect', '--data', store]);
  await started.said(/Reading the log/);
  started.child.kill('SIGINT');
  const stopped = await started.ended;
  expect(stopped).toMatchObject({ code: 130, stdout: '' });
  expect(stopped.stderr).toContain('nothing of this run was kept');
  expect((await run('rings', 'list')).stdout).toContain('No detection has run yet.');
});

test('[RING-31] a detection prints the rings as a table and the strongest on one screen: why, roles, what could explain it, on what it hangs', async () => {
  const detected = await run('detect');
  expect(detected).toMatchObject({ code: 0 });
  const lines = withoutColours(detected.stdout).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(screen.lines);
  for (const title of ['Why', 'Roles', 'Innocent explanation', 'What speaks against it', 'What would dissolve it'])
    expect(lines).toContain(title);
  expect(lines[0]).toMatch(/^1 ring stands out of \d+ groups? that (was|were) looked at, in [\d,]+ claims/);
  expect(lines[3]).toMatch(
    /^ring-\S+ +>?0\.\d{3} +8 +8 +7,200\.00 GBP +2026-01-\d\d +2026-02-\d\d +8 \(0\) +1 device, 1 line,/,
  );
  for (const line of lines.slice(5)) expect(line.length).toBeLessThanOrEqual(screen.columns);
  expect(detected.stderr).toMatch(/Next:.* ringfence rings show ring-/);
  const steps = ['Reading the log', 'Learning what is usual', 'Weighing who belongs to them', 'Writing what was found'];
  const places = steps.map(step => detected.stderr.indexOf(`${step} ...`));
  expect(places).toEqual(places.filter(place => place >= 0).sort((left, right) => left - right));
  const [ring] = jsonLines((await run('detect', 'rings', '--json')).stdout);
  expect(ring).toMatchObject({ kind: 'ring', loss: '7200.00', currency: 'GBP', members: 8 });
  expect(await run('detect', 'boasts')).toMatchObject({ code: 2, stdout: '' });
});

test('[RING-32] a ring is listed, shown and judged by a named person, and the next detection respects it', async () => {
  const [listed] = jsonLines((await run('rings', 'list', '--json')).stdout);
  const id = String(listed!['ring_id']);
  const page = (await run('rings', 'show', id)).stdout;
  expect(page).toContain(customer(3));
  expect(page).toMatch(/ device:operator, at claim c\d+, 2026-\d\d-\d\d: The same device as in 7 other/);
  expect((await run('rings', 'show', '--help')).stdout).toContain('--json has all links');
  expect(await run('rings', 'show', 'ring-0')).toMatchObject({ code: 5, stdout: '' });
  const judge = (...args: string[]) =>
    run('rings', 'judge', id, '--by', 'Ada Lovelace', '--reason', 'shares a flat', ...args);
  expect(await judge('--verdict', 'not_member')).toMatchObject({ code: 2 });
  expect(await judge('--verdict', 'coincidence', '--account', customer(3))).toMatchObject({ code: 2 });
  expect(await judge('--verdict', 'member', '--account', 'nobody')).toMatchObject({ code: 2 });
  const said = ['--verdict', 'not_member', '--account', customer(3)];
  expect((await judge(...said)).stdout).toContain('The verdict is kept.');
  expect((await judge(...said)).stdout).toContain('That was said before');
  const [later] = jsonLines((await run('detect', '--json')).stdout);
  expect(later!['accounts']).not.toContain(customer(3));
  const [shown] = jsonLines((await run('rings', 'show', String(later!['ring_id']), '--json')).stdout);
  expect(shown!['accounts']).toHaveLength(7);
  const words = `words:${(shown!['words'] as string[])[0]}`;
  expect((await judge('--verdict', 'coincidence', '--value', words)).stdout).toContain('The verdict is kept.');
  expect((await judge('--verdict', 'withdrawn', '--value', words)).stdout).toContain('The verdict is kept.');
});

test('[RING-33] findings are exported with a line for each ring that stands', async () => {
  const out = path.join(folder, 'findings.ndjson');
  expect(await run('export', 'findings', '--out', out)).toMatchObject({ code: 0 });
  const rings = jsonLines(readFileSync(out, 'utf8')).filter(({ kind }) => kind === 'ring');
  expect(rings).toHaveLength(1);
  expect(rings[0]).toMatchObject({
    ring_id: expect.stringMatching(/^ring-/),
    score: expect.any(Number),
    accounts: expect.arrayContaining([customer(0)]),
    employees: expect.any(Array),
    devices: ['operator'],
    claims: expect.any(Array),
    loss: '6300.00',
    currency: 'GBP',
    losses: [{ amount: '6300.00', currency: 'GBP' }],
    reasons: expect.any(Array),
    first_at: expect.any(String),
    last_at: expect.any(String),
  });
});

test('[RING-33] events are exported without the facts of detections and verdicts', async () => {
  const exported = await run('export', 'events', '--out', '-');
  const events = jsonLines(exported.stdout);
  expect(events).toHaveLength(servedShop().facts.length);
  expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['/shop']));
});

test('[RING-49] while a server has the data directory, detect ends with 6 and names the call that has the server look for rings', async () => {
  const { url, child, ended } = await startServerProcess(store);
  const refused = await run('detect', '--json');
  expect(refused.code).toBe(6);
  const [{ error }] = jsonLines(refused.stdout) as [{ error: Record<string, string> }];
  expect(error).toMatchObject({ code: 'directory_in_use', message: expect.stringContaining(`process ${child.pid} `) });
  const [, path] = /curl -X POST http:\/\/127\.0\.0\.1:7411(\S+)/.exec(error['advice']!)!;
  const begun = await fetch(url + path, { method: 'POST' });
  expect(begun.status).toBeLessThan(300);
  expect(await begun.json()).toMatchObject({ state: 'running' });
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0 });
});

test('[RING-40] a server is not started with hours between detections that are no number', async () => {
  for (const hours of ['often', '-1', '1000', ''])
    expect(await run('serve', '--detect-every', hours)).toMatchObject({ code: 2, stdout: '' });
});
