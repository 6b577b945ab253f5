import { describe, expect, it } from 'vitest';
import {
  fitNegativeBinomial,
  negativeBinomialLog,
  negativeBinomialLogLikelihood,
} from '../../src/stats/negative-binomial.ts';
import { poissonLog } from '../../src/stats/poisson.ts';

describe('negative binomial', () => {
  it('is a distribution with the mean and the spread it says', () => {
    for (const [mean, shape] of [
      [3, 0.5],
      [10, 2],
      [0.1, 0.05],
    ] as const) {
      const p = Array.from({ length: 2_000 }, (_, count) => Math.exp(negativeBinomialLog(count, mean, shape)));
      const moment = (power: number): number => p.reduce((sum, each, count) => sum + each * count ** power, 0);
      expect(moment(0)).toBeCloseTo(1, 9);
      expect(moment(1)).toBeCloseTo(mean, 8);
      expect(moment(2) - moment(1) ** 2).toBeCloseTo(mean + mean ** 2 / shape, 6);
    }
  });

  it('is Poisson where all are alike', () => {
    for (const count of [0, 1, 5, 20]) expect(negativeBinomialLog(count, 4, 1e7)).toBeCloseTo(poissonLog(count, 4), 4);
  });

  it('is fitted at a maximum of the likelihood', () => {
    const cells = { counts: [0, 1, 2, 5, 9, 30], exposures: [1, 2, 1, 2, 3, 4], times: [50, 20, 10, 4, 2, 1] };
    const fit = fitNegativeBinomial(cells);
    for (const factor of [0.7, 0.9, 1.1, 1.4])
      expect(negativeBinomialLogLikelihood(cells, fit.rate, fit.shape * factor)).toBeLessThan(fit.logLikelihood);
    const counted = cells.counts.reduce((sum, count, cell) => sum + count * cells.times[cell]!, 0);
    const exposed = cells.exposures.reduce((sum, exposure, cell) => sum + exposure * cells.times[cell]!, 0);
    expect(fit.rate).toBeCloseTo(counted / exposed, 12);
  });

  it('fits counts that are all zero with certainty', () => {
    expect(fitNegativeBinomial({ counts: [0], exposures: [3], times: [10] }).logLikelihood).toBe(0);
  });
});
