import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { parseMoment } from '../../src/domain/time.ts';
import { openDatabase } from '../../src/store/database.ts';
import { detectionSteps } from '../../src/store/detection-steps.ts';
import { type FreshNode, freshNodes } from '../fixtures/node.ts';
import { appendShop, customer, servedShop } from '../store/fixtures/ring-shop.ts';
import { eventually, type ServerAtWork, serve, type Told } from './fixture.ts';

const nodes = freshNodes();
let fresh: FreshNode;
let server: ServerAtWork;
beforeEach(async () => {
  fresh = await nodes.fresh();
  await appendShop(fresh.node, servedShop());
}, 60_000);
afterEach(() => server.stop());
afterAll(() => nodes.clear());

const place = '/v1/rings/detections';
const begin = () => server.post(place, '');
const now = () => server.get(`${place}/current`);
const until = (wished: (told: Told['body']) => boolean) => eventually(now, told => wished(told.body), 60_000);
const over = () => until(({ state }) => state !== 'running');
const nothing = { step: null, done: null, total: null, fault: null, next_try_at: null };

/** Holds what every detection takes before it writes, until the end is asked for. */
async function holdWriting(): Promise<() => Promise<void>> {
  const holding = openDatabase(fresh.connection, { onIdleError: () => {} });
  const client = await holding.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(7246112)');
  return async () => {
    await client.query('rollback');
    client.release();
    await holding.end();
  };
}

test('[RING-46] a detection is begun over HTTP, one at a time, tells how far it is, and what it found is there once it is over', async () => {
  server = await serve(fresh.node);
  expect(await now()).toMatchObject({ status: 200, body: { ...nothing, state: 'idle', since: null, last_run: null } });
  const letWrite = await holdWriting();
  const begun = await begin();
  expect(begun).toMatchObject({ status: 202, body: { state: 'running', last_run: null } });
  const steps = new Set<string>();
  const writing = await until(({ step }) => {
    if (step !== null) steps.add(step);
    return step === 'writing';
  });
  expect(writing.body).toEqual({ ...begun.body, step: 'writing', done: 0, total: 1 });
  for (const step of steps) expect(detectionSteps).toContain(step);
  // Whoever asks meanwhile is told of the same.
  expect(await begin()).toMatchObject({ status: 200, body: writing.body });
  await letWrite();
  const ended = await over();
  expect(ended.body).toMatchObject({ ...nothing, state: 'idle', since: null, last_run: { rings: 1 } });
  expect(parseMoment(ended.body.last_run.began_at)).toBeGreaterThan(parseMoment(begun.body.since)!);
  const { body } = await server.get('/v1/rings');
  expect(body).toMatchObject({ rings: [{ members: 8 }], last_run: ended.body.last_run });
  // A verdict need not wait for a day.
  const said = { verdict: 'not_member', account_id: customer(2), by: 'Ada Lovelace', reason: 'shares a flat' };
  expect(await server.post(`/v1/rings/${body.rings[0].ring_id}/verdicts`, said)).toMatchObject({ status: 201 });
  expect(await begin()).toMatchObject({ status: 202, body: { last_run: ended.body.last_run } });
  await over();
  expect((await server.get('/v1/rings')).body).toMatchObject({ rings: [{ members: 7 }] });
}, 120_000);

test('[RING-47] a detection is stopped over HTTP and leaves nothing; where none is under way there is nothing to stop', async () => {
  server = await serve(fresh.node, { detectEveryHours: 24 });
  await until(({ state }) => state === 'running');
  const stopped = await server.delete(`${place}/current`);
  expect(stopped).toMatchObject({ status: 200, body: { ...nothing, state: 'idle', since: null, last_run: null } });
  for (const table of ['rings', 'links', 'detection_runs'])
    expect((await fresh.database.query(`select from ${table}`)).rowCount, table).toBe(0);
  expect(await server.delete(`${place}/current`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await begin()).toMatchObject({ status: 202 });
  expect((await over()).body).toMatchObject({ state: 'idle', last_run: { rings: 1 } });
}, 120_000);

test('[RING-48] a detection that fails says so with when it is tried again, and is whole once it can be', async () => {
  server = await serve(fresh.node);
  await fresh.database.query('alter table event_log rename to event_log_away');
  await begin();
  const undefinedTable = '42P01';
  expect((await over()).body).toMatchObject({ ...nothing, state: 'failed', fault: undefinedTable, last_run: null });
  await server.stop();
  expect(server.lines.join('')).toContain('it is tried again when it is asked for');
  server = await serve(fresh.node, { detectEveryHours: 24 });
  const { body } = await until(({ state }) => state === 'failed');
  const minutes = (Date.parse(body.next_try_at) - Date.parse(body.since)) / 60_000;
  expect(minutes).toBeGreaterThan(1);
  expect(minutes).toBeLessThan(10);
  const warned = server.lines.map(line => JSON.parse(line)).find(({ next_try_at }) => next_try_at !== undefined);
  expect(warned).toMatchObject({ code: undefinedTable, next_try_at: body.next_try_at });
  await server.stop();
  // Every few seconds; it fails at least twice before the log is back.
  server = await serve(fresh.node, { detectEveryHours: 0.0005 });
  const first = await until(({ state }) => state === 'failed');
  await until(({ state, since }) => state === 'failed' && parseMoment(since)! > parseMoment(first.body.since)!);
  await fresh.database.query('alter table event_log_away rename to event_log');
  expect((await until(({ last_run }) => last_run !== null)).body.last_run).toMatchObject({ rings: 1 });
}, 120_000);
