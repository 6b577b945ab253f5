import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brierScore, equalMassBins, expectedCalibrationError } from '../../bench/quality/metrics/calibration.ts';
import { moneyCaughtAt, reviewOrder } from '../../bench/quality/metrics/caught.ts';
import { averagePrecision, rocAuc } from '../../bench/quality/metrics/ranking.ts';
import { wilsonInterval } from '../../bench/quality/metrics/wilson.ts';

const yes = true;
const no = false;

describe('ranking', () => {
  test.each([
    ['a perfect order', [0.9, 0.8, 0.2, 0.1], [yes, yes, no, no], 1, 1],
    ['the worst order', [0.1, 0.2, 0.8, 0.9], [yes, yes, no, no], 0, (1 / 2) * (1 / 3) + (1 / 2) * (2 / 4)],
    ['all the same', [0.5, 0.5, 0.5, 0.5], [yes, no, no, no], 0.5, 0.25],
    // The example of scikit-learn's documentation for both figures.
    ['four claims', [0.1, 0.4, 0.35, 0.8], [no, no, yes, yes], 0.75, 5 / 6],
    // Pairs won: (0.6 over 0.6: half, over 0.2: one), (0.9 over both: two) of 4.
    ['a tie of both kinds', [0.6, 0.6, 0.9, 0.2], [yes, no, yes, no], 3.5 / 4, 0.5 * 1 + 0.5 * (2 / 3)],
  ])('ROC-AUC and average precision of %s', (_, scores, positive, auc, precision) => {
    expect(rocAuc(scores, positive)).toBeCloseTo(auc, 12);
    expect(averagePrecision(scores, positive)).toBeCloseTo(precision, 12);
  });

  test('without positives or negatives there is no figure', () => {
    expect(rocAuc([1, 2], [no, no])).toBeNaN();
    expect(rocAuc([1, 2], [yes, yes])).toBeNaN();
    expect(averagePrecision([1, 2], [no, no])).toBeNaN();
  });

  test('ROC-AUC is the share of pairs that are in order, ties counting half', () => {
    const claims = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(claims, pairs => {
        const bad = pairs.filter(([, positive]) => positive);
        const good = pairs.filter(([, positive]) => !positive);
        fc.pre(bad.length > 0 && good.length > 0);
        let won = 0;
        for (const [high] of bad) for (const [low] of good) won += high > low ? 1 : high === low ? 0.5 : 0;
        const auc = rocAuc(
          pairs.map(([score]) => score),
          pairs.map(([, positive]) => positive),
        );
        expect(auc).toBeCloseTo(won / (bad.length * good.length), 12);
      }),
    );
  });

  test('neither figure depends on the order of the rows', () => {
    const claims = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.boolean()), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(claims, pairs => {
        const figures = (rows: typeof pairs) => {
          const scores = rows.map(([score]) => score);
          const positive = rows.map(([, is]) => is);
          return [rocAuc(scores, positive), averagePrecision(scores, positive)];
        };
        const [auc, precision] = figures(pairs);
        const [aucBack, precisionBack] = figures([...pairs].reverse());
        if (!Number.isNaN(auc!)) expect(aucBack).toBeCloseTo(auc!, 12);
        if (!Number.isNaN(precision!)) expect(precisionBack).toBeCloseTo(precision!, 12);
      }),
    );
  });
});

describe('calibration', () => {
  test.each([
    ['probabilities that hold', [0, 0, 1, 1], [no, no, yes, yes], 0, 0],
    ['a half for everything, half of it true', [0.5, 0.5, 0.5, 0.5], [yes, no, yes, no], 0, 0.25],
    ['certain and wrong', [1, 1, 0, 0], [no, no, yes, yes], 1, 1],
    // Bins {0.1, 0.3} and {0.6, 0.8}: |0.2 - 0| and |0.7 - 0.5|, each half.
    ['two bins', [0.1, 0.3, 0.6, 0.8], [no, no, yes, no], 0.2, (0.01 + 0.09 + 0.16 + 0.64) / 4],
  ])('error and Brier score of %s', (_, probabilities, positive, error, brier) => {
    expect(expectedCalibrationError(equalMassBins(probabilities, positive, 2))).toBeCloseTo(error, 12);
    expect(brierScore(probabilities, positive)).toBeCloseTo(brier, 12);
  });

  test('equal probabilities stay in one bin, and no claim is lost', () => {
    const bins = equalMassBins([0.2, 0.2, 0.2, 0.2, 0.9], [yes, no, no, no, yes], 5);
    expect(bins).toEqual([
      { n: 4, predicted: 0.2, observed: 0.25 },
      { n: 1, predicted: 0.9, observed: 1 },
    ]);
  });

  test('after a large tie no bin is smaller than half of an equal share', () => {
    const probabilities = [
      ...Array.from({ length: 59 }, () => 0.01),
      ...Array.from({ length: 41 }, (_, i) => 0.1 + i / 100),
    ];
    const bins = equalMassBins(
      probabilities,
      probabilities.map(() => no),
      10,
    );
    expect(bins.map(bin => bin.n)).toEqual([59, 11, 10, 10, 10]);
  });

  test('distinct probabilities are spread evenly', () => {
    const probabilities = Array.from({ length: 103 }, (_, index) => index / 103);
    const sizes = equalMassBins(
      probabilities,
      probabilities.map(() => no),
      10,
    ).map(bin => bin.n);
    expect(sizes).toHaveLength(10);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(sizes.reduce((a, b) => a + b)).toBe(103);
  });
});

describe('intervals', () => {
  test.each([
    // Newcombe 1998, table I, method 3 (score without continuity correction).
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [0, 0, 0, 1],
  ])('Wilson for %i of %i', (hits, n, low, high) => {
    const interval = wilsonInterval(hits, n);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });
});

describe('money caught', () => {
  const claims = [
    { id: 'a', value: 100, fraud: true },
    { id: 'b', value: 50, fraud: false },
    { id: 'c', value: 300, fraud: true },
    { id: 'd', value: 10, fraud: false },
  ];

  test.each([
    ['half of the claims, the wrong ones first', [1, 4, 2, 3], 0.5, 0],
    ['a quarter, the dearest fraud first', [1, 2, 9, 3], 0.25, 0.75],
    ['everything', [1, 2, 3, 4], 1, 1],
    ['nothing', [1, 2, 3, 4], 0, 0],
  ])('%s', (_, priority, share, money) => {
    expect(moneyCaughtAt(reviewOrder(claims, priority), share)).toBe(money);
  });

  test('of equal priority, the dearer claim is looked at first', () => {
    expect(reviewOrder(claims, [1, 1, 1, 1]).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd']);
  });
});
