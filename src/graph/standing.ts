import type { Peeling } from './densest.ts';
import { withRoom } from './room.ts';
import type { Rows } from './rows.ts';

/** No place in the order, and no level: of a node that has yet to find them. Greater than any. */
export const NONE = 0xffffffff;

/**
 * A peeling with what is needed to mend it when the graph changes; the numbers by node may have room for more nodes. A node with less
 * than its level's bound in `support` has to fall, one with no less than the next level's in `later` may rise; where there is neither,
 * the levels are right.
 */
export interface Standing extends Peeling {
  /** By node: its place in the order. */
  readonly places: Uint32Array;
  /** By node, in parts: the weight of its links with nodes of its level or above. */
  readonly support: Float64Array;
}

/** Completes a peeling. Time: O(links). */
export function standingOf(rows: Rows, peeling: Peeling): Standing {
  const standing = {
    ...peeling,
    places: new Uint32Array(peeling.order.length),
    support: new Float64Array(peeling.order.length),
  };
  placeFrom(standing, 0);
  placeFrom(standing, 0);
  supportFrom(rows, standing, 0);
  return standing;
}

/** Nodes have the places at which they stand in the order, from this one on. */
export function placeFrom({ order, places }: Standing, from: number): void {
  for (let place = from; place < order.length; place++) places[order[place]!] = place;
}

/** Counts the support of the nodes from this place on; in the order of numbers, which memory likes best. */
export function supportFrom(rows: Rows, { order, places, levels, support }: Standing, from: number): void {
  if (from === order.length) return;
  const { nodes, start, size, neighbours, weights } = rows;
  for (let node = 0; node < nodes; node++) {
    if (places[node]! < from) continue;
    const level = levels[node]!;
    const own = weights[node]!;
    let sum = 0;
    for (let k = start[node]!, end = k + size[node]!; k < end; k++) {
      const other = neighbours[k]!;
      if (levels[other]! >= level) sum += own + weights[other]!;
    }
    support[node] = sum;
  }
}

/** The same with room for so many nodes, of which those from `before` on stand nowhere yet. */
export function withNodes(standing: Standing, before: number, nodes: number): Standing {
  const grown = {
    order: standing.order,
    levels: withRoom(standing.levels, nodes),
    later: withRoom(standing.later, nodes),
    places: withRoom(standing.places, nodes),
    support: withRoom(standing.support, nodes),
  };
  grown.levels.fill(NONE, before, nodes);
  grown.places.fill(NONE, before, nodes);
  return grown;
}
