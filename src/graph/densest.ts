import { PARTS } from './link-weight.ts';

/** In which order nodes left a graph, and how tightly each was held. */
export interface Peeling {
  /** Levels never fall along the order; within a level any order will do in which each node's `later` is below the next level. */
  readonly order: Uint32Array;
  /** By node: the last level (`levelBounds`) at which it lies in a set of nodes whose links inside weigh at least the level's bound each. */
  readonly levels: Uint32Array;
  /** By node, in parts: the weight of its links with nodes that leave later. */
  readonly later: Float64Array;
  /** By node, in parts: the weight of its links with nodes of its level or above. */
  readonly support: Float64Array;
}

export interface Suffix {
  /** The nodes from this place of the order on. */
  readonly from: number;
  /** Weight of the links inside over the number of nodes, in whole weights. */
  readonly density: number;
}

/**
 * The densest of the level sets: all nodes of at least some level. Levels do not depend on how ties were broken, so neither does the
 * answer; of equally dense sets it is the largest. It is at least half as dense as the densest set of all, up to one step of the
 * levels: each node of that one has links inside of at least its density d, or it would be denser without it; so it lies in the set
 * of d's level, where each node has at least that level's bound, and every link is counted twice. Time: O(nodes).
 */
export function densestLevel({ order, levels, later }: Peeling): Suffix {
  const nodes = order.length;
  let weight = 0;
  let from = 0;
  let best = 0;
  // From the last to leave to the first, so that one pass will do.
  for (let place = nodes - 1; place >= 0; place--) {
    weight += later[order[place]!]!;
    if (place > 0 && levels[order[place - 1]!] === levels[order[place]!]) continue;
    const density = weight / (nodes - place);
    if (density < best) continue;
    best = density;
    from = place;
  }
  return { from, density: best / PARTS };
}
