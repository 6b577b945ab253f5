import { environment } from './features.ts';

/** The rules in a form that every engine's own language can say: comparisons, lists, and what is known. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | { readonly known: string }
  | { readonly feature: string; readonly is: Comparison; readonly value: string | number | boolean }
  | { readonly feature: string; readonly is: Comparison; readonly than: string }
  | { readonly feature: string; readonly among: readonly string[] }
  | { readonly feature: string; readonly holds: string };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const all = (...rules: readonly Rule[]): Rule => ({ all: rules });
const any = (...rules: readonly Rule[]): Rule => ({ any: rules });
const not = (rule: Rule): Rule => ({ not: rule });
const is = (feature: string, comparison: Comparison, value: string | number | boolean): Rule => ({
  feature,
  is: comparison,
  value,
});
const than = (feature: string, comparison: Comparison, other: string): Rule => ({
  feature,
  is: comparison,
  than: other,
});
const among = (feature: string, ...words: readonly string[]): Rule => ({ feature, among: words });
const holds = (feature: string, word: string): Rule => ({ feature, holds: word });
const known = (feature: string): Rule => ({ known: feature });
const knownIs = (feature: string, comparison: Comparison, value: string | number | boolean): Rule =>
  all(known(feature), is(feature, comparison, value));
const kind = (value: string): Rule => is('claim.kind', '==', value);

/** Thirty rules of a shop, from "pay at once" to "a person decides". */
export const RULES: readonly Rule[] = [
  all(is('account.trusted', '==', true), is('claim.amount', '<', 80)),
  all(is('account.age_days', '>', 365), is('account.claims_365d', '<=', 1), is('claim.amount', '<', 150)),
  all(kind('not_received'), is('delivery.status', '==', 'lost')),
  all(kind('not_received'), is('delivery.status', '==', 'delivered'), knownIs('delivery.signed', '==', true)),
  all(kind('not_received'), is('delivery.status', '==', 'delivered'), knownIs('delivery.gps_distance_m', '<', 30)),
  all(
    kind('not_received'),
    knownIs('delivery.gps_distance_m', '>', 250),
    knownIs('delivery.area_loss_rate', '>', 0.08),
  ),
  all(is('account.claims_90d', '>=', 3), knownIs('account.inr_rate_365d', '>', 0.4)),
  all(knownIs('account.refund_rate_365d', '>', 0.5), is('account.orders_365d', '>=', 10)),
  all(is('account.age_days', '<', 14), is('order.total', '>', 400), is('order.express', '==', true)),
  all(knownIs('account.email_age_days', '<', 30), is('account.age_days', '<', 60), is('claim.amount', '>', 200)),
  all(known('session.country'), than('session.country', '!=', 'account.country'), knownIs('session.vpn', '==', true)),
  all(knownIs('session.device_age_days', '<', 2), knownIs('session.minutes_before_claim', '<', 5)),
  all(knownIs('sharing.accounts_on_device', '>=', 4), not(is('delivery.locker', '==', true))),
  all(is('sharing.accounts_on_address', '>=', 6), knownIs('sharing.surprise', '>', 12)),
  all(is('sharing.closed_accounts', '>=', 1), knownIs('sharing.surprise', '>', 8)),
  all(knownIs('contact.script_similarity', '>', 0.85), is('contact.agents_tried', '>=', 2)),
  any(is('contact.agents_tried', '>=', 4), knownIs('contact.pressure', '>', 0.9)),
  all(holds('contact.phrases', 'empty box'), kind('empty_box'), is('claim.photos', '==', 0)),
  all(holds('contact.phrases', 'chargeback'), holds('contact.phrases', 'lawyer')),
  all(is('staff.override', '==', true), is('staff.pair_repeats', '>=', 3)),
  all(knownIs('staff.shift_open', '==', false), is('claim.amount', '>', 50)),
  all(is('ledger.unbacked_units', '>=', 1), knownIs('ledger.return_scanned', '==', false)),
  all(than('ledger.refunded_total', '>', 'order.total'), is('order.age_days', '<', 45)),
  all(kind('return'), knownIs('ledger.weight_gap_g', '>', 800)),
  all(
    kind('missing_item'),
    known('delivery.carrier_weight_g'),
    than('delivery.carrier_weight_g', '>=', 'delivery.packed_weight_g'),
  ),
  all(among('claim.kind', 'empty_box', 'missing_item'), holds('order.goods', 'phone'), is('claim.amount', '>', 300)),
  all(among('order.currency', 'USD', 'GBP'), among('account.country', 'US', 'GB'), is('claim.amount', '>', 900)),
  all(than('claim.amount', '>', 'order.total'), not(is('order.gift', '==', true))),
  all(
    any(is('account.warned', '==', true), is('account.claims_365d', '>', 12)),
    not(all(is('account.trusted', '==', true), is('account.paid_total', '>', 4000))),
  ),
  all(
    knownIs('delivery.days_since', '>', 30),
    any(kind('not_received'), kind('empty_box')),
    any(not(known('delivery.signed')), is('delivery.signed', '==', true)),
  ),
];

const types = new Map(environment.features.map(({ name, type }) => [name, type]));

/** The rule as a CEL condition. */
export function toCel(rule: Rule): string {
  if ('all' in rule) return `(${rule.all.map(toCel).join(' && ')})`;
  if ('any' in rule) return `(${rule.any.map(toCel).join(' || ')})`;
  if ('not' in rule) return `!${toCel(rule.not)}`;
  if ('known' in rule) return `has(${rule.known})`;
  if ('among' in rule) return `${rule.feature} in ${JSON.stringify(rule.among)}`;
  if ('holds' in rule) return `${JSON.stringify(rule.holds)} in ${rule.feature}`;
  if ('than' in rule) return `${rule.feature} ${rule.is} ${rule.than}`;
  if (rule.value === true && rule.is === '==') return rule.feature;
  if (rule.value === false && rule.is === '==') return `!${rule.feature}`;
  const isWholeDouble = types.get(rule.feature) === 'double' && Number.isInteger(rule.value);
  return `${rule.feature} ${rule.is} ${isWholeDouble ? `${rule.value}.0` : JSON.stringify(rule.value)}`;
}

/** The rule in json-logic-js's language. */
export function toJsonLogic(rule: Rule): object {
  const read = (name: string): object => ({ var: name });
  if ('all' in rule) return { and: rule.all.map(toJsonLogic) };
  if ('any' in rule) return { or: rule.any.map(toJsonLogic) };
  if ('not' in rule) return { '!': [toJsonLogic(rule.not)] };
  if ('known' in rule) return { '!==': [read(rule.known), null] };
  if ('among' in rule) return { in: [read(rule.feature), rule.among] };
  if ('holds' in rule) return { in: [rule.holds, read(rule.feature)] };
  const operator = rule.is === '==' ? '===' : rule.is === '!=' ? '!==' : rule.is;
  return { [operator]: [read(rule.feature), 'than' in rule ? read(rule.than) : rule.value] };
}

const JSON_RULES_OPERATORS: { readonly [Is in Comparison]: string } = {
  '==': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
};

/** The rule as json-rules-engine's conditions. */
export function toJsonRules(rule: Rule): object {
  if ('all' in rule) return { all: rule.all.map(toJsonRules) };
  if ('any' in rule) return { any: rule.any.map(toJsonRules) };
  if ('not' in rule) return { not: toJsonRules(rule.not) };
  if ('known' in rule) return { fact: rule.known, operator: 'notEqual', value: null };
  if ('among' in rule) return { fact: rule.feature, operator: 'in', value: rule.among };
  if ('holds' in rule) return { fact: rule.feature, operator: 'contains', value: rule.holds };
  return {
    fact: rule.feature,
    operator: JSON_RULES_OPERATORS[rule.is],
    value: 'than' in rule ? { fact: rule.than } : rule.value,
  };
}

/** The rule in the expression language of @gorules/zen-engine. */
export function toZen(rule: Rule): string {
  if ('all' in rule) return `(${rule.all.map(toZen).join(' and ')})`;
  if ('any' in rule) return `(${rule.any.map(toZen).join(' or ')})`;
  if ('not' in rule) return `(not ${toZen(rule.not)})`;
  if ('known' in rule) return `(${rule.known} != null)`;
  if ('among' in rule) return `${rule.feature} in [${rule.among.map(word => JSON.stringify(word)).join(', ')}]`;
  if ('holds' in rule) return `${JSON.stringify(rule.holds)} in ${rule.feature}`;
  return `(${rule.feature} ${rule.is} ${'than' in rule ? rule.than : JSON.stringify(rule.value)})`;
}
