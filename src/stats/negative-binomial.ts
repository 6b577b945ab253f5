import { logFactorial, logGamma } from './log-gamma.ts';

/**
 * Counts that were seen, gathered: `times[c]` observations had the count `counts[c]` over the exposure `exposures[c]`.
 * Exposure is what a count is in proportion to, so a count is expected to be rate x exposure.
 */
export interface CountCells {
  readonly counts: ArrayLike<number>;
  readonly exposures: ArrayLike<number>;
  readonly times: ArrayLike<number>;
}

export interface NegativeBinomialFit {
  /** Counts a unit of exposure. */
  readonly rate: number;
  /** How alike the observations are: each has its own rate, drawn from a gamma distribution of this shape. Large is nearly Poisson. */
  readonly shape: number;
  readonly logLikelihood: number;
}

/** Beyond these nothing changes any more: all but one observation at 0, or as good as Poisson. */
const SHAPE_MIN = 1e-4;
const SHAPE_MAX = 1e4;
/** Of the logarithm of the shape. The likelihood is flat around its maximum, so that closer would not show. */
const TOLERANCE = 0.02;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** ln P(X = count) for a Poisson variable whose mean is itself gamma distributed around `mean`. */
export function negativeBinomialLog(count: number, mean: number, shape: number): number {
  if (mean === 0) return count === 0 ? 0 : Number.NEGATIVE_INFINITY;
  const none = -shape * Math.log1p(mean / shape);
  if (count === 0) return none;
  return logRising(shape, count) - logFactorial(count) + none + count * Math.log(mean / (shape + mean));
}

/**
 * Fits the rate by its mean and the shape by maximum likelihood (a golden-section search over its logarithm, where the likelihood of
 * a negative binomial has one hill). Source: Greenwood and Yule 1920 for the distribution; Kiefer 1953 for the search.
 */
export function fitNegativeBinomial(cells: CountCells): NegativeBinomialFit {
  let counted = 0;
  let exposed = 0;
  for (let cell = 0; cell < cells.counts.length; cell++) {
    counted += cells.counts[cell]! * cells.times[cell]!;
    exposed += cells.exposures[cell]! * cells.times[cell]!;
  }
  if (counted === 0 || exposed === 0) return { rate: 0, shape: SHAPE_MAX, logLikelihood: 0 };
  const rate = counted / exposed;
  const at = (logShape: number): number => negativeBinomialLogLikelihood(cells, rate, Math.exp(logShape));
  const shape = Math.exp(goldenSection(at, Math.log(SHAPE_MIN), Math.log(SHAPE_MAX)));
  return { rate, shape, logLikelihood: negativeBinomialLogLikelihood(cells, rate, shape) };
}

/** ln of the probability of all these counts together. */
export function negativeBinomialLogLikelihood(cells: CountCells, rate: number, shape: number): number {
  let sum = 0;
  for (let cell = 0; cell < cells.counts.length; cell++)
    sum += cells.times[cell]! * negativeBinomialLog(cells.counts[cell]!, rate * cells.exposures[cell]!, shape);
  return sum;
}

/** ln of shape (shape + 1) ... (shape + count - 1). */
function logRising(shape: number, count: number): number {
  if (count > 8) return logGamma(shape + count) - logGamma(shape);
  let product = shape;
  for (let factor = 1; factor < count; factor++) product *= shape + factor;
  return Math.log(product);
}

/** The place of the maximum of a function with one hill. */
function goldenSection(f: (x: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let atLeft = f(left);
  let atRight = f(right);
  while (high - low > TOLERANCE) {
    if (atLeft > atRight) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - GOLDEN * (high - low);
      atLeft = f(left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + GOLDEN * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}
