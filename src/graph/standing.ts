import type { Peeling } from './densest.ts';
import { withRoom } from './room.ts';

/** No place in the order, and no level: of a node that has yet to find them. Greater than any. */
export const NONE = 0xffffffff;

/**
 * A peeling that is kept while the graph changes; the numbers by node may have room for more nodes. A node with less than its level's
 * bound in `support` has to fall, one with no less than the next level's in `later` may rise; where there is neither, levels are right.
 */
export interface Standing extends Peeling {
  /** By node: its place in the order. */
  readonly places: Uint32Array;
}

/** A peeling with the places of its order. */
export function standingOf(peeling: Peeling): Standing {
  const { order } = peeling;
  const places = new Uint32Array(peeling.levels.length);
  for (let place = 0; place < order.length; place++) places[order[place]!] = place;
  return { ...peeling, places };
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
