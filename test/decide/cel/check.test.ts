import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkExpression } from '../../../src/decide/cel/check.ts';
import { compileExpressions } from '../../../src/decide/cel/compile.ts';
import { defineEnvironment, type Feature } from '../../../src/decide/cel/environment.ts';
import { checkRow } from '../../../src/decide/cel/row.ts';
import { problemsOf, rowWith, shop } from './shop.ts';

test.each<[string, number, number, string, string]>([
  ['account.claim_90d > 1', 1, 17, 'There is no feature "account.claim_90d"', 'did you mean account.claims_90d?'],
  ['order.claims_90d > 1', 1, 16, 'There is no feature "order.claims_90d"', 'did you mean account.claims_90d?'],
  ['claims_90d > 1', 1, 10, 'Unknown name "claims_90d"', 'did you mean account.claims_90d?'],
  ['has(session.vpm)', 5, 11, 'There is no feature "session.vpm"', 'did you mean session.vpn?'],
  ['zzzz.qqqqqqqq > 1', 1, 13, 'There is no feature "zzzz.qqqqqqqq"', 'families are account, order, session, contact'],
  ['account > 1', 1, 7, '"account" is a family of features, not a value', 'account.claims_90d'],
  ['account["claims_90d"] > 1', 1, 7, '"account" is a family of features, not a value', ''],
  ['account.claims_90d.x > 1', 1, 20, 'reads a field', ''],
  ['order.goods.exists(account, account == "x")', 20, 7, 'cannot name a variable', ''],
  ['account.claims_90d + 1', 1, 22, "A rule's condition must be true or false, but this is an int", 'compare it'],
  ['account.country', 1, 15, "A rule's condition must be true or false, but this is a string", 'compare it'],
  ['account.country > 1', 1, 19, '"string > int" is not defined', 'both sides'],
  ['order.total == 3', 1, 16, '"double == int" is not defined', '3.0'],
  ['account.claims_90d && true', 1, 26, 'Logical operator requires bool', 'compare the value'],
  ['order.goods.exists(g, 1)', 23, 1, 'must return bool', 'compare'],
  ['account.country == null', 1, 23, '"string == null" is not defined', 'has('],
  ['null == null', 1, 4, 'null is not supported', 'has('],
  ['account.claims_90d > 9007199254740992', 22, 16, 'too large', 'double'],
  ['account.claims_90d = 1', 20, 1, 'A single "=" compares nothing', 'write =='],
  ['order.total > 1.0 &&', 21, 1, 'The expression ends too early', 'missing'],
  ['order.total > > 1.0', 15, 1, 'Unexpected token: GT', ''],
  ['', 1, 1, 'The expression is empty', ''],
  ['account.country.matches("(")', 25, 3, 'The pattern is not valid: missing closing )', 'RE2'],
  ['account.country.matches("(?=a)")', 25, 7, 'The pattern is not valid', 'look-around'],
  ['account.country.matches("((a{1000}){1000})")', 25, 19, 'The pattern is not valid', 'RE2'],
  ['account.country.matches(account.country)', 25, 15, 'must be written out', 'quotes'],
  [`account.country.matches("${'a'.repeat(301)}")`, 25, 303, 'longer than 300', ''],
  ['order.goods.map(g, g + "x") == order.goods', 1, 27, '.map() is not supported', 'rules may call'],
  ['account.country.trim() == "x"', 1, 22, '.trim() is not supported', ''],
  ['account.country.reverse() == "x"', 1, 25, 'found no matching overload', 'rules may call'],
  ['frobnicate(1)', 1, 13, 'found no matching overload', 'rules may call'],
  ['type(1) == type(2)', 1, 7, 'type() is not supported', ''],
  ['dyn(1) == 1.0', 1, 6, 'dyn() is not supported', ''],
  ['timestamp(1) == timestamp(1)', 1, 12, 'timestamp() is not supported', ''],
  ['{"a": 1} == {"a": 1}', 1, 8, 'Maps are not supported', ''],
  ['order.goods + order.goods == []', 1, 25, '"+" is not supported for list<string>', ''],
  ['[[1]] == [[1]]', 1, 5, 'Lists of lists', ''],
  ['b"a" == b"a"', 1, 4, 'Bytes are not supported', ''],
  ['5u == 5u', 1, 2, 'Unsigned ints are not supported', ''],
  ['cel.bind(x, 1, x > 0)', 1, 3, 'Unknown name "cel"', ''],
  ['int == int', 1, 3, 'Unknown name "int"', ''],
  ['has(1)', 5, 1, 'has() invalid argument', ''],
])('%s', (source, column, length, message, hint) => {
  const [problem] = problemsOf(source);
  expect(problem).toMatchObject({ line: 1, column, length });
  expect(problem?.message).toContain(message);
  expect(problem?.hint).toContain(hint);
});

test('every unknown name is reported at once, each on its line', () => {
  const problems = problemsOf('account.trustd &&\n  session.vpm ||\n  order.totl > 1.0');
  expect(problems.map(({ line, column, hint }) => [line, column, hint])).toEqual([
    [1, 1, 'did you mean account.trusted?'],
    [2, 3, 'did you mean session.vpn?'],
    [3, 3, 'did you mean order.total?'],
  ]);
});

test.each<[string, string]>([
  ['long text', `account.country == "${'x'.repeat(4_000)}"`],
  ['parentheses', `${'('.repeat(1_500)}true${')'.repeat(1_500)}`],
  ['negations', `${'!'.repeat(3_900)}true`],
  ['minus signs', `${'-'.repeat(3_900)}1 > 0`],
  ['lists', `${'['.repeat(1_900)}${']'.repeat(1_900)} == []`],
  ['calls', `${'size('.repeat(600)}1${')'.repeat(600)} == 1`],
  ['indexes', `order.goods${'[0]'.repeat(1_200)} == "a"`],
  ['alternatives', Array.from({ length: 500 }, () => 'true').join('||')],
  ['loops', `${'["a"].all(x, '.repeat(4)}true${')'.repeat(4)}`],
  ['elements', `1 in [${'1,'.repeat(1_500)}1]`],
  ['fields', `account${'.a'.repeat(1_500)}`],
])('a limit holds for %s', (_, source) => {
  const problems = problemsOf(source);
  expect(problems).toHaveLength(1);
  expect(problems[0]!.message).toMatch(/more than|deeper|too large|too early|nested in more|reads a field|no feature/);
});

test('what is long but flat passes', () => {
  const source = Array.from({ length: 140 }, (_, index) => `account.country == "${index}"`).join(' || ');
  expect(problemsOf(source)).toEqual([]);
});

const words = [
  ...shop.features.map(({ name }) => name),
  ...'account order session true false null in has( size( int( string( && || ! ( ) [ ] { } , . : ? + - * / % == != < > >= = 1 2.5 5u "a" \'b\' b"x" r"\\" """ x g .exists( .all( .filter( .map( .matches( ] " \\ ` ${'.split(
    ' ',
  ),
];

test('any text at all gives a checked expression or problems, and whatever passes compiles', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(fc.constantFrom(...words), { maxLength: 14 }).map(parts => parts.join(' ')),
    fc.array(fc.constantFrom(...words), { maxLength: 14 }).map(parts => parts.join('')),
  );
  fc.assert(
    fc.property(text, source => {
      const result = checkExpression(source, shop, 'bool');
      if (result.ok) {
        compileExpressions([result.checked], shop).evaluateAll(rowWith(), new Uint8Array(1));
        return;
      }
      expect(result.problems.length).toBeGreaterThan(0);
      for (const { line, column, length, message } of result.problems) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(length).toBeGreaterThan(0);
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 4_000 },
  );
});

test.each([
  'account',
  'Account.x',
  'account.constructor',
  '__proto__.x',
  'account.__proto__',
  'in.x',
  'account.true',
  'a.b.c',
  'cel.x',
  'a`.b',
])('no feature can be named %s', name => {
  expect(() => defineEnvironment([{ name, type: 'int', optional: false, doc: '' }])).toThrow('cannot name a feature');
});

test('an environment has every name once, and not too many', () => {
  const feature: Feature = { name: 'a.b', type: 'int', optional: false, doc: '' };
  expect(() => defineEnvironment([feature, feature])).toThrow('declared twice');
  expect(() =>
    defineEnvironment(Array.from({ length: 1_001 }, (_, index) => ({ ...feature, name: `a.b${index}` }))),
  ).toThrow('at most');
});

test('a row is checked against its environment', () => {
  expect(checkRow(shop, rowWith())).toEqual([]);
  expect(checkRow(shop, rowWith({ 'account.claims_90d': null }))).toEqual([
    'account.claims_90d is required but not known',
  ]);
  expect(checkRow(shop, rowWith({ 'account.claims_90d': 1.5 }))).toEqual([
    'account.claims_90d must be int, not number',
  ]);
  expect(checkRow(shop, rowWith({ 'order.goods': 'phone' }))).toEqual(['order.goods must be list<string>, not string']);
  expect(checkRow(shop, rowWith().slice(1)).length).toBeGreaterThan(0);
});
