/** Below this relative distance the plain formula loses digits. */
const CLOSE = 0.1;
const TERMS_MAX = 1_000;

/**
 * x ln(x / mean) + mean - x, half the deviance of a count x from its mean; it stays exact where the two are close.
 * Source: Loader, "Fast and accurate computation of binomial probabilities", 2000 (there `bd0`).
 */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const difference = x - mean;
  if (Math.abs(difference) >= CLOSE * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = difference / (x + mean);
  let sum = difference * ratio;
  let power = 2 * x * ratio;
  for (let term = 1; term < TERMS_MAX; term++) {
    power *= ratio * ratio;
    const next = sum + power / (2 * term + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}
