/** A level begins this share above the one before: what is answered is as much sparser, at the worst. */
const STEP = 1 / 128;
/** No set of nodes has links of so much weight inside for each of them, unless the graph has more than 2^32 links. */
const BOUND_MAX = 1 << 24;

/**
 * `levelBounds[k]` is where level k begins, in parts of a weight; the last entry ends the last level. Bounds of levels below 1 / STEP
 * parts are one part apart. Levels are coarser than parts so that a small change of the graph seldom moves a node from one to another:
 * in graphs made by chance a large part of all nodes has nearly the same weight inside, and would move at every change.
 */
export const levelBounds: Float64Array = bounds();

function bounds(): Float64Array {
  const all = [0];
  for (let bound = 1; bound < BOUND_MAX; bound = Math.max(bound + 1, Math.floor(bound * (1 + STEP)))) all.push(bound);
  return Float64Array.of(...all, Number.POSITIVE_INFINITY);
}

/** The level that holds this weight, in parts. */
export function levelOf(weight: number): number {
  let low = 0;
  let high = levelBounds.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (levelBounds[middle]! <= weight) low = middle;
    else high = middle;
  }
  return low;
}
