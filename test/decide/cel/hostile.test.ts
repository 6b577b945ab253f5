import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { compute, decide, problemsOf, rowWith } from './shop.ts';

const global = globalThis as { breached?: boolean };

afterEach(() => {
  expect(global.breached).toBeUndefined();
});

/** Opens a placeholder of a template string. */
const OPEN = ['$', '{'].join('');

/** Text that would do something if it ever became code. */
const PAYLOADS = [
  `\`${OPEN}globalThis.breached = true}\``,
  `${OPEN}globalThis.breached = true}`,
  '"; globalThis.breached = true; "',
  "'; globalThis.breached = true; '",
  '\\"; globalThis.breached = true; //',
  '*/ globalThis.breached = true; /*',
  '\n globalThis.breached = true \n',
  '\u2028globalThis.breached = true\u2029',
  '\r\n});globalThis.breached = true;({',
  '</script><script>globalThis.breached = true</script>',
  '__proto__',
  'constructor',
  '\0\u0001\u007f\ud800',
];

/** A text as a CEL literal in which every character that could be special is escaped. */
function celLiteral(text: string): string {
  const escaped = Array.from(text, character => {
    const code = character.codePointAt(0)!;
    // Lone surrogates cannot be escaped, and letters need not be.
    if ((code >= 0xd800 && code <= 0xdfff) || /[a-z]/i.test(character)) return character;
    return `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

/** Every place where the text of a literal reaches the generated program. */
function places(literal: string): readonly string[] {
  return [
    `account.country == ${literal}`,
    `account.country in [${literal}]`,
    `account.country in [${`${literal}, `.repeat(12)}"x"]`,
    `[${literal}].exists(v, v == account.country)`,
    `account.country.contains(${literal}) || account.country + ${literal} == ${literal}`,
    `(account.trusted ? account.country : ${literal}) == ${literal}`,
    `account.email_domain == ${literal} || account.country == ${literal}`,
  ];
}

test.each(PAYLOADS)('a literal stays text: %j', payload => {
  for (const source of places(celLiteral(payload)))
    expect(decide(source, rowWith({ 'account.country': payload }))).toBe(true);
});

test('any text stays text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), text => {
      for (const source of places(celLiteral(text)))
        expect(decide(source, rowWith({ 'account.country': text }))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test.each(PAYLOADS)('written unquoted, it is a problem or harmless: %j', payload => {
  for (const source of [
    payload,
    `account.${payload}`,
    `account.country == ${payload}`,
    `order.goods.exists(${payload}, true)`,
    `"a".${payload}("b")`,
    `has(account.${payload})`,
  ]) {
    if (problemsOf(source).length === 0) decide(source, rowWith());
  }
});

test.each([
  'account.__proto__',
  'account.constructor',
  'account.toString',
  'account.hasOwnProperty',
  '__proto__.x',
  'constructor.constructor',
  'this.x',
  'globalThis.x',
  'process.env',
  'r[0]',
  'runtime.contains',
  'k0',
])('what JavaScript knows is no feature: %s', source => {
  expect(problemsOf(`${source} == "x"`).length).toBeGreaterThan(0);
  expect(problemsOf(`has(${source})`).length).toBeGreaterThan(0);
});

test.each([
  'constructor',
  'toString',
  'r',
  'l',
  'o',
  'f',
  'c',
  'e',
  'x',
  'i',
  'n',
  't0',
  'k0',
  'm0',
  'v0',
  'arguments',
  'eval',
  'undefined',
  'runtime',
])('a variable may have any name without meeting the generated ones: %s', name => {
  expect(
    decide(`order.goods.exists(${name}, ${name} == "case" && order.total > 1.0 && 10 / size(${name}) == 2)`, rowWith()),
  ).toBe(true);
  expect(
    decide(`order.goods.all(${name}, order.goods.exists(y, y == ${name} && account.inr_rate_90d > 0.1))`, rowWith()),
  ).toMatchObject({
    message: 'account.inr_rate_90d is not known',
  });
});

test('a newline inside a quoted text is a problem at its place', () => {
  expect(problemsOf('account.country == "a\nb"')[0]).toMatchObject({
    line: 1,
    column: 22,
    message: 'Newlines not allowed in single-quoted strings',
  });
});

test('keys of a row cannot be reached by name, only by slot', () => {
  expect(compute('account.claims_90d', Object.assign([...rowWith()], { claims_90d: 99 }))).toBe(3);
});

test('matches() takes linear time where a backtracking matcher takes for ever', () => {
  const text = `${'a'.repeat(50_000)}!`;
  const start = performance.now();
  expect(decide('account.country.matches("^(a+)+$")', rowWith({ 'account.country': text }))).toBe(false);
  expect(performance.now() - start).toBeLessThan(2_000);
});
