/** Longest name that is compared in full; a longer one is no typing error of a known name. */
const comparedLengthMax = 80;

/** The candidate that was most likely meant, or null when none is near: at most a third of the letters, and at least two, may differ. */
export function closest(written: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(written.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, Levenshtein 1966). O(n m). */
export function editDistance(a: string, b: string): number {
  if (a.length > comparedLengthMax || b.length > comparedLengthMax) return Number.POSITIVE_INFINITY;
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, twoAbove[j - 2]! + 1);
      row.push(distance);
    }
    twoAbove = above;
    above = row;
  }
  return above[b.length]!;
}
