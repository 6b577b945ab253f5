import { deviance } from './deviance.ts';
import { stirlingError } from './log-gamma.ts';
import { logComplement, requireCount } from './log-probability.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ln P(X = k) of a Poisson variable. Source: Loader 2000, see `deviance`. */
export function poissonLog(k: number, mean: number): number {
  if (mean === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return -mean;
  return -stirlingError(k) - deviance(k, mean) - HALF_LOG_TWO_PI - 0.5 * Math.log(k);
}

/**
 * ln P(X >= k) of a Poisson variable with this mean: how surprising it is to see at least k. Exact far into the tail,
 * where the probability itself would be 0. The sum runs from its largest term outwards and takes about 10 sqrt(mean) terms at most.
 * Throws a RangeError when k is no count or the mean is negative or not finite.
 */
export function poissonTailLog(k: number, mean: number): number {
  requireCount('k', k);
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY))
    throw new RangeError(`The mean has to be 0 or more, not ${mean}`);
  if (k === 0) return 0;
  if (k > mean) return poissonLog(k, mean) + Math.log(sumUp(k, mean));
  return logComplement(Math.min(0, poissonLog(k - 1, mean) + Math.log(sumDown(k - 1, mean))));
}

/** P(X >= k) / P(X = k) for k above the mean. */
function sumUp(k: number, mean: number): number {
  let sum = 1;
  let term = 1;
  for (let j = k + 1; ; j++) {
    term *= mean / j;
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/** P(X <= k) / P(X = k) for k below the mean. */
function sumDown(k: number, mean: number): number {
  let sum = 1;
  let term = 1;
  for (let j = k; j > 0; j--) {
    term *= j / mean;
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
  return sum;
}
