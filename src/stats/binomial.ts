import { deviance } from './deviance.ts';
import { stirlingError } from './log-gamma.ts';
import { logComplement, requireCount } from './log-probability.ts';

/** ln P(X = k) of k successes in n trials. Source: Loader 2000, see `deviance`. */
export function binomialLog(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  if (p === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (p === 1) return k === n ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const stirling = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  const deviances = deviance(k, n * p) + deviance(n - k, n * (1 - p));
  return stirling - deviances + 0.5 * Math.log(n / (2 * Math.PI * k * (n - k)));
}

/**
 * ln P(X >= k) for n independent trials that succeed with probability p. Exact far into the tail; about 10 sqrt(n p) terms at most.
 * Throws a RangeError when k or n is no count or p lies outside 0 to 1.
 */
export function binomialTailLog(k: number, n: number, p: number): number {
  requireCount('k', k);
  requireCount('n', n);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies between 0 and 1, not at ${p}`);
  if (k === 0) return 0;
  if (k > n || p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return 0;
  const odds = p / (1 - p);
  if (k > n * p) return binomialLog(k, n, p) + Math.log(sumUp(k, n, odds));
  return logComplement(Math.min(0, binomialLog(k - 1, n, p) + Math.log(sumDown(k - 1, n, odds))));
}

/** P(X >= k) / P(X = k). */
function sumUp(k: number, n: number, odds: number): number {
  let sum = 1;
  let term = 1;
  for (let j = k; j < n; j++) {
    term *= ((n - j) / (j + 1)) * odds;
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
  return sum;
}

/** P(X <= k) / P(X = k). */
function sumDown(k: number, n: number, odds: number): number {
  let sum = 1;
  let term = 1;
  for (let j = k; j > 0; j--) {
    term *= j / ((n - j + 1) * odds);
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
  return sum;
}
