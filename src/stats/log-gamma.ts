const HALF_LOG_TWO_PI = 0.9189385332046728;
/** From here on five terms of Stirling's series are exact to the last bit of a double. */
const SERIES_FROM = 16;

/**
 * Natural logarithm of the gamma function for x > 0, to about 1e-15 absolutely near its zeros and relatively elsewhere.
 * Stirling's series; smaller arguments are first moved up by the recurrence.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.15 and 6.1.41.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma is defined here for numbers above 0, not for ${x}`);
  let product = 1;
  let moved = x;
  for (; moved < SERIES_FROM; moved++) product *= moved;
  const stirling = (moved - 0.5) * Math.log(moved) - moved + HALF_LOG_TWO_PI + series(moved);
  return stirling - Math.log(product);
}

/** Natural logarithm of n! for a whole n >= 0. */
export function logFactorial(n: number): number {
  return n < 2 ? 0 : logGamma(n + 1);
}

/** Natural logarithm of the number of ways to choose k of n; minus infinity where there is none. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** What ln n! has beyond Stirling's formula ln(sqrt(2 pi n) (n / e)^n), for n > 0. */
export function stirlingError(n: number): number {
  if (n >= SERIES_FROM) return series(n);
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
}

function series(x: number): number {
  const square = 1 / (x * x);
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / x;
}
