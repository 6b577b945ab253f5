import { editDistance } from '../../text/closest.ts';

/**
 * The candidate that a person most likely meant, or undefined when none is near: at most a third of the letters wrong.
 * `shop.feature` with the right feature in another family counts as near, and so does the feature without its family.
 */
export function closest(written: string, candidates: Iterable<string>): string | undefined {
  const field = written.slice(written.lastIndexOf('.') + 1);
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 0.5;
  for (const candidate of candidates) {
    const sameField = candidate.slice(candidate.lastIndexOf('.') + 1) === field;
    const distance = sameField ? Math.min(1.5, editDistance(written, candidate)) : editDistance(written, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
