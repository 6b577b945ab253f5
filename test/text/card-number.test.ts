import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardBrand, passesLuhn } from '../../src/text/card-brand.ts';
import { findCardNumbers, maskedCard, mayHoldCardNumber, replaceCardNumbers } from '../../src/text/card-number.ts';
import { digitValue } from '../../src/text/unicode-digits.ts';

const mask = (text: string) => replaceCardNumbers(text, maskedCard).text;

/** The prefix, filled with the digits, with the check digit that makes it a card number. */
function card(prefix: string, length: number, filling: readonly number[]): string {
  const body = (prefix + filling.join('')).slice(0, length - 1).padEnd(length - 1, '7');
  for (let check = 0; check < 10; check++) if (passesLuhn(body + check)) return body + check;
  throw new Error('one of ten check digits is right');
}

const kinds: readonly (readonly [string, number, string])[] = [
  ['4', 13, 'visa'],
  ['4', 16, 'visa'],
  ['4', 19, 'visa'],
  ['51', 16, 'mastercard'],
  ['2221', 16, 'mastercard'],
  ['2720', 16, 'mastercard'],
  ['34', 15, 'amex'],
  ['37', 15, 'amex'],
  ['6011', 16, 'discover'],
  ['644', 19, 'discover'],
  ['65', 17, 'discover'],
  ['3528', 16, 'jcb'],
  ['3589', 19, 'jcb'],
  ['300', 14, 'diners'],
  ['36', 14, 'diners'],
  ['39', 14, 'diners'],
  ['62', 16, 'unionpay'],
  ['62', 19, 'unionpay'],
  ['6304', 12, 'maestro'],
  ['6759', 13, 'maestro'],
  ['5018', 16, 'maestro'],
  ['58', 19, 'maestro'],
];
const anyCard = fc
  .tuple(fc.constantFrom(...kinds), fc.array(fc.nat(9), { minLength: 18, maxLength: 18 }))
  .map(([[prefix, length], filling]) => card(prefix, length, filling));

describe('card numbers', () => {
  test.each(kinds)('prefix %s with %i digits is %s', (prefix, length, brand) => {
    expect(cardBrand(card(prefix, length, []))).toBe(brand);
  });

  test.each([
    ['in one run', 'pay 4111111111111111 now', 'pay ************1111 now'],
    ['with spaces', '4111 1111 1111 1111', '************1111'],
    ['with dashes', 'card:5500-0055-5555-5559.', 'card:************5559.'],
    ['as American Express writes it', '3782 822463 10005', '************0005'],
    ['with no-break spaces', '4111\u00a01111\u00a01111\u00a01111', '************1111'],
    [
      'in full width digits',
      '\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11',
      '************1111',
    ],
    ['in Arabic digits', '٤١١١١١١١١١١١١١١١', '************1111'],
    ['behind another number', 'order 12 4111 1111 1111 1111', 'order 12 ************1111'],
    ['before the year it expires', '4111 1111 1111 1111 2028', '************1111 2028'],
    ['twice', '4111111111111111 5500005555555559', '************1111 ************5559'],
    ['behind letters', 'visa4111111111111111x', 'visa************1111x'],
    ['behind a plus, longer than any phone number', '+4111111111111111', '+************1111'],
  ])('are masked %s', (_, text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test.each([
    ['a wrong check digit', '4111111111111112'],
    ['a part of a longer run', '41111111111111111111111'],
    ['a part of a run that is longer by one', '94111111111111111111'],
    ['a length that the brand does not have', '41111111111116'],
    ['a prefix of no brand', '9999999999999995'],
    ['two separators between groups', '4111  1111  1111  1111'],
    ['groups of two', '41 11 11 11 11 11 11 11'],
    ['an international phone number', '+4222222222222'],
    ['a digest', 'a4111111111111111bcdef0123456789ab'],
    ['a UUID', '411111aa-1111-4111-4111-111111111111'],
    ['a time', '2026-03-01T12:34:56.789012Z'],
  ])('are not seen in %s', (_, text) => {
    expect(mask(text)).toBe(text);
  });

  test('are found whatever stands around them and however they are grouped', () => {
    const around = fc.string().filter(text => !/[\d+]/.test(text));
    fc.assert(
      fc.property(anyCard, around, around, fc.constantFrom('', ' ', '-'), (digits, before, after, separator) => {
        const written = digits.replace(/(\d{4})(?=\d)/g, `$1${separator}`);
        expect(mask(`${before}.${written}.${after}`)).toBe(`${before}.************${digits.slice(-4)}.${after}`);
      }),
      { numRuns: 500 },
    );
  });

  test('never pass the cheap test unseen', () => {
    const noise = fc.string({
      unit: fc.constantFrom('4', '1', '5', '3', '6', ' ', '-', 'x', '\uff14', '\uff11'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(noise, anyCard, noise, (before, digits, after) => {
        const text = before + digits + after;
        if (findCardNumbers(text).length > 0) expect(mayHoldCardNumber(text)).toBe(true);
        for (const found of findCardNumbers(text)) {
          expect(passesLuhn(found.digits)).toBe(true);
          expect(digitValue(text.codePointAt(found.end) ?? -1)).toBe(-1);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('masked once, nothing is left to mask', () => {
    fc.assert(
      fc.property(
        fc.array(anyCard).map(cards => cards.join(' / ')),
        text => mask(mask(text)) === mask(text),
      ),
    );
  });

  test('take linear time on text made to be slow', () => {
    for (const unit of ['4', '4111 ', '4111-1111-', '1 ', '41111 411111 ']) {
      const text = unit.repeat(1_000_000 / unit.length);
      const begin = performance.now();
      findCardNumbers(text);
      expect(performance.now() - begin).toBeLessThan(2_000);
    }
  });
});

test('every decimal digit of Unicode is known', () => {
  const digit = /^\p{Nd}$/u;
  const wrong: string[] = [];
  for (let code = 0; code <= 0x1ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    if (digit.test(String.fromCodePoint(code)) && digitValue(code) < 0) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
  expect(['\uff19', '\u0669', '\u096f', '\u{1d7ff}'].map(text => digitValue(text.codePointAt(0)!))).toEqual([
    9, 9, 9, 9,
  ]);
});
