/**
 * Area under the receiver operating characteristic: the chance that a positive has a higher score than a negative, ties counting
 * half (Mann and Whitney 1947; by mid-ranks). NaN where there are no positives or no negatives.
 */
export function rocAuc(scores: readonly number[], positive: readonly boolean[]): number {
  const order = descending(scores).reverse();
  let rankSum = 0;
  let positives = 0;
  for (let from = 0; from < order.length; ) {
    const to = endOfTie(scores, order, from);
    // Ranks count from 1; all of a tie have the middle one.
    const midRank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) {
      if (!positive[order[at]!]) continue;
      positives++;
      rankSum += midRank;
    }
    from = to;
  }
  const negatives = scores.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * Average precision: the precision at each distinct score, weighted by the recall that it adds, without interpolation. NaN where
 * there are no positives.
 */
export function averagePrecision(scores: readonly number[], positive: readonly boolean[]): number {
  const order = descending(scores);
  const positives = positive.filter(Boolean).length;
  let found = 0;
  let sum = 0;
  for (let from = 0; from < order.length; ) {
    const to = endOfTie(scores, order, from);
    let more = 0;
    for (let at = from; at < to; at++) if (positive[order[at]!]) more++;
    found += more;
    sum += (more / positives) * (found / to);
    from = to;
  }
  return positives === 0 ? Number.NaN : sum;
}

/** Indices in the order of falling scores. */
export function descending(scores: readonly number[]): number[] {
  return scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]!);
}

function endOfTie(scores: readonly number[], order: readonly number[], from: number): number {
  let to = from + 1;
  while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
  return to;
}
