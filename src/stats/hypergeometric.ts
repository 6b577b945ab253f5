import { binomialLog } from './binomial.ts';
import { logComplement, requireCount } from './log-probability.ts';

/**
 * An urn: `population` things, of which `marked` are marked; `drawn` of them are taken without putting any back.
 * Two sets of sizes `marked` and `drawn` out of one population overlap like that by chance.
 */
export interface Urn {
  readonly population: number;
  readonly marked: number;
  readonly drawn: number;
}

/** ln P(X = k): that exactly k of the drawn are marked. Source: Loader 2000 (a hypergeometric term as a ratio of binomial ones). */
export function hypergeometricLog(k: number, { population, marked, drawn }: Urn): number {
  if (k < Math.max(0, drawn + marked - population) || k > Math.min(marked, drawn)) return Number.NEGATIVE_INFINITY;
  const unmarked = population - marked;
  if (drawn === 0 || drawn === population) return 0;
  const p = drawn / population;
  return binomialLog(k, marked, p) + binomialLog(drawn - k, unmarked, p) - binomialLog(drawn, population, p);
}

/**
 * ln P(X >= k): that at least k of the drawn are marked (Fisher's exact test, one-sided). Exact far into the tail.
 * Throws a RangeError when a number is no count, or more are marked or drawn than there are.
 */
export function hypergeometricTailLog(k: number, urn: Urn): number {
  const { population, marked, drawn } = urn;
  requireCount('k', k);
  for (const [name, value] of Object.entries(urn)) requireCount(name, value);
  if (marked > population || drawn > population)
    throw new RangeError(`Of ${population} there cannot be ${marked} marked and ${drawn} drawn`);
  const least = Math.max(0, drawn + marked - population);
  const most = Math.min(marked, drawn);
  if (k <= least) return 0;
  if (k > most) return Number.NEGATIVE_INFINITY;
  if (k * population > marked * drawn) return hypergeometricLog(k, urn) + Math.log(sumUp(k, urn));
  return logComplement(Math.min(0, hypergeometricLog(k - 1, urn) + Math.log(sumDown(k - 1, urn))));
}

/** P(X >= k) / P(X = k). */
function sumUp(k: number, { population, marked, drawn }: Urn): number {
  const most = Math.min(marked, drawn);
  let sum = 1;
  let term = 1;
  for (let j = k; j < most; j++) {
    term *= ((marked - j) * (drawn - j)) / ((j + 1) * (population - marked - drawn + j + 1));
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
  return sum;
}

/** P(X <= k) / P(X = k). */
function sumDown(k: number, { population, marked, drawn }: Urn): number {
  const least = Math.max(0, drawn + marked - population);
  let sum = 1;
  let term = 1;
  for (let j = k; j > least; j--) {
    term *= (j * (population - marked - drawn + j)) / ((marked - j + 1) * (drawn - j + 1));
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
  return sum;
}
