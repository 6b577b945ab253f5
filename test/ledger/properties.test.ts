import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/domain/fact.ts';
import { hourOf } from '../../src/domain/time.ts';
import type { Activity } from '../../src/ledger/feeds.ts';
import { feedsAsked } from '../../src/ledger/feeds.ts';
import { isGoods } from '../../src/ledger/returns.ts';
import { layOutUnits } from '../../src/ledger/units.ts';
import {
  at,
  authorised,
  back,
  claim,
  credit,
  dispute,
  dock,
  fact,
  fold,
  label,
  placed,
  received,
  refund,
  replacement,
  reversed,
  scanned,
  shipped,
} from './world.ts';

/** Any moment of five months, and a delay until it was known: any fact may be late, and some come after the ledger is drawn up. */
const when = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 23 }))
  .map(([month, day, hour]) => `0${month}-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00`);
const pick = (...values: string[]) => fc.constantFrom(...values);
const lines = fc.oneof(
  fc.constant([{ line_id: 'A', quantity: 1 }]),
  fc.constant([{ line_id: 'A', quantity: 2 }]),
  fc.constant([
    { line_id: 'A', quantity: 1 },
    { line_id: 'B', quantity: 1 },
  ]),
  fc.constant([{ line_id: 'Z', quantity: 5 }]),
);
const order = pick('O1', 'O1', 'O1', 'O2');
const money = pick('10.00', '500.00', '1020.00');
const currency = pick('EUR', 'EUR', 'EUR', 'USD');
const reason = pick('not_received', 'missing_item', 'changed_mind', 'damaged', 'wrong_item', 'empty_parcel');
const status = pick(
  'picked_up',
  'in_transit',
  'available_for_pickup',
  'delivered',
  'delivered',
  'exception',
  'returned_to_sender',
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc.tuple(order, when).map(([order_id, t]) => placed({ order_id }, t)),
  fc
    .record({
      t: when,
      parcel_id: pick('P1', 'P2'),
      tracking: pick('T1', 'T2'),
      order_id: order,
      lines,
      weight_g: maybe(fc.integer({ min: 0, max: 3000 })),
    })
    .map(({ t, ...more }) => shipped(t, more)),
  fc
    .record({
      t: when,
      s: status,
      tracking: pick('T1', 'T2', 'T9'),
      facility: maybe(pick('F1', 'F2')),
      postcode: maybe(pick('10115', '80331')),
      weight_g: maybe(fc.integer({ min: 0, max: 3000 })),
    })
    .map(({ t, s, ...more }) => scanned(s, t, more)),
  fc
    .record({ t: when, claim_id: pick('K1', 'K2', 'K3'), order_id: order, lines, reason, amount: money, currency })
    .map(({ t, ...more }) => claim(t, more)),
  fc.tuple(when, pick('K1', 'K2')).map(([t, claim_id]) => fact('claim.withdrawn', t, { claim_id })),
  fc
    .tuple(when, pick('K1', 'K2'))
    .map(([t, claim_id]) => fact('claim.judged', t, { claim_id, verdict: 'honest', by: 'S1' })),
  fc
    .record({ t: when, return_id: pick('R1', 'R2'), order_id: order, lines })
    .map(({ t, ...more }) => authorised(t, more)),
  fc
    .record({ t: when, return_id: pick('R1', 'R2'), label_id: pick('L1', 'L2'), tracking: pick('T8', 'T9', 'T1') })
    .map(({ t, ...more }) => label(t, more)),
  fc
    .record({
      t: when,
      tracking: maybe(pick('T8', 'T9', 'T1')),
      carrier: maybe(pick('DHL')),
      return_id: maybe(pick('R1', 'R3')),
      facility: pick('F1', 'F2'),
    })
    .map(({ t, ...more }) => dock(t, more)),
  fc
    .tuple(
      when,
      pick('R1', 'R2'),
      pick('Q1', 'Q2'),
      order,
      pick('as_new', 'empty', 'wrong_item'),
      maybe(pick('SN-1', 'SN-9')),
    )
    .map(([t, return_id, receipt_id, order_id, condition, serial]) =>
      received(t, { return_id, receipt_id, order_id }, { condition, serial }),
    ),
  fc
    .record({
      t: when,
      refund_id: pick('M1', 'M2'),
      order_id: order,
      amount: money,
      currency,
      lines: maybe(lines),
      return_id: maybe(pick('R1', 'R2')),
      claim_id: maybe(pick('K1', 'K2')),
    })
    .map(({ t, ...more }) => refund(t, more)),
  fc.tuple(when, money, pick('M1', 'M2', 'M7')).map(([t, amount, refund_id]) => reversed(t, amount, { refund_id })),
  fc
    .tuple(when, money, pick('G1', 'G2'), maybe(order), maybe(pick('N1')))
    .map(([t, amount, credit_id, order_id, contact_id]) => credit(t, amount, { credit_id, order_id, contact_id })),
  fc
    .record({
      t: when,
      replacement_id: pick('X1', 'X2'),
      order_id: order,
      lines,
      parcel_id: maybe(pick('P2')),
      claim_id: maybe(pick('K1')),
    })
    .map(({ t, ...more }) => replacement(t, more)),
  fc
    .tuple(when, money, pick('D1', 'D2'), order)
    .map(([t, amount, dispute_id, order_id]) => dispute(t, amount, { dispute_id, order_id })),
  fc
    .tuple(when, pick('D1', 'D2'), pick('won', 'lost'))
    .map(([t, dispute_id, outcome]) => fact('dispute.closed', t, { dispute_id, outcome })),
  fc
    .tuple(when, order)
    .map(([t, order_id]) =>
      fact('contact.opened', t, { contact_id: 'N1', account_id: 'C1', order_id, channel: 'chat' }),
    ),
  fc.tuple(when, pick('N1', 'N2')).map(([t, contact_id]) => fact('contact.closed', t, { contact_id, agent_id: 'S1' })),
);

const late = fc
  .tuple(anyFact, fc.nat(60))
  .map(([known, days]): Fact => ({ ...known, knownAt: known.at + days * 86_400_000_000 }));
const dossier = fc.array(late, { minLength: 1, maxLength: 30 });
/** Feeds whose state depends on feed and hour, so that asking the wrong hour would show. */
const feeds = {
  active: (feed: string, hour: number): Activity =>
    (['active', 'active', 'active', 'silent', 'unknown'] as const)[(feed.length + Math.floor(hour / 700)) % 5]!,
};
const asOf = '04-15';

describe('any dossier', () => {
  test('[LEDGER-2] the same facts in any order, repeated or not, give the same ledger', () => {
    const shuffled = dossier.chain(facts =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray([...facts, ...facts.slice(0, 3)], { minLength: facts.length + Math.min(3, facts.length) }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([facts, again]) => {
        expect(fold(again, feeds, {}, asOf)).toEqual(fold(facts, feeds, {}, asOf));
      }),
      { numRuns: 1_000 },
    );
  });

  test('[LEDGER-1] what was not known yet changes nothing', () => {
    fc.assert(
      fc.property(dossier, facts => {
        const known = facts.filter(({ knownAt }) => knownAt <= at(asOf));
        expect(fold(facts, feeds, {}, asOf)).toEqual(fold(known, feeds, {}, asOf));
      }),
      { numRuns: 1_000 },
    );
  });

  test('[LEDGER-9] the sums are conserved', () => {
    fc.assert(
      fc.property(dossier, facts => {
        const ledger = fold(facts, feeds, {}, asOf);
        const { value } = ledger;
        expect(value.back).toBe(
          value.refunded -
            value.reversed +
            value.credited +
            value.disputedLost +
            value.replaced -
            value.replacementsReturned,
        );
        const sums = { refunded: 0, reversed: 0, credited: 0, open: 0, lost: 0, won: 0 };
        const once = new Map<string, { kind: string; amount: number; state: string }>();
        for (const entry of [...ledger.unassigned, ...ledger.lines.flatMap(line => line.entries)]) {
          if (!('amount' in entry) || entry.kind === 'claimed' || entry.amount.currency !== value.currency) continue;
          once.set(`${entry.kind} ${entry.facts.at(-1)} ${entry.facts[0]}`, {
            kind: entry.kind,
            amount: entry.amount.minor,
            state: 'state' in entry ? entry.state : '',
          });
        }
        for (const { kind, amount, state } of once.values()) {
          if (kind === 'refunded') sums.refunded += amount;
          if (kind === 'reversed') sums.reversed += amount;
          if (kind === 'credited') sums.credited += amount;
          if (kind === 'disputed') sums[state as 'open' | 'lost' | 'won'] += amount;
        }
        expect(sums).toEqual({
          refunded: value.refunded,
          reversed: value.reversed,
          credited: value.credited,
          open: value.disputedOpen,
          lost: value.disputedLost,
          won: value.disputedWon,
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test('[LEDGER-5] quantities are the sums of the entries, and each entry names facts of the dossier', () => {
    fc.assert(
      fc.property(dossier, facts => {
        const seqs = new Set(facts.map(({ seq }) => seq));
        for (const line of fold(facts, feeds, {}, asOf).lines) {
          const of = (kind: string) => line.entries.filter(entry => entry.kind === kind);
          const sum = (entries: readonly { quantity: number | null }[]) =>
            entries.reduce((units, entry) => units + (entry.quantity ?? 0), 0);
          expect(line.quantities.replaced).toBe(sum(of('replaced')));
          expect(line.quantities.returnAuthorised).toBe(sum(of('return_authorised')));
          expect(line.quantities.received).toBe(
            sum(line.entries.filter(entry => entry.kind === 'received' && isGoods(entry.condition))),
          );
          expect(line.quantities.shipped).toBe(
            sum(line.entries.filter(entry => entry.kind === 'shipped' && entry.replacementId === null)),
          );
          for (const entry of line.entries) for (const seq of entry.facts) expect(seqs.has(seq)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[LEDGER-15] nothing is asked of the feeds that was not announced', () => {
    fc.assert(
      fc.property(dossier, facts => {
        const announced = feedsAsked(facts, at(asOf));
        const spy = {
          active: (feed: string, hour: number): Activity => {
            expect(
              announced.some(asked => asked.feed === feed && hour >= asked.fromHour && hour <= asked.toHour),
              `${feed} ${hour}`,
            ).toBe(true);
            expect(hour).toBeLessThanOrEqual(hourOf(at(asOf)));
            return 'active';
          },
        };
        fold(facts, spy, {}, asOf);
      }),
      { numRuns: 1_000 },
    );
  });

  test('[LEDGER-6] units laid out carry every entry of the line, up to the units shown', () => {
    fc.assert(
      fc.property(dossier, facts => {
        for (const line of fold(facts, feeds, {}, asOf).lines) {
          const { units, omitted } = layOutUnits(line);
          expect(omitted).toBe(0);
          const paid = units.filter(unit => unit.entries.some(entry => entry.kind === 'paid')).length;
          expect(paid).toBe(line.paid ?? 0);
          for (const unit of units) for (const entry of unit.entries) expect(entry.quantity).toBe(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('[LEDGER-18] no finding was known before it became true or after the ledger was drawn up', () => {
    fc.assert(
      fc.property(dossier, facts => {
        for (const finding of fold(facts, feeds, {}, asOf).findings) {
          expect(finding.knownAt).toBeLessThanOrEqual(at(asOf));
          expect(finding.knownAt).toBeGreaterThanOrEqual(finding.at);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[LEDGER-3] facts of other orders and returns change nothing', () => {
    const own = [
      placed(),
      shipped(),
      claim(),
      authorised(),
      label(),
      back('delivered', '03-14'),
      received('03-15'),
      refund('03-16'),
    ];
    const alien = [
      placed({ order_id: 'O2' }),
      shipped('03-02', { order_id: 'O2', parcel_id: 'P9', tracking: 'T5' }),
      scanned('delivered', '03-04', { tracking: 'T5' }),
      scanned('delivered', '03-04', { carrier: 'UPS' }),
      back('delivered', '09-01'),
      back('picked_up', '02-01'),
      label('03-10', { return_id: 'R9', label_id: 'L9' }),
      dock('03-14', { return_id: 'R9', tracking: 'T55' }),
      received('03-15', { order_id: 'O2', receipt_id: 'Q9' }),
      reversed('03-17', '500.00', { refund_id: 'M9' }),
      credit('03-17', '5.00', { order_id: undefined }),
      credit('03-17', '5.00', { order_id: 'O2' }),
      fact('claim.withdrawn', '03-17', { claim_id: 'K9' }),
      fact('dispute.closed', '03-17', { dispute_id: 'D9', outcome: 'lost' }),
      fact('contact.message', '03-17', { contact_id: 'N9', message_id: 'm', author: 'customer', text: 'Hello' }),
      fact('account.closed', '03-17', { account_id: 'C1' }),
    ];
    expect(fold([...alien, ...own], feeds, {}, '12-01')).toEqual(fold(own, feeds, {}, '12-01'));
  });
});
