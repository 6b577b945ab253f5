import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialLog, binomialTailLog } from '../../src/stats/binomial.ts';
import { benjaminiHochberg } from '../../src/stats/false-discovery.ts';
import { hypergeometricLog, hypergeometricTailLog } from '../../src/stats/hypergeometric.ts';
import { logChoose, logGamma } from '../../src/stats/log-gamma.ts';
import { poissonLog, poissonTailLog } from '../../src/stats/poisson.ts';

/** Values from exact sums with 50 digits. */
const gammaRows = [
  [0.001, 6.907178885383853],
  [0.5, 0.5723649429247001],
  [1, 0],
  [1.5, -0.12078223763524522],
  [2, 0],
  [10, 12.80182748008147],
  [15.99, 27.87186447594001],
  [16, 27.89927138384089],
  [100, 359.1342053695754],
  [1000000, 12815504.56914761],
] as const;

const poissonRows = [
  [1, 1e-9, -20.723265837446412],
  [1, 0.5, -0.9327521295671886],
  [3, 2, -1.1291016497509285],
  [10, 2, -9.97609964370606],
  [50, 5, -72.90291233899131],
  [5, 10, -0.029689079446520873],
  [100, 100, -0.6668971505852894],
  [500, 100, -408.52284439130426],
  [1, 20, -2.061153624562735e-9],
  [10000, 10000, -0.6904910944019723],
  [10500, 10000, -14.837275757874126],
] as const;

const binomialRows = [
  [1, 10, 0.01, -2.3473949765927893],
  [5, 10, 0.5, -0.4731335222546632],
  [10, 10, 0.3, -12.03972804325936],
  [50, 100, 0.1, -53.498675586669705],
  [3, 1000, 0.01, -0.0026830280968082316],
  [900, 1000, 0.5, -371.1164211849318],
  [1, 5, 0.99, -1.00000000005e-10],
  [20, 1000000, 1e-6, -43.28711037785719],
] as const;

const urnRows = [
  [1, 10, 3, 2, -0.6286086594223741],
  [3, 10, 3, 3, -4.787491742782046],
  [5, 52, 13, 13, -1.7353627415587025],
  [30, 10000, 100, 200, -62.13358098634169],
  [2, 100, 50, 60, 0],
  [15, 100, 50, 20, -4.472608844461607],
  [11, 20, 15, 16, 0],
  [12, 20, 15, 16, -0.3309149515563466],
] as const;

/** As close as a double allows after sums of a few hundred terms: relatively for big values, absolutely near 0. */
function expectClose(found: number, known: number): void {
  expect(Math.abs(found - known)).toBeLessThanOrEqual(2e-14 * Math.max(1, Math.abs(known)));
}

describe('tails', () => {
  it.each(gammaRows)('logGamma(%d) is %d', (x, known) => expectClose(logGamma(x), known));
  it.each(poissonRows)('at least %d of a Poisson with mean %d has log probability %d', (k, mean, known) =>
    expectClose(poissonTailLog(k, mean), known),
  );
  it.each(binomialRows)('at least %d successes in %d trials at %d have log probability %d', (k, n, p, known) =>
    expectClose(binomialTailLog(k, n, p), known),
  );
  it.each(urnRows)(
    'at least %d marked, of %d with %d marked and %d drawn, has log probability %d',
    (k, population, marked, drawn, known) =>
      expectClose(hypergeometricTailLog(k, { population, marked, drawn }), known),
  );

  it('is certain at zero and impossible beyond the possible', () => {
    expect(poissonTailLog(0, 3)).toBe(0);
    expect(poissonTailLog(1, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(binomialTailLog(11, 10, 0.5)).toBe(Number.NEGATIVE_INFINITY);
    expect(hypergeometricTailLog(4, { population: 10, marked: 3, drawn: 5 })).toBe(Number.NEGATIVE_INFINITY);
    expect(hypergeometricTailLog(1, { population: 10, marked: 10, drawn: 1 })).toBe(0);
  });

  it('keeps apart what a plain probability would round to 0', () => {
    expect(poissonTailLog(2_000, 1)).toBeLessThan(poissonTailLog(1_000, 1));
    expect(poissonTailLog(1_000, 1)).toBeLessThan(-5_000);
  });

  it('refuses what is no count, no mean or no probability', () => {
    for (const broken of [
      () => poissonTailLog(-1, 1),
      () => poissonTailLog(1.5, 1),
      () => poissonTailLog(1, -1),
      () => poissonTailLog(1, Number.NaN),
      () => binomialTailLog(1, 2, 1.1),
      () => hypergeometricTailLog(1, { population: 5, marked: 6, drawn: 1 }),
      () => logGamma(0),
      () => benjaminiHochberg([0.1, Number.NaN], 0.1),
    ])
      expect(broken).toThrow(RangeError);
  });

  it('falls by exactly one term from each count to the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.double({ min: 0.01, max: 300, noNaN: true }), (k, mean) => {
        const fall = Math.exp(poissonTailLog(k, mean)) - Math.exp(poissonTailLog(k + 1, mean));
        expect(fall).toBeCloseTo(Math.exp(poissonLog(k, mean)), 12);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true }), (k, p) => {
        const fall = Math.exp(binomialTailLog(k, 200, p)) - Math.exp(binomialTailLog(k + 1, 200, p));
        expect(fall).toBeCloseTo(Math.exp(binomialLog(k, 200, p)), 12);
      }),
    );
  });

  it('agrees with the plain sum over an urn, and does not care which set is called marked', () => {
    const small = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(small, small, small, small, (population, a, b, k) => {
        const marked = Math.min(a, population);
        const drawn = Math.min(b, population);
        let sum = 0;
        for (let j = Math.max(k, 0); j <= Math.min(marked, drawn); j++)
          sum += Math.exp(
            logChoose(marked, j) + logChoose(population - marked, drawn - j) - logChoose(population, drawn),
          );
        const tail = hypergeometricTailLog(k, { population, marked, drawn });
        expect(Math.exp(tail)).toBeCloseTo(sum, 10);
        expectClose(Math.exp(tail), Math.exp(hypergeometricTailLog(k, { population, marked: drawn, drawn: marked })));
        expect(Math.exp(hypergeometricLog(k, { population, marked, drawn }))).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('false discoveries', () => {
  it('gives the q-values of a worked example', () => {
    const pValues = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
    const { qValues, discoveries } = benjaminiHochberg(pValues, 0.05);
    const known = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057142857142857, 0.216, 0.216, 0.216];
    for (const [test, q] of known.entries()) expect(qValues[test]).toBeCloseTo(q, 12);
    expect(discoveries).toEqual([0, 1]);
  });

  it('finds nothing among no tests', () => {
    expect(benjaminiHochberg([], 0.1)).toEqual({ qValues: new Float64Array(0), discoveries: [] });
  });

  it('does not depend on the order of the tests, and never lets a larger p-value pass a smaller one', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(probability, { minLength: 1, maxLength: 50 }), probability, (pValues, q) => {
        const { qValues, discoveries } = benjaminiHochberg(pValues, q);
        const reversed = benjaminiHochberg([...pValues].reverse(), q).qValues;
        expect([...reversed].reverse()).toEqual([...qValues]);
        const found = new Set(discoveries);
        const largest = Math.max(-1, ...discoveries.map(test => pValues[test]!));
        for (const [test, p] of pValues.entries()) expect(found.has(test)).toBe(p <= largest);
        if (found.size > 0) expect((largest * pValues.length) / found.size).toBeLessThanOrEqual(q);
      }),
    );
  });
});
