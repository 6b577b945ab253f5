import { claimReasons } from '../domain/events/claim.ts';
import { parseMinor } from '../domain/money.ts';
import { dayUs } from '../domain/time.ts';
import { family } from './family.ts';
import { referenceAmount } from './reference-money.ts';
import { valueRank } from './value-bands.ts';

const goodsWithCustomer: ReadonlySet<string> = new Set([
  'damaged',
  'wrong_item',
  'defective',
  'not_as_described',
  'changed_mind',
]);

/** What is asked for, and how it stands to what was ordered. */
export const claimFamily = family<null>('claim', () => null, [
  {
    name: 'reason',
    type: 'string',
    optional: false,
    doc: `Reason of the claim: ${claimReasons.join(', ')}.`,
    value: (_, known) => known.claim.data.reason,
  },
  {
    name: 'wants',
    type: 'string',
    optional: false,
    doc: 'What the customer wants: refund, replacement or credit.',
    value: (_, known) => known.claim.data.wants,
  },
  {
    name: 'value',
    type: 'double',
    optional: true,
    doc: 'Amount claimed in US dollars by reference rates; not known for a currency without one.',
    value: (_, known) => {
      const { amount, currency } = known.claim.data;
      const minor = parseMinor(amount, currency);
      return minor === null ? null : referenceAmount(minor, currency);
    },
    facts: (_, known) => [known.claim.seq],
  },
  {
    name: 'value_rank',
    type: 'double',
    optional: true,
    doc: "Share of the shop's claims of the year before that were worth less, 0..1: near 1 for what is dear in this shop.",
    value: (_, known) => {
      const { amount, currency } = known.claim.data;
      const minor = parseMinor(amount, currency);
      const value = minor === null ? null : referenceAmount(minor, currency);
      return value === null ? null : valueRank(value, known.seen);
    },
    facts: (_, known) => [known.claim.seq],
  },
  {
    name: 'units',
    type: 'int',
    optional: false,
    doc: 'Units claimed.',
    value: (_, known) => known.claim.data.lines.reduce((sum, line) => sum + line.quantity, 0),
  },
  {
    name: 'share_of_order',
    type: 'double',
    optional: true,
    doc: 'Amount claimed as a share of what the order cost; not known without the order, or in another currency.',
    value: (_, known) => {
      const order = known.order?.data;
      const { amount, currency } = known.claim.data;
      if (order === undefined || order.currency !== currency) return null;
      const total = parseMinor(order.total, currency) ?? 0;
      return total > 0 ? (parseMinor(amount, currency) ?? 0) / total : null;
    },
    facts: (_, known) => (known.order === null ? [] : [known.order.seq]),
  },
  {
    name: 'goods_with_customer',
    type: 'bool',
    optional: false,
    doc: 'Whether, by the reason given, the customer has goods that can come back.',
    value: (_, known) => goodsWithCustomer.has(known.claim.data.reason),
  },
  {
    name: 'days_since_order',
    type: 'double',
    optional: true,
    doc: 'Days from the order to the claim.',
    value: (_, known) => (known.order === null ? null : Math.max(0, (known.claim.at - known.order.at) / dayUs)),
    facts: (_, known) => (known.order === null ? [] : [known.order.seq]),
  },
  {
    name: 'attachments',
    type: 'int',
    optional: false,
    doc: 'Pictures and documents sent along.',
    value: (_, known) => known.claim.data.attachments?.length ?? 0,
  },
  {
    name: 'statement_length',
    type: 'int',
    optional: false,
    doc: 'Characters of the statement; 0 without one.',
    value: (_, known) => known.claim.data.statement?.length ?? 0,
  },
]);
