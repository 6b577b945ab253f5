import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FreshNode, freshNodes } from '../fixtures/node.ts';
import { claim, event, eventually, order, type ServerAtWork, serve } from './fixture.ts';

const nodes = freshNodes();
afterAll(() => nodes.clear(), 30_000);

let fresh: FreshNode;
let server: ServerAtWork;
beforeEach(async () => {
  fresh = await nodes.fresh();
  server = await serve(fresh.node);
}, 30_000);
afterEach(() => server.stop());

const structured = { 'content-type': 'application/cloudevents+json' };
const batch = { 'content-type': 'application/cloudevents-batch+json' };
const ndjson = { 'content-type': 'application/x-ndjson' };
const nothing = { accepted: 0, duplicate: 0, quarantined: 0, masked: 0, refusals: [] };
const logged = async (): Promise<number> =>
  (await fresh.database.query("select count(*) as n from event_log where type <> 'decision.made'")).rows[0].n;

describe('POST /v1/events', { timeout: 20_000 }, () => {
  test('one event in structured mode, twice', async () => {
    expect(await server.post('/v1/events', order(1), structured)).toMatchObject({
      status: 200,
      body: { ...nothing, accepted: 1 },
    });
    expect(await server.post('/v1/events', order(1), structured)).toMatchObject({
      status: 200,
      body: { ...nothing, duplicate: 1 },
    });
    expect(await logged()).toBe(1);
  });

  test('one event in binary mode, with percent-encoded attributes', async () => {
    const { data, ...attributes } = order(1);
    const headers = Object.fromEntries(
      Object.entries({ ...attributes, subject: 'K%C3%B6ln%20%22Euro%22', recordedtime: '2026-03-01T13:00:00Z' }).map(
        ([name, value]) => [`ce-${name}`, value],
      ),
    );
    expect(await server.post('/v1/events', data, headers)).toMatchObject({
      status: 200,
      body: { ...nothing, accepted: 1 },
    });
    const { rows } = await fresh.database.query('select body::json as event from event_log');
    expect(rows[0].event).toMatchObject({
      ...attributes,
      subject: 'Köln "Euro"',
      datacontenttype: 'application/json',
      data,
    });
    expect(await server.post('/v1/events', order(1), structured)).toMatchObject({ body: { duplicate: 1 } });
  });

  test('a batch: one bad event stops none of the others', async () => {
    const sent = [
      order(1),
      { ...order(2), type: 'order.placd' },
      7,
      order(1),
      event('order.placed', 'x', { order_id: 'O-9' }),
      order(3),
    ];
    const told = await server.post('/v1/events', sent, batch);
    expect(told).toMatchObject({ status: 202, body: { accepted: 2, duplicate: 1, quarantined: 3 } });
    expect(told.body.refusals).toEqual([
      { index: 1, field: 'type', reason: 'is unknown; did you mean order.placed?' },
      { index: 2, field: '', reason: 'is no JSON object' },
      { index: 4, field: 'data.account_id', reason: 'is missing' },
    ]);
    const { rows } = await fresh.database.query(
      'select origin, line_no, field, arrival from quarantine order by line_no',
    );
    expect(rows).toEqual(
      [1, 2, 4].map((line, index) => ({
        origin: 'api:local',
        line_no: line,
        field: told.body.refusals[index].field,
        arrival: 'now',
      })),
    );
  });

  test('an answer lists the first twenty refusals; all are in quarantine', async () => {
    const told = await server.post(
      '/v1/events',
      Array.from({ length: 700 }, (_, index) => ({ bad: index })),
      batch,
    );
    expect(told.body.quarantined).toBe(700);
    expect(told.body.refusals).toHaveLength(20);
    expect((await fresh.database.query('select count(*) as n from quarantine')).rows[0].n).toBe(700);
  });

  test('NDJSON streams of any length, plain and gzip, with their lines', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => JSON.stringify(order(index)));
    lines.splice(1_000, 0, '{"broken":');
    const told = await server.post('/v1/events', `${lines.join('\n')}\n`, ndjson);
    expect(told).toMatchObject({ status: 202, body: { accepted: 3_000, quarantined: 1 } });
    expect(told.body.refusals).toMatchObject([{ index: 1_001, field: '' }]);
    const again = await server.post('/v1/events', gzipSync(lines.slice(0, 1_000).join('\n')), ndjson);
    expect(again).toMatchObject({ status: 200, body: { ...nothing, duplicate: 1_000 } });
  });

  test('a stream that breaks off is told, and what came before is kept', async () => {
    const bytes = gzipSync(Array.from({ length: 50 }, (_, index) => JSON.stringify(order(index))).join('\n'));
    const told = await server.post('/v1/events', bytes.subarray(0, bytes.length - 12), ndjson);
    expect(told.status).toBe(202);
    expect(told.body.fault).toBeTypeOf('string');
    const controller = new AbortController();
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode(`${JSON.stringify(order('kept'))}\n${' '.repeat(200_000)}`));
        setTimeout(() => controller.abort(), 300);
      },
    });
    await expect(
      fetch(`${server.url}/v1/events`, {
        method: 'POST',
        headers: ndjson,
        body,
        duplex: 'half',
        signal: controller.signal,
      } as RequestInit),
    ).rejects.toThrow();
    expect(await server.get('/healthz')).toMatchObject({ status: 200 });
    expect(server.lines.filter(line => line.includes('"level":50'))).toEqual([]);
  });

  test('requests that come together each get their own count', async () => {
    const told = await Promise.all(
      Array.from({ length: 40 }, (_, index) => server.post('/v1/events', order(index % 10), structured)),
    );
    expect(told.every(({ status }) => status === 200)).toBe(true);
    const sum = (name: 'accepted' | 'duplicate'): number => told.reduce((total, { body }) => total + body[name], 0);
    expect([sum('accepted'), sum('duplicate')]).toEqual([10, 30]);
    expect(await logged()).toBe(10);
  });

  test('sources of Ringfence itself are refused', async () => {
    const told = await server.post('/v1/events', { ...order(1), source: 'urn:ringfence:decisions' }, structured);
    expect(told).toMatchObject({ status: 202, body: { quarantined: 1, refusals: [{ index: 0, field: 'source' }] } });
    const replayed = await server.post('/v1/quarantine/1/replay', '');
    expect(replayed).toMatchObject({ status: 422, body: { errors: [{ field: 'source' }] } });
    expect(await logged()).toBe(0);
  });

  test('what the database cannot keep goes to quarantine and keeps out no other', async () => {
    await fresh.database.query("alter table account_moves add constraint unwanted check (account_id <> 'A-2')");
    const told = await server.post('/v1/events', [order(1), order(2), order(3), order(4)], batch);
    expect(told).toMatchObject({ status: 202, body: { accepted: 3, duplicate: 0, quarantined: 1 } });
    expect(told.body.refusals).toEqual([{ index: 1, field: '', reason: expect.stringContaining('23514') }]);
    expect(await logged()).toBe(3);
    const entry = await server.post('/v1/quarantine/1/replay', '');
    expect(entry).toMatchObject({ status: 422, body: { code: 'invalid_event' } });
    await fresh.database.query('alter table account_moves drop constraint unwanted');
    expect(await server.post('/v1/quarantine/1/replay', '')).toMatchObject({ status: 200, body: { duplicate: false } });
  });

  test('card numbers are masked and counted', async () => {
    const sent = event('contact.message', 'm', {
      contact_id: 'c',
      message_id: 'm',
      author: 'customer',
      text: '4111 1111 1111 1111',
    });
    expect(await server.post('/v1/events', sent, structured)).toMatchObject({ status: 200, body: { masked: 1 } });
  });

  test('claims among events are decided in shadow within a second', async () => {
    await server.post('/v1/events', [order(1), event('claim.filed', 'f-1', claim(1))], batch);
    const read = await eventually(
      () => server.get('/v1/claims/C-1/decision'),
      ({ status }) => status === 200,
      2_000,
    );
    expect(read.body).toMatchObject({ mode: 'shadow', claim_id: 'C-1' });
  });

  test('two nodes that look for waiting claims at once decide each once', async () => {
    const other = await serve(await fresh.another());
    const claims = Array.from({ length: 120 }, (_, index) => event('claim.filed', `f-${index}`, claim(index)));
    await Promise.all(
      claims.map((filed, index) => (index % 2 === 0 ? server : other).post('/v1/events', filed, structured)),
    );
    const count = async () =>
      (
        await fresh.database.query(
          'select (select count(*) from decisions) as made, (select count(*) from undecided_claims) as waiting',
        )
      ).rows[0];
    await eventually(count, ({ made, waiting }) => made === 120 && waiting === 0, 8_000);
    await other.stop();
    expect([...server.lines, ...other.lines].filter(line => line.includes('could not be decided'))).toEqual([]);
  });

  test.each<[string, unknown, Record<string, string>, number, string]>([
    ['no JSON', '{', structured, 400, 'invalid_json'],
    ['a batch that is no list', order(1), batch, 400, 'invalid_request'],
    ['another type', 'a', { 'content-type': 'text/plain' }, 415, 'media_type'],
  ])('%s is refused as a whole', async (_name, body, headers, status, code) => {
    expect(await server.post('/v1/events', body, headers)).toMatchObject({ status, body: { code } });
  });

  test('nothing at all is nothing', async () => {
    expect(await server.post('/v1/events', [], batch)).toMatchObject({ status: 200, body: nothing });
    expect(await server.post('/v1/events', '', ndjson)).toMatchObject({ status: 200, body: nothing });
  });
});
