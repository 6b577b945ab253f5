import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueBandKeys, valueBandOf, valueRank } from '../../src/features/value-bands.ts';

const counts = fc
  .array(fc.nat({ max: 1000 }), { minLength: valueBandKeys.length, maxLength: valueBandKeys.length })
  .map(each => new Map(each.map((count, band) => [valueBandKeys[band]!, count])));

test('[FEATURE-12] the dearer of two claims never ranks lower, and every rank is a share', () => {
  fc.assert(
    fc.property(
      counts,
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      (seen, one, other) => {
        const [low, high] = [valueRank(Math.min(one, other), seen), valueRank(Math.max(one, other), seen)];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('[FEATURE-12] what is dear in one shop is cheap in another', () => {
  const shop = (value: number) => new Map([[valueBandKeys[valueBandOf(value)]!, 10_000]]);
  expect(valueRank(100, shop(10))).toBeGreaterThan(0.95);
  expect(valueRank(100, shop(1_000))).toBeLessThan(0.05);
  // Before there are claims, the middle is about 64 dollars.
  expect(valueRank(64, new Map())).toBeCloseTo(0.5);
});
