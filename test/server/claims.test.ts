import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decisionSchema } from '../../src/domain/decision.ts';
import { parseObject } from '../../src/ingest/parse.ts';
import { intakeOf } from '../../src/server/claim-body.ts';
import { appendEvents } from '../../src/store/append-events.ts';
import { decideArrived } from '../../src/store/decide-claims.ts';
import { type FreshNode, freshNodes } from '../fixtures/node.ts';
import { claim, event, order, type ServerAtWork, serve } from './fixture.ts';

const nodes = freshNodes();
afterAll(() => nodes.clear(), 30_000);

let fresh: FreshNode;
let server: ServerAtWork;
const open = async (): Promise<void> => {
  fresh = await nodes.fresh();
  server = await serve(fresh.node);
};

const rowsOf = async (sql: string): Promise<Record<string, unknown>[]> => (await fresh.database.query(sql)).rows;

describe('POST /v1/claims', { timeout: 20_000 }, () => {
  beforeEach(open, 30_000);
  afterEach(() => server.stop());

  test('a bare claim is decided, kept, and read again', async () => {
    await server.post('/v1/events', order(1));
    const told = await server.post('/v1/claims', claim(1));
    expect(told.status).toBe(200);
    expect(told.headers.get('ringfence-repeated')).toBeNull();
    expect(decisionSchema.parse(told.body)).toMatchObject({ claim_id: 'C-1', mode: 'live', amount: '129.90' });
    const read = await server.get('/v1/claims/C-1/decision');
    expect(read).toMatchObject({ status: 200, body: told.body });
    expect(
      await rowsOf(
        "select stream, body::json ->> 'source' as source, body::json ->> 'id' as id from event_log where type = 'claim.filed'",
      ),
    ).toEqual([{ stream: 'order:O-1', source: 'urn:ringfence:api:local', id: 'C-1' }]);
  });

  test('the time of a bare claim may be given', async () => {
    await server.post('/v1/claims', claim(1, { time: '2026-02-03T04:05:06Z' }));
    expect(await rowsOf("select body::json ->> 'time' as time from event_log where type = 'claim.filed'")).toEqual([
      { time: '2026-02-03T04:05:06Z' },
    ]);
  });

  test('a CloudEvent is decided in structured and in binary mode', async () => {
    const structured = await server.post('/v1/claims', event('claim.filed', 'e-1', claim(1)), {
      'content-type': 'application/cloudevents+json',
    });
    expect(structured).toMatchObject({ status: 200, body: { claim_id: 'C-1' } });
    const attributes = {
      'ce-specversion': '1.0',
      'ce-id': 'e-2',
      'ce-source': '/shop',
      'ce-type': 'claim.filed',
      'ce-time': '2026-03-01T12:00:00Z',
    };
    const binary = await server.post('/v1/claims', claim(2), attributes);
    expect(binary).toMatchObject({ status: 200, body: { claim_id: 'C-2' } });
    expect(
      await rowsOf("select body::json ->> 'source' as source from event_log where type = 'claim.filed' order by 1"),
    ).toEqual([{ source: '/shop' }, { source: 'https://shop.example/wms' }]);
  });

  test('the same claim again is answered with the first decision, also as another event', async () => {
    const first = await server.post('/v1/claims', claim(1));
    for (const again of [claim(1), event('claim.filed', 'e-9', claim(1))]) {
      const told = await server.post('/v1/claims', again);
      expect(told.status).toBe(200);
      expect(told.headers.get('ringfence-repeated')).toBe('true');
      expect(told.body).toEqual(first.body);
    }
  });

  test('fifty identical claims at once are one decision', async () => {
    const told = await Promise.all(Array.from({ length: 50 }, () => server.post('/v1/claims', claim(1))));
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(told.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(told.filter(({ headers }) => headers.get('ringfence-repeated') === null)).toHaveLength(1);
    expect(await rowsOf('select count(*) as n from decisions')).toEqual([{ n: 1 }]);
    expect(await rowsOf('select type, count(*) as n from event_log group by 1 order by 1')).toEqual([
      { type: 'claim.filed', n: 1 },
      { type: 'decision.made', n: 1 },
    ]);
  });

  test('fifty identical claims at once on two nodes are one decision', async () => {
    const other = await serve(await fresh.another());
    const told = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? server : other).post('/v1/claims', claim(1))),
    );
    await other.stop();
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(told.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await rowsOf("select count(*) as n from event_log where type = 'decision.made'")).toEqual([{ n: 1 }]);
  });

  test('many claims at once are each decided, in few batches', async () => {
    const told = await Promise.all(Array.from({ length: 300 }, (_, index) => server.post('/v1/claims', claim(index))));
    expect(told.every(({ status, body }, index) => status === 200 && body.claim_id === `C-${index}`)).toBe(true);
    const metrics = (await server.get('/metrics')).body as string;
    expect(Number(/ringfence_batch_size_count\{work="claims"\} (\d+)/.exec(metrics)?.[1])).toBeLessThan(100);
  });

  test('another claim under an id that is taken is a conflict', async () => {
    await server.post('/v1/claims', claim(1));
    const told = await server.post('/v1/claims', claim(1, { amount: '99.00' }));
    expect(told).toMatchObject({ status: 409, body: { code: 'claim_conflict', errors: [{ field: 'claim_id' }] } });
    expect(told.headers.get('content-type')).toContain('application/problem+json');
  });

  test('a source and id that belong to another event are a conflict, and nothing is kept', async () => {
    await server.post('/v1/events', event('claim.withdrawn', 'e-1', { claim_id: 'C-0' }));
    const told = await server.post('/v1/claims', event('claim.filed', 'e-1', claim(1)));
    expect(told).toMatchObject({ status: 409, body: { code: 'event_conflict', errors: [{ field: 'id' }] } });
    expect(await rowsOf('select count(*) as n from decisions')).toEqual([{ n: 0 }]);
  });

  test('one claim that fails harms no other that is decided with it', async () => {
    await server.post('/v1/events', event('claim.withdrawn', 'e-1', { claim_id: 'C-0' }));
    const told = await Promise.all([
      server.post('/v1/claims', claim(1)),
      server.post('/v1/claims', event('claim.filed', 'e-1', claim(2))),
      server.post('/v1/claims', claim(3)),
    ]);
    expect(told.map(({ status }) => status)).toEqual([200, 409, 200]);
  });

  test('a claim that came as an event before is decided live under the fact that the log has', async () => {
    const filed = event('claim.filed', 'e-1', claim(1));
    const { node } = fresh;
    await server.stop();
    // Without a server nobody decides it in shadow first.
    const context = { receivedAt: node.clock.next(), arrival: 'now', maskingKey: node.maskingKey } as const;
    const read = () => {
      const parsed = parseObject(filed, context);
      if (!parsed.ok) throw new Error(parsed.reason);
      return intakeOf(parsed);
    };
    await appendEvents(node, [read()]);
    const answers = await decideArrived(node, [read()], 'live');
    expect(answers[0]).toMatchObject({ kind: 'decided', decision: { claim_id: 'C-1', mode: 'live' } });
    expect(await rowsOf("select count(*) as n from event_log where type = 'claim.filed'")).toEqual([{ n: 1 }]);
    expect(await rowsOf('select count(*) as n from undecided_claims')).toEqual([{ n: 0 }]);
  });
});

describe('claims that are not valid', { timeout: 20_000 }, () => {
  beforeAll(open, 30_000);
  afterAll(() => server.stop());

  test.each<[string, unknown, number, string, string]>([
    ['a missing field', claim(1, { amount: undefined }), 422, 'invalid_claim', 'amount'],
    ['a claim id that is none', claim(1, { claim_id: '' }), 422, 'invalid_claim', 'claim_id'],
    ['a claim id that is a number', claim(1, { claim_id: 7 }), 422, 'invalid_claim', 'claim_id'],
    ['a time that is none', claim(1, { time: 'yesterday' }), 422, 'invalid_claim', 'time'],
    [
      'a field of the event',
      event('claim.filed', 'e', claim(1, { amount: '1.2.3' })),
      422,
      'invalid_claim',
      'data.amount',
    ],
    ['another type of event', order(1), 422, 'invalid_claim', 'type'],
    [
      'a reserved source',
      event('claim.filed', 'e', claim(1), { source: 'URN:Ringfence:decisions' }),
      422,
      'invalid_claim',
      'source',
    ],
    ['a list', [claim(1)], 422, 'invalid_claim', ''],
    ['null', null, 422, 'invalid_claim', ''],
    ['an empty object', {}, 422, 'invalid_claim', 'claim_id'],
    ['a NUL in an id', claim('\0'), 422, 'invalid_claim', 'claim_id'],
    ['a key that reaches for the prototype', '{"claim_id":"C-1","__proto__":{"a":1}}', 422, 'invalid_claim', ''],
    ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 422, 'invalid_claim', ''],
    [
      'deep nesting in a field',
      `{"claim_id":"C-1","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      422,
      'invalid_claim',
      'x',
    ],
    ['half of a surrogate pair', '{"claim_id":"C-\\ud800"}', 422, 'invalid_claim', 'claim_id'],
    ['a number too large', `{"claim_id":"C-1","x":1e308}`, 422, 'invalid_claim', 'x'],
    ['no JSON', '{"claim_id":', 400, 'invalid_json', ''],
    ['an unfinished string', '"', 400, 'invalid_json', ''],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'invalid_json', ''],
    ['nothing', '', 400, 'invalid_json', ''],
  ])('%s is refused with its field', async (_name, body, status, code, field) => {
    const told = await server.post('/v1/claims', body);
    expect(told).toMatchObject({ status, body: { code, status } });
    expect(told.body.errors[0].field).toContain(field);
    expect(told.body.advice).not.toBe('');
    expect(await rowsOf('select (select count(*) from event_log) + (select count(*) from quarantine) as n')).toEqual([
      { n: 0 },
    ]);
  });

  test('a body that is too large or of another type is refused before it is read', async () => {
    expect(await server.post('/v1/claims', claim(1, { x: 'x'.repeat(300_000) }))).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    });
    for (const type of [
      'text/plain',
      'application/x-ndjson',
      'application/json; charset=utf-16',
      'multipart/form-data',
    ]) {
      expect(await server.post('/v1/claims', claim(1), { 'content-type': type })).toMatchObject({
        status: 415,
        body: { code: 'media_type' },
      });
    }
    expect(await server.post('/v1/claims', claim(1), { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
  });

  test('a card number in a claim is masked before it is stored', async () => {
    await server.post('/v1/claims', claim(1, { statement: 'My card 4111 1111 1111 1111 was charged.' }));
    const [row] = await rowsOf("select body from event_log where type = 'claim.filed'");
    expect(row?.['body']).not.toContain('4111 1111');
    expect((await server.get('/metrics')).body).toContain('ringfence_events_total{result="masked"} 1');
  });
});

describe('GET decisions', { timeout: 20_000 }, () => {
  beforeAll(open, 30_000);
  afterAll(() => server.stop());

  test('a decision that is not there, and ids that are none', async () => {
    expect(await server.get('/v1/claims/C-404/decision')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await server.get('/v1/claims/%00/decision')).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ field: 'claim_id' }] },
    });
    expect(await server.get(`/v1/claims/${'x'.repeat(129)}/decision`)).toMatchObject({ status: 400 });
    expect(await server.get('/v1/claims/%E0%A4%A/decision')).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  test('an id of 128 characters beyond ASCII, with a slash, is found', async () => {
    const id = `/${'語'.repeat(127)}`;
    await server.post('/v1/claims', claim(1, { claim_id: id }));
    expect(await server.get(`/v1/claims/${encodeURIComponent(id)}/decision`)).toMatchObject({
      status: 200,
      body: { claim_id: id },
    });
  });

  test('pages of decisions, newest first, stay right while new ones come in', async () => {
    for (let number = 0; number < 5; number++) await server.post('/v1/claims', claim(number));
    await fresh.database.query("delete from decisions where claim_id not like 'C-_'");
    const first = await server.get('/v1/decisions?limit=2');
    await server.post('/v1/claims', claim(5));
    const second = await server.get(`/v1/decisions?limit=2&after=${first.body.next}`);
    const third = await server.get(`/v1/decisions?limit=2&after=${second.body.next}`);
    const ids = [first, second, third].map(({ body }) =>
      body.decisions.map((made: { claim_id: string }) => made.claim_id),
    );
    expect(ids).toEqual([['C-4', 'C-3'], ['C-2', 'C-1'], ['C-0']]);
    expect(third.body.next).toBeNull();
    const { outcome } = first.body.decisions[0];
    const chosen = await server.get(`/v1/decisions?outcome=${outcome}&limit=500`);
    expect(chosen.body.decisions.length).toBeGreaterThan(0);
    expect(chosen.body.decisions.every((made: { outcome: string }) => made.outcome === outcome)).toBe(true);
    const last = await server.get(`/v1/decisions?outcome=${outcome}&limit=1&after=${first.body.next}`);
    expect(last.status).toBe(200);
  });

  test.each(['outcome=refuse', 'limit=0', 'limit=501', 'limit=x', 'after=1', 'after=1.2.3', 'outcome=pay&outcome=ask'])(
    '%s is refused',
    async query => {
      const told = await server.get(`/v1/decisions?${query}`);
      expect(told).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
      expect(told.body.errors[0].field).toBe(query.split('=')[0]);
    },
  );
});
