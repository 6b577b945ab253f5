import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FreshNode } from '../fixtures/node.ts';
import { freshNodes } from '../fixtures/node.ts';
import { appendShop, customer, servedShop } from '../store/fixtures/ring-shop.ts';
import { eventually, type ServerAtWork, serve } from './fixture.ts';

const nodes = freshNodes();
let fresh: FreshNode;
let server: ServerAtWork;

beforeAll(async () => {
  fresh = await nodes.fresh();
  await appendShop(fresh.node, servedShop());
});
afterEach(() => server.stop());
afterAll(() => nodes.clear());

const found = (at: ServerAtWork) =>
  eventually(
    () => at.get('/v1/rings'),
    told => told.body.last_run !== null,
    60_000,
  );

test('[RING-40] a server looks for rings in the background when it is due, and not when it is told not to', async () => {
  server = await serve(fresh.node);
  expect(await server.get('/v1/rings')).toMatchObject({ status: 200, body: { rings: [], next: null, last_run: null } });
  await server.stop();
  server = await serve(fresh.node, { detectEveryHours: 24 });
  const told = await found(server);
  expect(told.body.rings).toHaveLength(1);
  expect(told.body.rings[0]).toMatchObject({ members: 8, loss: '7200.00', currency: 'GBP', state: 'standing' });
  await eventually(
    async () => server.lines.join(''),
    lines => lines.includes('rings were looked for'),
  );
  await server.stop();
  // It is not due again for a day, whichever node asks; with a short time it is at once.
  server = await serve(await fresh.another(), { detectEveryHours: 0.001 });
  const later = await eventually(
    () => server.get('/v1/rings'),
    next => next.body.last_run.ended_at > told.body.last_run.ended_at,
    60_000,
  );
  expect(later.body.rings).toEqual(told.body.rings);
});

test('[RING-41] a ring is read with members, links, footprint and what people said; rings are paged and one that never was is not found', async () => {
  server = await serve(fresh.node);
  const { body } = await server.get('/v1/rings?limit=1');
  expect(body.next).toBe(null);
  const [{ ring_id, evidence }] = body.rings;
  const { body: whole } = await server.get(`/v1/rings/${ring_id}`);
  expect(whole).toMatchObject({ ring_id, verdicts: [], gone_at: null });
  expect(whole.members[0].links.length).toBeGreaterThan(0);
  const fact = await server.get(`/v1/facts/${whole.fact}`);
  expect(fact.body).toMatchObject({ type: 'rings.detected', stream: 'rings' });
  expect(await server.get(`/v1/rings?after=${evidence}~${ring_id}`)).toMatchObject({ body: { rings: [] } });
  expect(await server.get('/v1/rings?state=gone')).toMatchObject({ body: { rings: [] } });
  expect(await server.get('/v1/rings?after=x')).toMatchObject({ status: 400 });
  expect(await server.get('/v1/rings/ring-0')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('[RING-42] a verdict over HTTP names a person and a reason, is kept once, and is refused where it says nothing', async () => {
  server = await serve(fresh.node);
  const { body } = await server.get('/v1/rings');
  const place = `/v1/rings/${body.rings[0].ring_id}/verdicts`;
  const said = { verdict: 'not_member', account_id: customer(4), by: 'Ada Lovelace', reason: 'shares a flat' };
  const first = await server.post(place, said);
  expect(first).toMatchObject({ status: 201, body: { verdict: 'not_member', account_id: customer(4), value: null } });
  expect(await server.post(place, said)).toMatchObject({ status: 200, body: first.body });
  const { body: whole } = await server.get(`/v1/rings/${body.rings[0].ring_id}`);
  expect(whole.verdicts).toEqual([first.body]);
  const coincidence = { verdict: 'coincidence', value: 'device:operator', by: 'Ada Lovelace', reason: 'a parcel shop' };
  expect(await server.post(place, coincidence)).toMatchObject({ status: 201 });
  expect(await server.post(place, { ...coincidence, verdict: 'withdrawn' })).toMatchObject({ status: 201 });
  const wording = { ...coincidence, value: `words:${whole.words[0]}`, reason: 'a letter of an advice site' };
  expect(await server.post(place, wording)).toMatchObject({
    status: 201,
    body: { ring_id: whole.ring_id, value: wording.value },
  });
  const refused: [object, number, string][] = [
    [{ ...said, by: ' ' }, 400, 'invalid_request'],
    [{ ...said, reason: undefined }, 400, 'invalid_request'],
    [{ ...said, verdict: 'coincidence' }, 400, 'invalid_request'],
    [{ ...said, verdict: 'guilty' }, 400, 'invalid_request'],
    [{ ...said, account_id: 'nobody' }, 422, 'invalid_verdict'],
    [{ ...coincidence, value: 'device:none' }, 422, 'invalid_verdict'],
    [{ ...coincidence, value: 'words:nobody wrote this' }, 422, 'invalid_verdict'],
  ];
  for (const [wrong, status, code] of refused)
    expect(await server.post(place, wrong)).toMatchObject({ status, body: { code } });
  expect(await server.post('/v1/rings/ring-0/verdicts', said)).toMatchObject({ status: 404 });
});
