import { eventSchemas } from '../../src/domain/events/catalogue.ts';
import type { EventType, Fact } from '../../src/domain/fact.ts';
import type { OrderId } from '../../src/domain/ids.ts';
import { type Moment, parseMoment } from '../../src/domain/time.ts';
import type { FeedActivity } from '../../src/ledger/feeds.ts';
import type { Finding, FindingKind, FindingOf } from '../../src/ledger/finding.ts';
import { foldOrder, type OrderLedger } from '../../src/ledger/fold.ts';
import { defaultTerms, type LedgerTerms } from '../../src/ledger/terms.ts';

/** Facts of a small shop, validated as they are when they come in. */

export const orderId = 'O1' as OrderId;

/** "03-05" or "03-05T10:30" of 2026, in UTC. */
export function at(text: string): Moment {
  const moment = parseMoment(`2026-${text.includes('T') ? text : `${text}T12:00`}:00Z`);
  if (moment === null) throw new Error(`no time: ${text}`);
  return moment;
}

let lastSeq = 0;

export function fact(type: EventType, when: string, fields: Record<string, unknown>, knownAt?: string): Fact {
  const seq = ++lastSeq;
  const data = eventSchemas[type].parse(fields);
  return { type, source: 'test', id: `e${seq}`, seq, at: at(when), knownAt: at(knownAt ?? when), data } as Fact;
}

const home = { line1: 'Lindenweg 4', city: 'Berlin', postcode: '10115', country: 'DE' };
const one = [{ line_id: 'A', quantity: 1 }];

/** Two tablets of 500.00 EUR on line A and a cover of 20.00 EUR on line B, unless told otherwise. */
export const placed = (more: object = {}, when = '03-01') =>
  fact('order.placed', when, {
    order_id: 'O1',
    account_id: 'C1',
    marketplace: 'DE',
    currency: 'EUR',
    total: '1020.00',
    lines: [
      { line_id: 'A', sku: 'TAB', quantity: 2, unit_price: '500.00', weight_g: 600, serials: ['SN-1', 'SN-2'] },
      { line_id: 'B', sku: 'COV', quantity: 1, unit_price: '20.00', weight_g: 100 },
    ],
    ship_to: home,
    payment: { token: 'tok1', kind: 'card' },
    ...more,
  });

/** One tablet for 500.00 EUR. */
export const placedOne = (more: object = {}) =>
  placed({
    total: '500.00',
    lines: [{ line_id: 'A', sku: 'TAB', quantity: 1, unit_price: '500.00', weight_g: 600, serials: ['SN-1'] }],
    ...more,
  });

export const shipped = (when = '03-02', more: object = {}) =>
  fact('parcel.shipped', when, {
    parcel_id: 'P1',
    order_id: 'O1',
    carrier: 'DHL',
    tracking: 'T1',
    lines: one,
    ...more,
  });

export const scanned = (status: string, when: string, more: object = {}) =>
  fact('parcel.scanned', when, { carrier: 'DHL', tracking: 'T1', status, ...more });

export const atHome = { city: 'Berlin', postcode: '10115', country: 'DE' };

export const claim = (when = '03-10', more: object = {}) =>
  fact('claim.filed', when, {
    claim_id: 'K1',
    account_id: 'C1',
    order_id: 'O1',
    lines: one,
    reason: 'changed_mind',
    wants: 'refund',
    amount: '500.00',
    currency: 'EUR',
    ...more,
  });

export const authorised = (when = '03-10', more: object = {}) =>
  fact('return.authorised', when, { return_id: 'R1', order_id: 'O1', lines: one, claim_id: 'K1', ...more });

export const label = (when = '03-10', more: object = {}) =>
  fact('label.issued', when, {
    label_id: 'L1',
    return_id: 'R1',
    carrier: 'DHL',
    tracking: 'T9',
    to_facility: 'F1',
    ...more,
  });

export const back = (status: string, when: string, more: object = {}) =>
  scanned(status, when, { tracking: 'T9', ...more });

export const dock = (when: string, more: object = {}) =>
  fact('dock.scanned', when, { facility: 'F1', carrier: 'DHL', tracking: 'T9', ...more });

export const received = (when: string, more: object = {}, line: object = {}) =>
  fact('return.received', when, {
    receipt_id: 'Q1',
    return_id: 'R1',
    order_id: 'O1',
    lines: [{ line_id: 'A', quantity: 1, condition: 'as_new', ...line }],
    employee_id: 'W1',
    facility: 'F1',
    ...more,
  });

export const refund = (when: string, more: object = {}) =>
  fact('refund.issued', when, {
    refund_id: 'M1',
    order_id: 'O1',
    account_id: 'C1',
    amount: '500.00',
    currency: 'EUR',
    lines: one,
    by: 'S1',
    to: { kind: 'original' },
    ...more,
  });

/** A refund that rests on return R1. */
export const refundOnReturn = (when: string, more: object = {}) =>
  refund(when, { return_id: 'R1', claim_id: 'K1', ...more });

export const reversed = (when: string, amount = '500.00', more: object = {}) =>
  fact('refund.reversed', when, { refund_id: 'M1', amount, currency: 'EUR', ...more });

export const credit = (when: string, amount: string, more: object = {}) =>
  fact('credit.granted', when, {
    credit_id: 'G1',
    account_id: 'C1',
    amount,
    currency: 'EUR',
    order_id: 'O1',
    by: 'S1',
    ...more,
  });

export const replacement = (when: string, more: object = {}) =>
  fact('replacement.shipped', when, { replacement_id: 'X1', order_id: 'O1', lines: one, by: 'S1', ...more });

export const dispute = (when: string, amount = '500.00', more: object = {}) =>
  fact('dispute.opened', when, { dispute_id: 'D1', order_id: 'O1', amount, currency: 'EUR', ...more });

export const everyoneSpeaks: FeedActivity = { active: () => 'active' };
export const nothingConnected: FeedActivity = { active: () => 'unknown' };
/** All feeds speak but the one. */
export const failing = (feed: string, state: 'silent' | 'unknown' = 'silent'): FeedActivity => ({
  active: asked => (asked === feed ? state : 'active'),
});

export function fold(
  facts: readonly Fact[],
  feeds: FeedActivity = everyoneSpeaks,
  terms: Partial<LedgerTerms> = {},
  asOf = '06-01',
): OrderLedger {
  return foldOrder(orderId, facts, at(asOf), feeds, { ...defaultTerms, ...terms });
}

export function kindsOf(ledger: OrderLedger): string[] {
  return ledger.findings.map(finding => finding.kind);
}

export function findingOf<Kind extends FindingKind>(ledger: OrderLedger, kind: Kind): FindingOf<Kind> {
  const found = ledger.findings.find((finding: Finding) => finding.kind === kind);
  if (found === undefined)
    throw new Error(
      `no ${kind} among ${kindsOf(ledger).join(', ')}; ${ledger.unknowns.map(unknown => unknown.sentence).join(' ')}`,
    );
  return found as FindingOf<Kind>;
}

/** Why the kind could not be said, where it could not. */
export function whyNot(ledger: OrderLedger, about: string): string[] {
  return ledger.unknowns.filter(unknown => unknown.about === about).map(unknown => unknown.why);
}
