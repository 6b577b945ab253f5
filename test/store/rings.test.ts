import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { DecisionRecord } from '../../src/domain/decision.ts';
import type { Fact } from '../../src/domain/fact.ts';
import { dayUs, parseMoment } from '../../src/domain/time.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { decideArrived } from '../../src/store/decide-claims.ts';
import { type Detected, detectRings } from '../../src/store/detect-rings.ts';
import { detectionSteps, placeIn } from '../../src/store/detection-steps.ts';
import { LogFollower } from '../../src/store/follow-log.ts';
import { type ClaimAtMoment, gather } from '../../src/store/gather.ts';
import type { Node } from '../../src/store/node.ts';
import { ownTypes } from '../../src/store/own-facts.ts';
import { digestProjections, rebuild } from '../../src/store/rebuild.ts';
import { reviveFact } from '../../src/store/revive.ts';
import { RingSearch } from '../../src/store/ring-search.ts';
import { judgeRing, readVerdicts } from '../../src/store/ring-verdicts.ts';
import { findRing, lastRingRun, listRings } from '../../src/store/rings.ts';
import { verdictsOnRing } from '../../src/store/verdicts-on-ring.ts';
import { claimFields, decisionsIn, intake, line } from './fixtures/events.ts';
import { onEveryServer } from './fixtures/every-server.ts';
import { appendShop, customer, operator, ringLetter, serve, servedShop } from './fixtures/ring-shop.ts';

const never = new AbortController().signal;
const searches: RingSearch[] = [];

function searchOn(database: Database): RingSearch {
  const search = new RingSearch(database);
  searches.push(search);
  return search;
}

afterEach(() => {
  for (const search of searches.splice(0)) search.end();
});

async function detect(node: Node, search = searchOn(node.database)): Promise<Extract<Detected, { kind: 'done' }>> {
  const detected = await detectRings(node, search, never);
  if (detected.kind !== 'done') throw new Error(`The detection was ${detected.kind}.`);
  return detected;
}

async function countOf(database: Database, table: string, where = 'true'): Promise<number> {
  return (await database.query<{ n: number }>(`select count(*) as n from ${table} where ${where}`)).rows[0]!.n;
}

const detections = (database: Database) => countOf(database, 'event_log', "type = 'rings.detected'");

/** A node on a database that holds the shop with a ring, found once. */
async function found(nodes: Parameters<Parameters<typeof onEveryServer>[0]>[0]) {
  const fresh = await nodes.fresh();
  const shop = servedShop();
  await appendShop(fresh.node, shop);
  const search = searchOn(fresh.database);
  const detected = await detect(fresh.node, search);
  const [ring] = await listRings(fresh.database, { gone: false, after: null, limit: 10 });
  return { ...fresh, shop, search, detected, ring: ring! };
}

/** A live claim of the account, with the operator's tools or from home. */
async function decide(node: Node, id: string, more: object): Promise<DecisionRecord> {
  const text = line('claim.filed', `claim-${id}`, '2026-05-01T12:00:00Z', claimFields(id, more));
  await decideArrived(node, [intake(node, text, 'now')], 'live');
  return (await decisionsIn(node.database)).find(({ record }) => record.decision.claim_id === `C-${id}`)!.record;
}

onEveryServer((nodes, kind) => {
  afterAll(() => nodes.clear());

  test('[RING-20] a detection is one fact with the rings whole, and its projections say who, with what, how much and since when', async () => {
    const { database, ring, detected } = await found(nodes);
    expect(detected).toMatchObject({ rings: 1, found: [ring.body.ring_id], gone: [] });
    expect(ring.body.accounts.sort()).toEqual(Array.from({ length: 8 }, (_, number) => customer(number)));
    expect(ring.body).toMatchObject({ loss: '7200.00', currency: 'GBP', devices: ['operator'] });
    expect(ring.body.reasons.length).toBeGreaterThanOrEqual(2);
    expect(await detections(database)).toBe(1);
    expect(await countOf(database, 'ring_accounts', 'until_us is null')).toBe(8);
    expect(await countOf(database, 'ring_values', "value = 'device:operator' and exclusive = 1")).toBe(1);
    expect((await lastRingRun(database))?.facts).toBe(detected.facts);
    expect(await countOf(database, 'links', "value = 'device:operator' and source = 'claim'")).toBe(8);
  });

  test('[RING-20] a document is known to be the ring’s as far as the accounts that sent it are', async () => {
    const { node, database } = await nodes.fresh();
    const shop = servedShop(0);
    const picture = 'ff'.repeat(32);
    for (let number = 0; number < 20; number++) {
      shop.register(customer(number));
      const day = 20 + number;
      if (number < 8) shop.claim({ account: customer(number), day, amount: '900.00', picture, ...operator });
      else shop.claim({ account: customer(number), day, amount: '20.00', reason: 'defective', back: true, picture });
    }
    await appendShop(node, shop);
    expect(await detect(node)).toMatchObject({ rings: 1 });
    expect(await countOf(database, 'ring_values', `value = 'document:${picture}' and exclusive = 0.4`)).toBe(1);
  });

  test('[RING-21] the same rings found again write no fact; what changed is written and the rest left', async () => {
    const { node, database, shop, search, ring } = await found(nodes);
    const before = await lastRingRun(database);
    expect(await detect(node, search)).toMatchObject({ found: [], gone: [] });
    expect(await detect(node)).toMatchObject({ found: [], gone: [] });
    expect(await detections(database)).toBe(1);
    expect((await lastRingRun(database))!.endedAt).toBeGreaterThan(before!.endedAt);
    const from = shop.facts.length;
    serve(shop, 8, 2);
    await appendShop(node, shop, from);
    expect(await detect(node, search)).toMatchObject({ found: [ring.body.ring_id], gone: [] });
    expect(await detections(database)).toBe(2);
    const later = await findRing(database, ring.body.ring_id);
    expect(later).toMatchObject({ knownAt: ring.knownAt, goneAt: null });
    expect(later!.changedAt).toBeGreaterThan(ring.changedAt);
    expect(await countOf(database, 'ring_accounts', 'until_us is null')).toBe(10);
    // Known since the first report, also where the row had to be written anew.
    expect(await countOf(database, 'ring_values', `until_us is null and since_us <> ${ring.knownAt}`)).toBe(0);
  });

  test('[RING-21] a fact that says nothing of the ring, known weeks later, writes nothing', async () => {
    const { node, database, shop, search, ring } = await found(nodes);
    const from = shop.facts.length;
    const last = Math.max(...shop.facts.map(({ at }) => at));
    shop.add('employee.joined', last + 20 * dayUs, { employee_id: 'new', role: 'agent' });
    await appendShop(node, shop, from);
    const detected = await detect(node, search);
    expect(detected).toMatchObject({ facts: shop.facts.length, found: [], gone: [] });
    expect(await detections(database)).toBe(1);
    expect(ring.body.growth).toEqual({ last_claims: 8, earlier_claims: 0 });
  });

  test('[RING-22] projections of rings and verdicts made again from the log are equal', async () => {
    const { node, database, shop, search, ring } = await found(nodes);
    const from = shop.facts.length;
    serve(shop, 8, 2);
    await appendShop(node, shop, from);
    await detect(node, search);
    const judged = { ringId: ring.body.ring_id, by: 'Ada', reason: 'the device is the library’s' };
    for (const value of ring.body.footprint.map(each => each.value))
      await judgeRing(node, { ...judged, verdict: 'coincidence', value }, 'test');
    await judgeRing(node, { ...judged, verdict: 'not_member', accountId: customer(1) }, 'test');
    await detect(node, search);
    const before = await digestProjections(database);
    await rebuild(database, () => {});
    expect(await digestProjections(database)).toEqual(before);
    expect(await detect(node, search)).toMatchObject({ found: [], gone: [] });
  });

  test('[RING-23] a search that goes on from what it read finds what a search of the whole log finds, whatever came when', async () => {
    const { node, database } = await nodes.fresh();
    const shop = servedShop(10);
    for (const number of [0, 1, 2, 3, 4, 5])
      shop.claim({ account: customer(number), day: 70 + number, reason: 'damaged', back: true });
    // Some orders are told last, when their returns are long known.
    const isLate = (fact: Fact) => fact.type === 'order.placed' && fact.seq % 4 === 0;
    const told = [...shop.facts.filter(fact => !isLate(fact)), ...shop.facts.filter(isLate)];
    const search = searchOn(database);
    const parts = [0.3, 0.31, 0.7, 0.99, 1].map(share => Math.floor(told.length * share));
    let from = 0;
    for (const to of parts) {
      await appendShop(node, Object.assign(servedShop(10), { facts: told.slice(0, to) }), from);
      from = to;
      const kept = await search.find([], never, () => {});
      const anew = searchOn(database);
      expect(kept).toEqual(await anew.find([], never, () => {}));
      await search.writeLinks(never);
      const left = await contentOfLinks(database);
      await anew.writeLinks(never);
      expect(await contentOfLinks(database)).toEqual(left);
      anew.end();
    }
    expect(await countOf(database, 'links')).toBeGreaterThan(1_000);
    expect(await countOf(database, 'links', "source = 'return'")).toBeGreaterThan(0);
  });

  test('[RING-24] whoever follows the log reads every fact once, also one committed long after its number was given out', async () => {
    const { database } = await nodes.fresh();
    const steps = fc.array(fc.constantFrom('begin', 'write', 'commit', 'roll back', 'look'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, async list => {
        await database.query('truncate event_log');
        await follow(database, list);
      }),
      { numRuns: kind === 'embedded' ? 40 : 20 },
    );
  });

  test('[RING-25] stopped at any moment, a detection leaves nothing, and the next one is whole', async () => {
    const { node, database } = await nodes.fresh();
    await appendShop(node, servedShop());
    const search = searchOn(database);
    for (const stage of ['before', 'reading', 'finding'] as const) {
      const stop = new AbortController();
      if (stage === 'before') stop.abort();
      const detected = await detectRings(node, search, stop.signal, progress => {
        if (progress.kind === stage) stop.abort();
      });
      expect(detected).toEqual({ kind: 'stopped' });
      expect(await detections(database)).toBe(0);
      for (const table of ['rings', 'ring_values', 'ring_accounts', 'links', 'detection_runs'])
        expect(await countOf(database, table), table).toBe(0);
    }
    expect(await detect(node, search)).toMatchObject({ rings: 1 });
  });

  test('[RING-45] a detection tells how far it is: reading, each step of the search, writing', async () => {
    const { node } = await nodes.fresh();
    await appendShop(node, servedShop());
    const told: string[] = [];
    await detectRings(node, searchOn(node.database), never, progress => {
      const { step } = placeIn(progress);
      if (told.at(-1) !== step) told.push(step);
    });
    expect(told).toEqual(detectionSteps);
  });

  test('[RING-26] of two runs the one that began later stands, and runs at once write their rings once', async () => {
    const { node, database, another } = await nodes.fresh();
    await appendShop(node, servedShop());
    const runs = await Promise.all(
      [node, await another()].map(each => detectRings(each, searchOn(each.database), never)),
    );
    expect(runs.filter(each => each.kind === 'done').length).toBeGreaterThan(0);
    expect(await detections(database)).toBe(1);
  });

  test('[RING-29] a search that fails or whose process is killed says why, writes nothing, and the next one is whole', async () => {
    const { node, database } = await nodes.fresh();
    await appendShop(node, servedShop());
    const away = openDatabase(
      { host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' },
      { onIdleError: () => {} },
    );
    const lost = searchOn(away);
    for (const _ of [1, 2])
      await expect(lost.find([], never, () => {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await away.end();
    const search = searchOn(database);
    const killed = detectRings(node, search, never, progress => {
      if (progress.kind === 'reading') search.end();
    });
    await expect(killed).rejects.toThrow('SIGKILL');
    expect(await detections(database)).toBe(0);
    expect(await detect(node, search)).toMatchObject({ rings: 1 });
  });

  describe('[RING-27] a verdict of a named person', () => {
    test('is one fact, however often and from wherever it is sent at once', async () => {
      const { node, database, another, ring } = await found(nodes);
      const other = await another();
      const judgement = {
        ringId: ring.body.ring_id,
        verdict: 'not_member',
        accountId: customer(2),
        by: 'Ada',
        reason: 'an intern',
      } as const;
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, number) => judgeRing(number % 2 === 0 ? node : other, judgement, 'test')),
      );
      expect(answers.every(answer => answer.ok)).toBe(true);
      expect(answers.filter(answer => answer.ok && !answer.repeated)).toHaveLength(1);
      expect(await countOf(database, 'event_log', "type = 'ring.judged'")).toBe(1);
      // Somebody who changes their mind, and back again, says three things.
      await judgeRing(node, { ...judgement, verdict: 'member' }, 'test');
      await judgeRing(node, judgement, 'test');
      expect((await readVerdicts(database)).map(({ judged }) => judged.verdict)).toEqual([
        'not_member',
        'member',
        'not_member',
      ]);
    });

    test('is respected by the next detection', async () => {
      const { node, database, search, ring } = await found(nodes);
      const said = { ringId: ring.body.ring_id, by: 'Ada', reason: 'looked' } as const;
      await judgeRing(node, { ...said, verdict: 'not_member', accountId: customer(2) }, 'test');
      await detect(node, search);
      const [later] = await listRings(database, { gone: false, after: null, limit: 10 });
      expect(later!.body.accounts).not.toContain(customer(2));
      expect(later!.body.accounts).toHaveLength(7);
      for (const { value } of later!.body.footprint)
        await judgeRing(node, { ...said, verdict: 'coincidence', value }, 'test');
      await detect(node, search);
      expect(await countOf(database, 'ring_values', "value = 'device:operator' and until_us is null")).toBe(0);
    });

    test('[RING-44] is taken back where it was said, and the numbers speak again', async () => {
      const { node, database, search, ring } = await found(nodes);
      const said = { ringId: ring.body.ring_id, by: 'Ada', reason: 'looked' } as const;
      const now = async () => {
        await detect(node, search);
        const [first] = await listRings(database, { gone: false, after: null, limit: 10 });
        return [...(first?.body.accounts ?? [])].sort();
      };
      const all = [...ring.body.accounts].sort();
      const values = ring.body.footprint.map(({ value }) => value);
      await judgeRing(node, { ...said, verdict: 'not_member', accountId: customer(2) }, 'test');
      for (const value of values) await judgeRing(node, { ...said, verdict: 'coincidence', value }, 'test');
      expect(await now()).toEqual([]);
      for (const value of values)
        expect(await judgeRing(node, { ...said, verdict: 'withdrawn', value }, 'test')).toMatchObject({ ok: true });
      expect(await now()).toEqual(all.filter(account => account !== customer(2)));
      await judgeRing(node, { ...said, verdict: 'withdrawn', accountId: customer(2) }, 'test');
      expect(await now()).toEqual(all);
      // What does not stand cannot be taken back.
      for (const accountId of [customer(2), customer(3)])
        expect(
          await judgeRing(node, { ...said, reason: 'again', verdict: 'withdrawn', accountId }, 'test'),
        ).toMatchObject({ ok: false, code: 'nothing_to_withdraw' });
      // The last word counts, though the ring had other accounts when the first was said.
      await judgeRing(node, { ...said, verdict: 'not_member', accountId: customer(2) }, 'test');
      await now();
      await judgeRing(node, { ...said, verdict: 'member', accountId: customer(2) }, 'test');
      expect(await now()).toEqual(all);
    });

    test('[RING-44] follows its ring when the first claimant goes and the ring has another id', async () => {
      const { node, database, search, ring } = await found(nodes);
      const said = { by: 'Ada', reason: 'looked', accountId: customer(0) } as const;
      const all = [...ring.body.accounts].sort();
      const now = async () => {
        await detect(node, search);
        const [first] = await listRings(database, { gone: false, after: null, limit: 10 });
        return { ringId: first!.body.ring_id, accounts: [...first!.body.accounts].sort() };
      };
      await judgeRing(node, { ...said, ringId: ring.body.ring_id, verdict: 'not_member' }, 'test');
      const other = await now();
      expect(other.ringId).not.toBe(ring.body.ring_id);
      expect(other.accounts).toEqual(all.filter(account => account !== customer(0)));
      // Said again under the new id it is the same verdict.
      const again = await judgeRing(node, { ...said, ringId: other.ringId, verdict: 'not_member' }, 'test');
      expect(again).toMatchObject({ ok: true, repeated: true });
      await judgeRing(node, { ...said, ringId: other.ringId, verdict: 'withdrawn' }, 'test');
      expect(await now()).toEqual({ ringId: ring.body.ring_id, accounts: all });
      await judgeRing(node, { ...said, ringId: ring.body.ring_id, verdict: 'not_member' }, 'test');
      await now();
      await judgeRing(node, { ...said, ringId: other.ringId, verdict: 'member' }, 'test');
      expect((await now()).accounts).toEqual(all);
    });

    test('[RING-60] is listed with the ring that it counts for, with the id under which it was said', async () => {
      const { node, database, search, ring } = await found(nodes);
      const said = { by: 'Ada', reason: 'looked' } as const;
      const first = ring.body.ring_id;
      const now = async () => {
        await detect(node, search);
        return (await listRings(database, { gone: false, after: null, limit: 10 }))[0]!;
      };
      const listed = async (ringId: string) =>
        (await verdictsOnRing(database, (await findRing(database, ringId))!)).map(
          ({ judged: { ring_id, verdict, account_id, value } }) => [ring_id, verdict, account_id ?? value],
        );
      await judgeRing(node, { ...said, ringId: first, verdict: 'not_member', accountId: customer(0) }, 'test');
      await judgeRing(node, { ...said, ringId: first, verdict: 'coincidence', value: 'ip:45.9.9.9' }, 'test');
      const second = (await now()).body.ring_id;
      expect(second).not.toBe(first);
      await judgeRing(node, { ...said, ringId: second, verdict: 'not_member', accountId: customer(1) }, 'test');
      const early = [
        [first, 'not_member', customer(0)],
        [first, 'coincidence', 'ip:45.9.9.9'],
      ];
      const late = [second, 'not_member', customer(1)];
      expect(await listed(second)).toEqual([...early, late]);
      const third = (await now()).body.ring_id;
      expect(await listed(third)).toEqual([...early, late]);
      // A ring that is gone has what was said of it; nothing counts for it now.
      expect(await listed(first)).toEqual(early);
      // What was taken back since counts no more; where it was said, it is listed with the last word on it.
      await judgeRing(node, { ...said, ringId: third, verdict: 'withdrawn', value: 'ip:45.9.9.9' }, 'test');
      const back = [third, 'withdrawn', 'ip:45.9.9.9'];
      expect(await listed(third)).toEqual([early[0], late, back]);
      expect(await listed(first)).toEqual([...early, back]);
      await judgeRing(node, { ...said, ringId: third, verdict: 'withdrawn', accountId: customer(0) }, 'test');
      expect((await now()).body.ring_id).toBe(first);
      expect(await listed(first)).toEqual([...early, late, back, [third, 'withdrawn', customer(0)]]);
    });

    test('[RING-60] on another ring is not listed with this one', async () => {
      const { node, database, shop, search, ring } = await found(nodes);
      const from = shop.facts.length;
      for (let number = 0; number < 8; number++) {
        shop.register(`n${number}`);
        const tools = {
          device: 'another',
          ip: '46.8.8.8',
          statement: 'the console was not in the box that you sent me',
        };
        shop.claim({ account: `n${number}`, day: 20 + number * 4, amount: '900.00', ...tools });
      }
      await appendShop(node, shop, from);
      await detect(node, search);
      const rings = await listRings(database, { gone: false, after: null, limit: 10 });
      expect(rings).toHaveLength(2);
      const said = { ringId: ring.body.ring_id, by: 'Ada', reason: 'looked' } as const;
      await judgeRing(node, { ...said, verdict: 'member', accountId: customer(1) }, 'test');
      await judgeRing(node, { ...said, verdict: 'coincidence', value: 'device:operator' }, 'test');
      for (const each of rings)
        expect(await verdictsOnRing(database, each)).toHaveLength(each.body.ring_id === ring.body.ring_id ? 2 : 0);
    });

    test('[RING-58] is said of a wording of the ring, respected, kept over rebuilds, and taken back', async () => {
      const { node, database, search, ring } = await found(nodes);
      const said = { ringId: ring.body.ring_id, by: 'Ada', reason: 'an advice site' } as const;
      const value = `words:${ring.body.words[0]}`;
      const words = async () => {
        await detect(node, search);
        return (await findRing(database, ring.body.ring_id))!.body.words;
      };
      expect(ring.body.words.length).toBeGreaterThan(0);
      for (const other of ['words:nobody wrote this', ring.body.words[0]!, `words:${ringLetter}`])
        expect(await judgeRing(node, { ...said, verdict: 'coincidence', value: other }, 'test')).toMatchObject({
          code: 'value_not_in_ring',
        });
      expect(await judgeRing(node, { ...said, verdict: 'coincidence', value }, 'test')).toMatchObject({ ok: true });
      expect(await judgeRing(node, { ...said, verdict: 'coincidence', value }, 'test')).toMatchObject({
        repeated: true,
      });
      expect(await words()).not.toContain(ring.body.words[0]);
      const before = await digestProjections(database);
      await rebuild(database, () => {});
      expect(await digestProjections(database)).toEqual(before);
      expect(await detect(node)).toMatchObject({ found: [], gone: [] });
      await judgeRing(node, { ...said, verdict: 'withdrawn', value }, 'test');
      expect(await words()).toEqual(ring.body.words);
      expect((await findRing(database, ring.body.ring_id))!.body).toEqual(ring.body);
    });

    test('is said of an employee of the ring too, and respected', async () => {
      const { node, database } = await nodes.fresh();
      const shop = servedShop(0);
      for (let number = 0; number < 9; number++) {
        shop.register(customer(number));
        const tools = { device: `fresh-${number}`, ip: `67.${number}.3.1`, statement: ringLetter };
        shop.claim({
          account: customer(number),
          day: 20 + number * 4,
          amount: '900.00',
          grantedBy: 'bribed',
          ...tools,
        });
      }
      await appendShop(node, shop);
      const search = searchOn(database);
      await detect(node, search);
      const rings = () => listRings(database, { gone: false, after: null, limit: 10 });
      const [ring] = await rings();
      expect(ring!.body.employees).toEqual(['bribed']);
      const said = { ringId: ring!.body.ring_id, verdict: 'coincidence', by: 'Ada', reason: 'the desk' } as const;
      expect(await judgeRing(node, { ...said, value: 'employee:e1' }, 'test')).toMatchObject({
        code: 'value_not_in_ring',
      });
      expect(await judgeRing(node, { ...said, value: 'employee:bribed' }, 'test')).toMatchObject({ ok: true });
      await detect(node, search);
      expect((await rings()).flatMap(({ body }) => body.employees)).toEqual([]);
    });

    test('on what was never seen is refused', async () => {
      const { node, ring } = await found(nodes);
      const said = { ringId: ring.body.ring_id, by: 'Ada', reason: 'looked' } as const;
      expect(
        await judgeRing(node, { ...said, ringId: 'ring-0', verdict: 'member', accountId: customer(1) }, 'test'),
      ).toMatchObject({ ok: false, code: 'ring_not_found' });
      expect(await judgeRing(node, { ...said, verdict: 'member', accountId: 'nobody' }, 'test')).toMatchObject({
        ok: false,
        code: 'account_unknown',
      });
      expect(await judgeRing(node, { ...said, verdict: 'coincidence', value: 'device:none' }, 'test')).toMatchObject({
        ok: false,
        code: 'value_not_in_ring',
      });
    });
  });

  test('[RING-28] a decision knows the rings that were known at its moment: not before the detection, with their age after it', async () => {
    const { node, database } = await nodes.fresh();
    await appendShop(node, servedShop());
    const tools = { device_id: operator.device, ip: operator.ip };
    const before = await decide(node, 'before', { account_id: 'x1', ...tools });
    expect(before.features).not.toHaveProperty('ring.tools');
    await detect(node);
    const [ring] = await listRings(database, { gone: false, after: null, limit: 1 });
    const after = await decide(node, 'after', { account_id: 'x2', ...tools });
    expect(after.features).toMatchObject({ 'ring.tools': 2 });
    expect(after.features['ring.known_days']).toBeGreaterThan(0);
    expect(after.features['ring.score']).toBeGreaterThan(0.9);
    const reason = after.decision.reasons.find(({ id }) => id === 'S-ring-tool');
    expect(reason?.facts).toContain(ring!.seq);
    const member = await decide(node, 'member', { account_id: customer(0) });
    expect(member.features['ring.member_probability']).toBeGreaterThan(0.9);
    expect(member.features).not.toHaveProperty('ring.tools');
    const nobody = await decide(node, 'nobody', { account_id: 'a2' });
    expect(Object.keys(nobody.features).filter(name => name.startsWith('ring.'))).toEqual([]);
    // As of its moment the first one still knows of no ring.
    const logged = (await decisionsIn(database)).filter(({ record }) => record.decision.claim_id === 'C-before');
    const claim = reviveFact({
      seq: logged[0]!.claimSeq,
      known_us: logged[0]!.claimKnownAt,
      body: logged[0]!.claimBody,
    }) as ClaimAtMoment['claim'];
    const moment = parseMoment(before.decision.known_until)!;
    const [then, now] = await gather(
      node,
      [
        { claim, moment },
        { claim, moment: node.clock.next() },
      ],
      Date.now(),
    );
    expect(then!.rings).toEqual({ tools: [], memberships: [] });
    expect(now!.rings.tools.map(({ value }) => value)).toContain('device:operator');
  });
});

async function contentOfLinks(database: Database): Promise<unknown[]> {
  return (await database.query('select * from links order by value, account_id, source')).rows;
}

/** Four writers with a block of numbers each begin, write and commit as told; a follower looks now and then. */
async function follow(database: Database, steps: readonly string[]): Promise<void> {
  const follower = new LogFollower(database);
  const seen: number[] = [];
  const look = async () => {
    for await (const page of follower.fresh()) seen.push(...page.facts.map(fact => fact.seq));
  };
  const writers = await Promise.all([database.connect(), database.connect()]);
  const open = [false, false];
  // The second writer has the lower numbers: what it commits late lies behind what was read.
  const next = [10_000, 1_000];
  try {
    for (const [index, step] of steps.entries()) {
      const which = index % 2;
      const writer = writers[which]!;
      if (step === 'look') await look();
      else if (step === 'begin' && !open[which]) {
        await writer.query('begin');
        open[which] = true;
      } else if (step === 'write') await writeFact(writer, next[which]!++, index % 5 === 4);
      else if (step === 'commit' || step === 'roll back') {
        await writer.query(step === 'commit' ? 'commit' : 'rollback');
        open[which] = false;
      }
    }
    for (const [which, writer] of writers.entries()) if (open[which]) await writer.query('commit');
  } finally {
    for (const writer of writers) writer.release();
  }
  await look();
  await look();
  const { rows } = await database.query<{ seq: number }>(
    'select seq from event_log where type <> all ($1::text[]) order by seq',
    [ownTypes],
  );
  expect(seen.sort((left, right) => left - right)).toEqual(rows.map(row => row.seq));
}

async function writeFact(
  writer: { query(text: string, values: unknown[]): Promise<unknown> },
  seq: number,
  own: boolean,
) {
  const type = own ? 'rings.detected' : 'claim.withdrawn';
  const body = line(type, `e${seq}`, '2026-03-01T12:00:00Z', { claim_id: `C-${seq}` });
  await writer.query(
    `insert into event_log (seq, key, stream, type, at_us, known_us, body, leaf)
     values ($1, gen_random_uuid(), 'x', $2, 0, 0, $3, '\\x00')`,
    [seq, type, body],
  );
}
