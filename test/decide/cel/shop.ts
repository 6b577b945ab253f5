import { EvaluationError } from '@marcbachmann/cel-js';
import { type CheckedExpression, checkExpression, type Expected } from '../../../src/decide/cel/check.ts';
import { compileExpressions, compileNumber, FAILED, FALSE, TRUE } from '../../../src/decide/cel/compile.ts';
import { defineEnvironment, type FeatureRow, type FeatureValue } from '../../../src/decide/cel/environment.ts';
import type { Problem } from '../../../src/decide/cel/problem.ts';

/** A small set of features that has every type, required and optional. */
export const shop = defineEnvironment([
  { name: 'account.claims_90d', type: 'int', optional: false, doc: 'Claims of the account in 90 days' },
  { name: 'account.age_days', type: 'int', optional: true, doc: 'Days since the account was opened' },
  { name: 'account.inr_rate_90d', type: 'double', optional: true, doc: 'Share of orders claimed as not received' },
  { name: 'account.country', type: 'string', optional: false, doc: 'Country of the account' },
  { name: 'account.email_domain', type: 'string', optional: true, doc: 'Domain of the e-mail address' },
  { name: 'account.trusted', type: 'bool', optional: false, doc: 'Known good customer' },
  { name: 'order.total', type: 'double', optional: false, doc: 'Total of the order' },
  { name: 'session.vpn', type: 'bool', optional: true, doc: 'The session came through a VPN' },
  { name: 'order.goods', type: 'list<string>', optional: false, doc: 'Groups of goods in the order' },
  { name: 'contact.phrases', type: 'list<string>', optional: true, doc: 'Known phrases in the contact' },
]);

const ordinary: { readonly [name: string]: FeatureValue } = {
  'account.claims_90d': 3,
  'account.age_days': null,
  'account.inr_rate_90d': null,
  'account.country': 'DE',
  'account.email_domain': null,
  'account.trusted': true,
  'order.total': 99.5,
  'session.vpn': null,
  'order.goods': ['phone', 'case'],
  'contact.phrases': null,
};

/** A row of the shop: an ordinary claim of which no optional feature is known, with changes. */
export function rowWith(changes: { readonly [name: string]: FeatureValue } = {}): FeatureRow {
  return shop.features.map(({ name }) => (name in changes ? changes[name]! : ordinary[name]!));
}

export function checked(source: string, expected: Expected = 'bool'): CheckedExpression {
  const result = checkExpression(source, shop, expected);
  if (!result.ok) throw new Error(`${source}: ${result.problems.map(({ message }) => message).join('; ')}`);
  return result.checked;
}

export function problemsOf(source: string, expected: Expected = 'bool'): readonly Problem[] {
  const result = checkExpression(source, shop, expected);
  return result.ok ? [] : result.problems;
}

/** true, false, or the failure. */
export function decide(source: string, row: FeatureRow): boolean | Problem {
  const compiled = compileExpressions([checked(source)], shop);
  const codes = new Uint8Array(1).fill(9);
  compiled.evaluateAll(row, codes);
  const failure = compiled.explainFailure(0, row);
  if ((codes[0] === FAILED) !== (failure !== undefined))
    throw new Error(`${source}: the code and its explanation disagree`);
  if (codes[0] === FAILED) return failure!;
  if (codes[0] !== TRUE && codes[0] !== FALSE) throw new Error(`${source}: no outcome was written`);
  return codes[0] === TRUE;
}

/** A number, or the message of the failure. */
export function compute(source: string, row: FeatureRow): number | string {
  const result = compileNumber(checked(source, 'number'), shop).evaluateNumber(row);
  return result.ok ? result.value : result.failure.message;
}

/** What the library's own interpreter says: a value, or 'failed'. Ints are bigints there, and what is not known is absent. */
export function interpret(source: string, row: FeatureRow): unknown {
  const context: Record<string, Record<string, unknown>> = {};
  for (const [slot, { name, type }] of shop.features.entries()) {
    const [family = '', field = ''] = name.split('.');
    const known = context[family] ?? {};
    context[family] = known;
    const value = row[slot]!;
    if (value !== null) known[field] = type === 'int' ? BigInt(value as number) : value;
  }
  try {
    return shop.cel.parse(source)(context);
  } catch (error) {
    if (error instanceof EvaluationError) return 'failed';
    throw error;
  }
}
