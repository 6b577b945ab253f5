import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatMoment, parseMoment } from '../../src/domain/time.ts';
import { type FreshNode, freshNodes } from '../fixtures/node.ts';
import { claim, event, order, type ServerAtWork, serve } from './fixture.ts';

const nodes = freshNodes();
afterAll(() => nodes.clear(), 30_000);

let fresh: FreshNode;
let server: ServerAtWork;
beforeAll(async () => {
  fresh = await nodes.fresh();
  server = await serve(fresh.node);
}, 30_000);
afterAll(() => server.stop());

const batch = { 'content-type': 'application/cloudevents-batch+json' };

describe('the unit ledger of an order', () => {
  test('what was paid, refunded and found, now and as of a time before', async () => {
    const before = new Date(Date.now() - 1_000).toISOString();
    await server.post('/v1/events', [order(1)], batch);
    const between = new Date().toISOString();
    await server.post(
      '/v1/events',
      [1, 2].map(number =>
        event('refund.issued', `r-${number}`, {
          refund_id: `R-${number}`,
          order_id: 'O-1',
          account_id: 'A-1',
          amount: '129.90',
          currency: 'EUR',
          by: 'E-1',
          to: { kind: 'original' },
        }),
      ),
      batch,
    );
    const now = await server.get('/v1/orders/O-1/ledger');
    expect(now).toMatchObject({
      status: 200,
      body: {
        order_id: 'O-1',
        order_known: true,
        lines: [
          {
            line_id: '1',
            paid: 1,
            unit_price_minor: 12990,
            unit_weight_g: null,
            entries: [{ kind: 'paid', at: '2026-03-01T12:00:00Z' }],
          },
        ],
        value: { currency: 'EUR', paid: '129.90', refunded: '259.80', back: '259.80' },
      },
    });
    const [found] = now.body.findings;
    expect(found).toMatchObject({ speaks: 'against', at: '2026-03-01T12:00:00Z' });
    expect(found.money).toMatchObject({ currency: 'EUR' });
    expect((await server.get(`/v1/facts/${found.facts.at(-1)}`)).body.type).toBe('refund.issued');
    const then = await server.get(`/v1/orders/O-1/ledger?as_of=${between}`);
    expect(then.body).toMatchObject({
      as_of: formatMoment(parseMoment(between)!),
      value: { back: '0.00' },
      findings: [],
    });
    expect(await server.get(`/v1/orders/O-1/ledger?as_of=${before}`)).toMatchObject({ status: 404 });
  });

  test.each([
    ['/v1/orders/O-404/ledger', 404, 'not_found'],
    ['/v1/orders/O-1/ledger?as_of=soon', 400, 'invalid_request'],
    ['/v1/orders/O-1/ledger?as_of=2099-01-01T00:00:00Z', 400, 'invalid_request'],
    ['/v1/orders/%00/ledger', 400, 'invalid_request'],
    ['/v1/facts/999999999', 404, 'not_found'],
    ['/v1/facts/1e3', 400, 'invalid_request'],
    ['/v1/facts/-1', 400, 'invalid_request'],
    ['/v1/nothing', 404, 'not_found'],
  ])('%s is %i', async (path, status, code) => {
    expect(await server.get(path)).toMatchObject({ status, body: { code } });
  });
});

test('a fact is read as the log has it', async () => {
  await server.post('/v1/claims', claim('fact'));
  const { rows } = await fresh.database.query(
    "select seq, encode(leaf, 'hex') as leaf from event_log where type = 'decision.made'",
  );
  const told = await server.get(`/v1/facts/${rows[0].seq}`);
  expect(told).toMatchObject({
    status: 200,
    body: { seq: rows[0].seq, type: 'decision.made', stream: 'claim:C-fact', leaf: rows[0].leaf },
  });
  expect(told.body.event).toMatchObject({
    source: 'urn:ringfence:decisions',
    data: { decision: { claim_id: 'C-fact' } },
  });
  await fresh.database.query('update event_log set body = null, salt = null where seq = $1', [rows[0].seq]);
  expect((await server.get(`/v1/facts/${rows[0].seq}`)).body.event).toBeNull();
});

test('the policy and the features', async () => {
  const policy = await server.get('/v1/policy');
  expect(policy.body.label).toMatch(/^day-one@\d+#[0-9a-f]{8}$/);
  expect(policy.body.document.rules.length).toBeGreaterThan(0);
  const features = await server.get('/v1/features');
  expect(features.body.features).toContainEqual(expect.objectContaining({ name: 'claim.value' }));
});

describe('quarantine', () => {
  test('entries are listed, read, replayed when mended, and dropped with a reason', async () => {
    const bad = [1, 2, 3].map(number => ({ ...order(`q${number}`), time: 'never' }));
    await server.post('/v1/events', bad, batch);
    const first = await server.get('/v1/quarantine?limit=2');
    expect(first.body.entries).toMatchObject([
      { index: 0, field: 'time', state: 'open', origin: 'api:local' },
      { index: 1 },
    ]);
    const second = await server.get(`/v1/quarantine?limit=2&after=${first.body.next}`);
    expect(second.body).toMatchObject({ entries: [{ index: 2 }], next: null });
    const [one, two, three] = [...first.body.entries, ...second.body.entries].map((entry: { id: number }) => entry.id);

    const read = await server.get(`/v1/quarantine/${one}`);
    expect(JSON.parse(read.body.text)).toEqual(bad[0]);
    expect(await server.post(`/v1/quarantine/${one}/replay`, '')).toMatchObject({
      status: 422,
      body: { code: 'invalid_event', errors: [{ field: 'time' }] },
    });
    expect(await server.post(`/v1/quarantine/${one}/replay`, order('q1'))).toMatchObject({
      status: 200,
      body: { id: one, state: 'mended', duplicate: false },
    });
    expect(await server.post(`/v1/quarantine/${one}/replay`, order('q1'))).toMatchObject({
      status: 409,
      body: { code: 'entry_closed' },
    });
    expect(await server.post(`/v1/quarantine/${two}/replay`, order('q1'))).toMatchObject({ body: { duplicate: true } });

    expect(await server.post(`/v1/quarantine/${three}/drop`, {})).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'reason', reason: 'is missing' }] },
    });
    expect(await server.post(`/v1/quarantine/${three}/drop`, { reason: 'a test' })).toMatchObject({
      status: 200,
      body: { state: 'dropped' },
    });
    expect(await server.post(`/v1/quarantine/${three}/drop`, { reason: 'a test' })).toMatchObject({ status: 409 });
    expect((await server.get(`/v1/quarantine/${three}`)).body).toMatchObject({
      state: 'dropped',
      closed_by: 'api:local',
      closed_because: 'a test',
    });
    expect((await server.get('/v1/quarantine')).body.entries).toEqual([]);
  });

  test('entries that are not there', async () => {
    expect(await server.get('/v1/quarantine/999')).toMatchObject({ status: 404 });
    expect(await server.get('/v1/quarantine/x')).toMatchObject({ status: 400 });
    expect(await server.post('/v1/quarantine/999/replay', order(1))).toMatchObject({ status: 404 });
    expect(await server.post('/v1/quarantine/999/drop', { reason: 'x' })).toMatchObject({ status: 404 });
    expect(await server.post('/v1/quarantine/999/replay', '{')).toMatchObject({ status: 400 });
  });
});

test('the numbers of the server hold no ids', async () => {
  const { body } = await server.get('/metrics');
  for (const name of [
    'ringfence_http_requests_total',
    'ringfence_http_request_seconds_bucket',
    'ringfence_batch_size',
    'ringfence_queue_depth',
    'ringfence_live_decisions_total',
    'ringfence_events_total',
    'ringfence_waiting_claims',
    'ringfence_database_connections',
    'process_cpu_seconds_total',
  ]) {
    expect(body).toContain(name);
  }
  expect(body).toContain('route="/v1/orders/:order_id/ledger"');
  expect(body).not.toMatch(/O-1|C-fact|A-1/);
});
