import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../bench/harness.ts';
import { isolationScores } from '../../bench/quality/methods/isolation-forest.ts';

/** Rows around zero in four columns, and some far out in two of them. */
function planted(seed: number, usual: number, odd: number): number[][] {
  const random = seededRandom(seed);
  const near = () => random() + random() + random() - 1.5;
  return [
    ...Array.from({ length: odd }, () => [near(), 6 + random(), near(), -6 - random()]),
    ...Array.from({ length: usual }, () => [near(), near(), near(), near()]),
  ];
}

describe('isolation forest', () => {
  test.each([1, 2, 3])('planted outliers come first (seed %i)', seed => {
    const scores = isolationScores(planted(seed, 600, 6), seed);
    const oddest = scores.map((score, index) => ({ score, index })).sort((a, b) => b.score - a.score);
    expect(
      oddest
        .slice(0, 6)
        .map(({ index }) => index)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('scores lie between 0 and 1; the usual ones under a half, the planted ones well above', () => {
    const scores = isolationScores(planted(4, 600, 6), 4);
    const usual = scores.slice(6);
    expect(Math.min(...scores)).toBeGreaterThan(0);
    expect(Math.max(...scores)).toBeLessThan(1);
    expect(usual.reduce((a, b) => a + b) / usual.length).toBeLessThan(0.5);
    expect(Math.min(...scores.slice(0, 6))).toBeGreaterThan(0.6);
  });

  test('the same rows and seed give the same scores', () => {
    const rows = planted(5, 300, 3);
    expect(isolationScores(rows, 7)).toEqual(isolationScores(rows, 7));
    expect(isolationScores(rows, 7)).not.toEqual(isolationScores(rows, 8));
  });

  test('rows that are all the same are all equally usual', () => {
    const scores = isolationScores(
      Array.from({ length: 50 }, () => [1, 2]),
      1,
    );
    expect(new Set(scores).size).toBe(1);
    expect(scores[0]).toBeCloseTo(0.5, 9);
  });
});
