import { descending } from './ranking.ts';

export interface CalibrationBin {
  readonly n: number;
  /** Mean of the predicted probabilities. */
  readonly predicted: number;
  /** Share that turned out positive. */
  readonly observed: number;
}

/**
 * Bins of about equal numbers, from the lowest probability up. Equal probabilities stay in one bin, so that the bins do not depend
 * on the order of the rows; where many are equal there are fewer bins, and larger ones. None but the last is smaller than half of
 * an equal share.
 */
export function equalMassBins(
  probabilities: readonly number[],
  positive: readonly boolean[],
  bins: number,
): CalibrationBin[] {
  const order = descending(probabilities).reverse();
  const made: CalibrationBin[] = [];
  for (let from = 0; from < order.length; ) {
    let to = endOfShare(from, order.length, bins);
    while (to < order.length && probabilities[order[to]!] === probabilities[order[to - 1]!]) to++;
    const members = order.slice(from, to);
    made.push({
      n: members.length,
      predicted: members.reduce((sum, index) => sum + probabilities[index]!, 0) / members.length,
      observed: members.filter(index => positive[index]).length / members.length,
    });
    from = to;
  }
  return made;
}

/** Where the equal share ends that a bin beginning at `from` fills; the next one where less than half of it is left. */
function endOfShare(from: number, n: number, bins: number): number {
  const size = n / bins;
  return Math.min(n, Math.max(from + 1, Math.round(Math.ceil((from + size / 2) / size) * size)));
}

/** Expected calibration error (Naeini, Cooper and Hauskrecht 2015): mean distance of predicted and observed, weighted by the bins' sizes. */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return bins.reduce((sum, bin) => sum + (bin.n / n) * Math.abs(bin.predicted - bin.observed), 0);
}

/** Mean squared distance of the probability from what happened (Brier 1950). */
export function brierScore(probabilities: readonly number[], positive: readonly boolean[]): number {
  const sum = probabilities.reduce((total, p, index) => total + (p - (positive[index] ? 1 : 0)) ** 2, 0);
  return sum / probabilities.length;
}
