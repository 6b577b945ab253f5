import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  compare,
  type Decimal,
  formatDecimal,
  multiply,
  parseDecimal,
  round,
} from '../../../src/ingest/sources/decimal.ts';

const decimal = (text: string): Decimal => {
  const number = parseDecimal(text);
  if (number === null) throw new Error(text);
  return number;
};

test.each([
  ['2.55', '2.55'],
  ['-0.5', '-0.5'],
  ['+7', '7'],
  ['5.', '5'],
  ['1e-3', '0.001'],
  ['1.5e+3', '1500'],
])('%s is %s', (text, shown) => {
  expect(formatDecimal(decimal(text))).toBe(shown);
});

test.each(['', ' 1', '1,5', '.', '.5', '0x10', 'NaN', '1e999', '1 000'])('"%s" is no decimal', text => {
  expect(parseDecimal(text)).toBeNull();
});

test.each([
  ['2.345', 2, '2.35'],
  ['-2.345', 2, '-2.35'],
  ['0.001', 2, '0.00'],
  ['-0.001', 2, '0.00'],
  ['1.005', 2, '1.01'],
  ['7', 2, '7.00'],
  ['0.5', 0, '1'],
])('%s to %i places is %s, which a float gets wrong now and then', (text, places, shown) => {
  expect(formatDecimal(round(decimal(text), places))).toBe(shown);
});

test('sums and products of cents are exact', () => {
  const cents = fc.integer({ min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      const [left, right] = [
        { units: BigInt(a), scale: 2 },
        { units: BigInt(b), scale: 3 },
      ];
      expect(add(left, right)).toEqual({ units: BigInt(a) * 10n + BigInt(b), scale: 3 });
      expect(multiply(left, right)).toEqual({ units: BigInt(a) * BigInt(b), scale: 5 });
      expect(Math.sign(compare(left, right))).toBe(Math.sign(a * 10 - b));
      expect(decimal(formatDecimal(left))).toEqual(left);
    }),
  );
});
