import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/text/canonical-json.ts';

/** The plainest way to the same text: rebuild every object with its keys sorted, then let the engine write it. */
function oracle(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

const wellFormed = fc.string({ unit: 'binary' }).filter(text => text.isWellFormed() && text !== '__proto__');
// The engine writes integer-like keys first whatever order they were set in, so the oracle is asked about other keys.
const key = wellFormed.filter(text => !/^\d+$/.test(text));
const json = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    wellFormed,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(key, tie('value'), { maxKeys: 40 }),
  ),
})).value;

describe('canonical JSON', () => {
  test('is what the plain way gives, for any value', () => {
    fc.assert(
      fc.property(json, value => canonicalJson(value) === oracle(value)),
      { numRuns: 500 },
    );
  });

  test('reads back as the same value, and is canonical again', () => {
    fc.assert(
      fc.property(json, value => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(wellFormed, fc.integer(), { maxKeys: 60 }), object => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      }),
    );
  });

  test('is the same where it is known that nothing needs an escape', () => {
    const plain = fc.stringMatching(/^[a-z0-9 äß€]*$/);
    const value = fc.array(
      fc.dictionary(
        plain.filter(text => !/^\d+$/.test(text)),
        fc.oneof(plain, fc.integer(), fc.array(plain)),
      ),
    );
    fc.assert(fc.property(value, one => canonicalJson(one, true) === oracle(one)));
  });

  test('sorts keys by UTF-16 code units: the example of RFC 8785, section 3.2.3', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}');
  });

  test.each([
    [-0, '0'],
    [1e21, '1e+21'],
    [333333333.3333333, '333333333.3333333'],
    [1e-27, '1e-27'],
    [5e-324, '5e-324'],
    [9007199254740991, '9007199254740991'],
  ])('writes the number %s as ECMAScript does', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  test('escapes what has to be and nothing else', () => {
    expect(canonicalJson('€$\u000f\nA\'B"\\\\"/\u2028')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u2028"');
  });

  test.each([
    ['a lone high surrogate', '\ud800'],
    ['a lone low surrogate in a key', { '\udc00': 1 }],
    ['not a number', Number.NaN],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['undefined', { a: undefined }],
    ['a bigint', 1n],
    ['a function', () => 1],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
