import { parseMinor } from '../domain/money.ts';
import { dayUs } from '../domain/time.ts';
import type { AccountMove } from '../profiles/rows.ts';
import { kindOf, type ValueKind } from '../profiles/values.ts';
import { family } from './family.ts';
import type { Known } from './known.ts';
import { lossRatio, shrunkRate } from './rates.ts';
import { referenceAmount } from './reference-money.ts';

/** The order and the goods that the claim is about. */
export const goodsFamily = family<null>('goods', () => null, [
  {
    name: 'order_known',
    type: 'bool',
    optional: false,
    doc: 'Whether the order is in the log.',
    value: (_, known) => known.order !== null,
  },
  {
    name: 'order_value',
    type: 'double',
    optional: true,
    doc: 'What the order cost, in US dollars by reference rates.',
    value: (_, known) => dollars(known.order?.data.total, known.order?.data.currency),
    facts: (_, known) => (known.order === null ? [] : [known.order.seq]),
  },
  {
    name: 'unit_price',
    type: 'double',
    optional: true,
    doc: 'Price of the dearest claimed unit, in US dollars by reference rates.',
    value: (_, known) => dearest(known),
    facts: (_, known) => (known.order === null ? [] : [known.order.seq]),
  },
  {
    name: 'category',
    type: 'string',
    optional: true,
    doc: 'Kind of goods of the first claimed line.',
    value: (_, known) => claimedLines(known)[0]?.category ?? null,
  },
  {
    name: 'has_serials',
    type: 'bool',
    optional: false,
    doc: 'Whether serial numbers of claimed units were captured at the sale.',
    value: (_, known) => claimedLines(known).some(line => (line.serials?.length ?? 0) > 0),
  },
  {
    name: 'defect_rate',
    type: 'double',
    optional: true,
    doc: 'Defect claims for each order of the claimed article over 365 days, drawn towards 2 % where there are few orders.',
    value: (_, known) => (known.rates.goods === null ? null : shrunkRate(known.rates.goods, usualDefectRate)),
  },
  {
    name: 'defect_ratio',
    type: 'double',
    optional: true,
    doc: 'The article defect rate as a multiple of 2 %, which is usual: well above 1 in a bad batch.',
    value: (_, known) => (known.rates.goods === null ? null : lossRatio(known.rates.goods, usualDefectRate)),
  },
  {
    name: 'order_value_ratio',
    type: 'double',
    optional: true,
    doc: "Value of the order as a multiple of the mean of the account's other orders over 365 days; not known without two others.",
    value: (_, known) => orderValueRatio(known),
  },
  {
    name: 'address_new',
    type: 'bool',
    optional: true,
    doc: 'Whether the account was never seen with the delivery address before this order; not known on a first order.',
    value: (_, known) => isNewWithOrder(known, 'address'),
  },
  {
    name: 'payment_new',
    type: 'bool',
    optional: true,
    doc: 'Whether the account was never seen with the payment instrument before this order; not known on a first order.',
    value: (_, known) => isNewWithOrder(known, 'payment'),
  },
]);

/** A round figure for the share of orders with a defect claim; only the ratio to it is used. */
const usualDefectRate = 0.02;

function claimedLines(known: Known) {
  const claimed = new Set<string>(known.claim.data.lines.map(line => line.line_id));
  const lines = known.order?.data.lines ?? [];
  return claimed.size === 0 ? lines : lines.filter(line => claimed.has(line.line_id));
}

function dearest(known: Known): number | null {
  const currency = known.order?.data.currency;
  const prices = claimedLines(known).map(line => dollars(line.unit_price, currency));
  return prices.reduce<number | null>(
    (top, price) => (price !== null && (top === null || price > top) ? price : top),
    null,
  );
}

function dollars(amount: string | undefined, currency: string | undefined): number | null {
  if (amount === undefined || currency === undefined) return null;
  const minor = parseMinor(amount, currency);
  return minor === null ? null : referenceAmount(minor, currency);
}

/** Orders that a mean is taken of: one order says nothing about what is usual. */
const usualFrom = 2;

function orderValueRatio(known: Known): number | null {
  const own = known.order === null ? null : dollars(known.order.data.total, known.order.data.currency);
  if (own === null) return null;
  const from = known.moment - 365 * dayUs;
  const values = new Map<string | null, number>();
  for (const move of otherOrders(known)) {
    const value = move.minor === null || move.currency === null ? null : referenceAmount(move.minor, move.currency);
    if (move.at >= from && value !== null) values.set(move.ref, value);
  }
  if (values.size < usualFrom) return null;
  const sum = [...values.values()].sort((left, right) => left - right).reduce((total, value) => total + value, 0);
  return sum > 0 ? own / (sum / values.size) : null;
}

function isNewWithOrder(known: Known, kind: ValueKind): boolean | null {
  const { order } = known;
  const value = known.shared.find(shared => !shared.atClaim && kindOf(shared.value) === kind);
  if (order === null || value === undefined || !otherOrders(known).some(move => move.knownAt < order.knownAt))
    return null;
  return value.ownSince === null || value.ownSince >= order.knownAt;
}

function otherOrders(known: Known): readonly AccountMove[] {
  return known.account.moves.filter(move => move.kind === 'order' && move.ref !== known.claim.data.order_id);
}
