import type { BipartiteGraph } from './bipartite.ts';
import { degree, leftSide, rightSide, type Side, Tally } from './side.ts';

/** One side of a graph with what is counted on it again and again. */
export interface Half {
  readonly side: Side;
  readonly tally: Tally;
  /** How many nodes have a degree, by degree; nodes without links are left out. */
  readonly degrees: ReadonlyMap<number, number>;
}

/** Where blocks are looked for: both halves of one graph. */
export interface Ground {
  readonly left: Half;
  readonly right: Half;
  readonly links: number;
  /** What has more links is not a part of the graph but the graph, and no block. */
  readonly blockLinksMax: number;
}

/** `shareMax`: the share of the graph's links that the nodes of one half of a block may have. */
export function newGround(graph: BipartiteGraph, shareMax: number): Ground {
  return {
    left: newHalf(leftSide(graph)),
    right: newHalf(rightSide(graph)),
    links: graph.links,
    blockLinksMax: shareMax * graph.links,
  };
}

function newHalf(side: Side): Half {
  const degrees = new Map<number, number>();
  for (let node = 0; node < side.nodes; node++) {
    const links = degree(side, node);
    if (links > 0) degrees.set(links, (degrees.get(links) ?? 0) + 1);
  }
  return { side, tally: new Tally(side.nodes), degrees };
}
