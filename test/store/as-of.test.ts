import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { decideClaim } from '../../src/decide/decide.ts';
import type { DecisionRecord } from '../../src/domain/decision.ts';
import { dayOf, hourUs, minuteUs, parseMoment } from '../../src/domain/time.ts';
import { appendEvents } from '../../src/store/append-events.ts';
import { NodeClock } from '../../src/store/clock.ts';
import { decideArrived } from '../../src/store/decide-claims.ts';
import { type ClaimAtMoment, gather } from '../../src/store/gather.ts';
import type { Node } from '../../src/store/node.ts';
import { reviveFact } from '../../src/store/revive.ts';
import { claimFields, decideAll, decisionsIn, intake, line, wipe } from './fixtures/events.ts';
import { onEveryServer } from './fixtures/every-server.ts';
import { happenings, type Told, tell } from './fixtures/random-shop.ts';

/** The machine's clock stands at the moment; only the date is faked, so that sockets and timers go on. */
function setClock(moment: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(moment / 1000) });
}

type ClaimFact = ClaimAtMoment['claim'];

/** Decides every claim in the log once more, each as of the moment that its decision names, all of them in batches or one by one. */
async function decidedAgain(
  node: Node,
  together: boolean,
): Promise<{ stored: DecisionRecord; again: DecisionRecord }[]> {
  node.tallies.forget(Date.now());
  node.feeds.forget(Date.now());
  const logged = await decisionsIn(node.database);
  const asked = logged.map(({ record, claimSeq, claimBody, claimKnownAt }) => ({
    claim: reviveFact({ seq: claimSeq, known_us: claimKnownAt, body: claimBody }) as ClaimFact,
    moment: parseMoment(record.decision.known_until)!,
  }));
  const known = together
    ? asked.length === 0
      ? []
      : await gather(node, asked, Date.now())
    : (await Promise.all(asked.map(at => gather(node, [at], Date.now())))).flat();
  return logged.map(({ record }, index) => ({
    stored: record,
    again: decideClaim(known[index]!, node.policy, record.decision.mode, record.claim_hash),
  }));
}

async function expectSame(node: Node): Promise<number> {
  for (const together of [true, false]) {
    for (const { stored, again } of await decidedAgain(node, together)) {
      expect(again.features).toEqual(stored.features);
      expect(again).toEqual(stored);
    }
  }
  return (await decisionsIn(node.database)).length;
}

/**
 * Takes the events in as they are told, each at its own time; claims are decided at once or left for later, but for the days after:
 * a rate counts the decided claims of earlier days, so it holds only if those were decided by then.
 */
async function live(
  opened: Node,
  told: readonly Told[],
  decide: (index: number) => 'at once' | 'later' | 'later, all',
): Promise<void> {
  // Each log has a time of its own, and a clock never goes back.
  const node = { ...opened, clock: new NodeClock() };
  for (const [index, { text, toldAt, isClaim }] of told.entries()) {
    if (index > 0 && dayOf(toldAt) !== dayOf(told[index - 1]!.toldAt)) await decideAll(node);
    setClock(toldAt);
    const one = intake(node, text, 'now');
    const how = decide(index);
    if (isClaim && how === 'at once') await decideArrived(node, [one], 'live');
    else await appendEvents(node, [one]);
    if (how === 'later, all') await decideAll(node);
  }
  await decideAll(node);
}

onEveryServer((nodes, kind) => {
  afterAll(() => nodes.clear());
  afterEach(() => {
    vi.useRealTimers();
  });
  const runs = kind === 'embedded' ? 15 : 9;

  test('[FEATURE-4] what a live decision was made from is found again as of its moment, whatever came later', async () => {
    const { node } = await nodes.fresh();
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(happenings(60), async list => {
        await wipe(node);
        await live(node, tell(list), () => 'at once');
        decided += await expectSame(node);
      }),
      { numRuns: runs },
    );
    expect(decided).toBeGreaterThan(2 * runs);
  });

  test('[FEATURE-4] the same for decisions in shadow, made soon or long after, between live ones', async () => {
    const { node } = await nodes.fresh();
    await fc.assert(
      fc.asyncProperty(happenings(60), fc.array(fc.nat(9), { minLength: 60, maxLength: 60 }), async (list, how) => {
        await wipe(node);
        await live(node, tell(list), index => (how[index]! < 3 ? 'at once' : how[index]! < 8 ? 'later' : 'later, all'));
        await expectSame(node);
      }),
      { numRuns: runs },
    );
  });

  describe('[FEATURE-5] a claim is decided by the same features', () => {
    test('live on arrival or in shadow afterwards', async () => {
      const [stream, afterwards] = [await nodes.fresh(), await nodes.fresh()];
      await fc.assert(
        fc.asyncProperty(happenings(50), async list => {
          await Promise.all([wipe(stream.node), wipe(afterwards.node)]);
          await live(stream.node, tell(list), () => 'at once');
          await live(afterwards.node, tell(list), () => 'later');
          const [arrived, later] = await Promise.all([decisionsIn(stream.database), decisionsIn(afterwards.database)]);
          expect(later.map(({ record }) => [record.decision.claim_id, rounded(record)])).toEqual(
            arrived.map(({ record }) => [record.decision.claim_id, rounded(record)]),
          );
        }),
        { numRuns: runs / 3 },
      );
    });

    test('where it names a contact that nothing else ties to the order', async () => {
      const { node } = await nodes.fresh();
      setClock(Date.UTC(2026, 2, 1) * 1000);
      const opened = { contact_id: 'K-1', account_id: 'A-1', channel: 'phone', agent_id: 'E-1' };
      await appendEvents(node, [intake(node, line('contact.opened', 'k', '2026-03-01T00:00:00Z', opened), 'now')]);
      setClock(Date.UTC(2026, 2, 1, 1) * 1000);
      await decideArrived(
        node,
        [intake(node, line('claim.filed', 'c', '2026-03-01T01:00:00Z', claimFields(1, { contact_id: 'K-1' })), 'now')],
        'live',
      );
      const { record } = (await decisionsIn(node.database))[0]!;
      expect(record.features['contact.channel']).toBe('phone');
      expect(record.features['staff.people']).toBe(1);
      await expectSame(node);
    });

    test('with the findings of the ledger about the claim itself', async () => {
      const { node } = await nodes.fresh();
      const order = {
        order_id: 'O-1',
        account_id: 'A-1',
        marketplace: 'GB',
        currency: 'GBP',
        total: '49.90',
        lines: [{ line_id: '1', sku: 'S', quantity: 1, unit_price: '49.90' }],
        ship_to: { line1: '1 Elm Street', postcode: 'LS1 1AA', country: 'GB' },
      };
      setClock(Date.UTC(2026, 2, 1) * 1000);
      await appendEvents(node, [intake(node, line('order.placed', 'o', '2026-03-01T00:00:00Z', order), 'now')]);
      setClock(Date.UTC(2026, 2, 9) * 1000);
      const much = claimFields(1, { lines: [{ line_id: '1', quantity: 5 }], amount: '249.50' });
      await decideArrived(node, [intake(node, line('claim.filed', 'c', '2026-03-09T00:00:00Z', much), 'now')], 'live');
      const { record } = (await decisionsIn(node.database))[0]!;
      expect(record.decision.findings.map(({ kind }) => kind)).toContain('claim_exceeds_purchase');
      await expectSame(node);
    });
  });

  test('[FEATURE-4] a judgement on a claim that was not known yet counts for no claim before it', async () => {
    const { node } = await nodes.fresh();
    const judged = line('claim.judged', 'j', '2026-03-01T08:00:00Z', { claim_id: 'C-2', verdict: 'fraud', by: 'E-1' });
    const texts = [
      judged,
      ...[1, 2, 3].map(id =>
        line('claim.filed', `c-${id}`, `2026-03-01T1${id}:00:00Z`, claimFields(id, { account_id: 'A' })),
      ),
    ];
    await live(
      node,
      texts.map((text, index) => ({ text, toldAt: Date.UTC(2026, 2, 1, 9 + index) * 1000, isClaim: index > 0 })),
      () => 'at once',
    );
    expect((await decisionsIn(node.database)).map(({ record }) => record.features['account.judged_bad'] ?? 0)).toEqual([
      0, 0, 1,
    ]);
    await expectSame(node);
  });

  test('[FEATURE-6] an account with more history than is read, and a batch of claims over a whole day, are found again too', async () => {
    const { node } = await nodes.fresh();
    const start = Date.UTC(2026, 0, 1) * 1000;
    // More sessions than are read of an account, and grants by an agent right at the edge of the 90 days that count.
    const sessions = Array.from({ length: 2_300 }, (_, index) => ({
      type: 'session.started',
      id: `s-${index}`,
      at: start + index * minuteUs,
      fields: { session_id: `S-${index}`, account_id: 'A-1', country: 'GB' },
    }));
    const grants = Array.from({ length: 48 }, (_, index) => ({
      type: 'credit.granted',
      id: `g-${index}`,
      at: start + (index * hourUs) / 2,
      fields: { credit_id: `G-${index}`, account_id: 'A-2', amount: '1.00', currency: 'GBP', by: 'E-1' },
    }));
    const claims = Array.from({ length: 6 }, (_, index) => ({
      type: 'claim.filed',
      id: `c-${index}`,
      at: start + 90 * 24 * hourUs + index * 4 * hourUs,
      fields: claimFields(index, { account_id: 'A-1', order_id: 'O-1' }),
    }));
    const contact = {
      type: 'contact.opened',
      id: 'k',
      at: start,
      fields: { contact_id: 'K', account_id: 'A-1', order_id: 'O-1', channel: 'chat', agent_id: 'E-1' },
    };
    const more = Array.from({ length: 500 }, (_, index) => ({
      type: 'session.started',
      id: `t-${index}`,
      at: start + 90 * 24 * hourUs + index * 2 * minuteUs,
      fields: { session_id: `T-${index}`, account_id: 'A-1' },
    }));
    const all = [...sessions, ...grants, contact, ...claims, ...more];
    const texts = all.map(({ type, id, at, fields }) => line(type, id, new Date(at / 1000).toISOString(), fields));
    await appendEvents(
      node,
      texts.map(text => intake(node, text)),
    );
    await decideAll(node);
    expect(await expectSame(node)).toBe(6);
  });
});

/** Features without the microsecond between the moment of a live decision and that of its claim. */
function rounded(record: DecisionRecord): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record.features).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toFixed(6)) : value,
    ]),
  );
}
