import { expect, test } from 'vitest';
import { compileExpressions, FAILED, FALSE, TRUE } from '../../../src/decide/cel/compile.ts';
import { checked, compute, decide, rowWith, shop } from './shop.ts';

/** What is not known fails; `E` stands for such a failure, `F` for another one. */
const E = 'account.inr_rate_90d > 0.5';
const F = '1 / (account.claims_90d - 3) > 0';
const NOT_KNOWN = 'account.inr_rate_90d is not known';
const BY_ZERO = 'division by zero';

test.each<[string, boolean | string]>([
  [E, NOT_KNOWN],
  [F, BY_ZERO],
  [`false && ${E}`, false],
  [`${E} && false`, false],
  [`true && ${E}`, NOT_KNOWN],
  [`${E} && true`, NOT_KNOWN],
  [`true || ${E}`, true],
  [`${E} || true`, true],
  [`false || ${E}`, NOT_KNOWN],
  [`${E} || false`, NOT_KNOWN],
  [`${E} && ${F}`, NOT_KNOWN],
  [`${F} && ${E}`, BY_ZERO],
  [`${E} || ${F}`, NOT_KNOWN],
  [`${E} && ${F} && false`, false],
  [`${E} || ${F} || true`, true],
  [`${E} && (${F} || true)`, NOT_KNOWN],
  [`${E} || (${F} && false)`, NOT_KNOWN],
  [`!(${E})`, NOT_KNOWN],
  [`!(${E} && false)`, true],
  [`(${E}) == true`, NOT_KNOWN],
  [`${E} ? true : false`, NOT_KNOWN],
  [`${E} ? true : true`, NOT_KNOWN],
  [`true ? true : ${E}`, true],
  [`account.trusted ? ${E} : true`, NOT_KNOWN],
  [`(${E} ? 1 : 2) == 1`, NOT_KNOWN],
  [`(account.trusted ? 1 / 0 : 2) == 1`, BY_ZERO],
  [`order.goods.exists(g, ${E})`, NOT_KNOWN],
  [`order.goods.exists(g, g == "case" || ${E})`, true],
  [`order.goods.exists(g, ${E} || g == "case")`, true],
  [`order.goods.all(g, ${E} && g == "phone")`, false],
  [`order.goods.all(g, ${E} || g == "phone")`, NOT_KNOWN],
  [`order.goods.exists_one(g, ${E} || g == "phone")`, NOT_KNOWN],
  [`order.goods.filter(g, ${E}).size() == 0`, NOT_KNOWN],
  ['contact.phrases.exists(p, p == "x")', 'contact.phrases is not known'],
  ['"x" in contact.phrases', 'contact.phrases is not known'],
  ['session.vpn', 'session.vpn is not known'],
  ['session.vpn || account.trusted', true],
  ['!session.vpn', 'session.vpn is not known'],
  ['account.email_domain in ["a", "b"]', 'account.email_domain is not known'],
  ['account.email_domain.matches("a")', 'account.email_domain is not known'],
  ['account.email_domain == account.country', 'account.email_domain is not known'],
  ['1 % 0 == 0', 'modulo by zero'],
  ['9007199254740991 + account.claims_90d > 0', '"+" leaves the range of int'],
  ['-9007199254740991 - 1 > 0', '"-" leaves the range of int'],
  ['94906267 * 94906267 > 0', '"*" leaves the range of int'],
  ['int(1e16) > 0', 'int() of a number that leaves the range of int'],
  ['int(0.0 / 0.0) > 0', 'int() of a number that leaves the range of int'],
  ['int("12a") > 0', 'int() cannot read the text'],
  ['int("") > 0', 'int() cannot read the text'],
  ['int("9007199254740992") > 0', 'int() cannot read the text'],
  ['double("1,5") > 0.0', 'double() cannot read the text'],
  ['double("0x10") > 0.0', 'double() cannot read the text'],
  ['bool("yes")', 'bool() cannot read the text'],
  ['order.goods[2] == "a"', 'the list has no such element'],
  ['order.goods[-1] == "a"', 'the list has no such element'],
])('%s: %s', (source, expected) => {
  const outcome = decide(source, rowWith());
  expect(typeof outcome === 'boolean' ? outcome : outcome.message).toBe(expected);
});

test.each<[string, boolean]>([
  ['has(account.inr_rate_90d) && account.inr_rate_90d > 0.5', false],
  ['account.inr_rate_90d > 0.5 && has(account.inr_rate_90d)', false],
  ['!has(account.inr_rate_90d) || account.inr_rate_90d > 0.5', true],
  ['account.inr_rate_90d > 0.5 || !has(account.inr_rate_90d)', true],
  ['has(account.inr_rate_90d) ? account.inr_rate_90d > 0.5 : account.trusted', true],
  ['!has(account.inr_rate_90d)', true],
])('a guard decides: %s is %s', (source, expected) => {
  expect(decide(source, rowWith())).toBe(expected);
});

test('a failure says where it happened and what to do', () => {
  expect(decide('account.trusted &&\n  order.total > 1.0 && account.inr_rate_90d > 0.5', rowWith())).toEqual({
    line: 2,
    column: 24,
    length: 20,
    message: NOT_KNOWN,
    hint: 'guard it with has(account.inr_rate_90d)',
  });
});

test('a failed number is a value', () => {
  expect(compute('account.inr_rate_90d * 2.0', rowWith())).toBe(NOT_KNOWN);
  expect(compute('10 / (account.claims_90d - 3)', rowWith())).toBe(BY_ZERO);
});

test('one failed rule leaves the others alone', () => {
  const policy = compileExpressions(
    [checked('account.trusted'), checked(E), checked('order.total > 100.0'), checked(F)],
    shop,
  );
  const codes = new Uint8Array(policy.count);
  policy.evaluateAll(rowWith(), codes);
  expect([...codes]).toEqual([TRUE, FAILED, FALSE, FAILED]);
  expect(policy.explainFailure(0, rowWith())).toBeUndefined();
  expect(policy.explainFailure(1, rowWith())?.message).toBe(NOT_KNOWN);
  expect(policy.explainFailure(3, rowWith())?.message).toBe(BY_ZERO);
  expect(() => policy.explainFailure(4, rowWith())).toThrow('There is no condition 4');
});

test('a policy larger than one generated function gives the same answers', () => {
  const sources = Array.from(
    { length: 900 },
    (_, index) => `account.claims_90d == ${index} || account.country == "DE${index}" && ${E}`,
  );
  const policy = compileExpressions(
    sources.map(source => checked(source)),
    shop,
  );
  const codes = new Uint8Array(policy.count);
  policy.evaluateAll(rowWith({ 'account.claims_90d': 700 }), codes);
  expect([...codes].flatMap((code, index) => (code === FALSE ? [] : [[index, code]]))).toEqual([[700, TRUE]]);
});

test('expressions of another environment or type are refused as faults of the program', () => {
  expect(() => compileExpressions([checked('account.claims_90d', 'number')], shop)).toThrow('is int');
  expect(() => compileExpressions([checked('true')], { ...shop })).toThrow('another environment');
});
