import type { BipartiteGraph } from './bipartite.ts';

/** One kind of nodes of a bipartite graph, with their neighbours of the other kind: algorithms that alternate run on either. */
export interface Side {
  readonly nodes: number;
  readonly start: Uint32Array;
  readonly neighbours: Uint32Array;
}

export function leftSide(graph: BipartiteGraph): Side {
  return { nodes: graph.lefts, start: graph.leftStart, neighbours: graph.leftNeighbours };
}

export function rightSide(graph: BipartiteGraph): Side {
  return { nodes: graph.rights, start: graph.rightStart, neighbours: graph.rightNeighbours };
}

export function degree(side: Side, node: number): number {
  return side.start[node + 1]! - side.start[node]!;
}

/** Links of all these nodes together. */
export function degreeSum(side: Side, nodes: Uint32Array): number {
  let sum = 0;
  for (const node of nodes) sum += degree(side, node);
  return sum;
}

/**
 * Counts by node that forget quickly: only nodes that were touched are cleared again, so a count over a small part of a big graph
 * costs no more than that part.
 */
export class Tally {
  readonly counts: Uint32Array;
  readonly #touched: Uint32Array;
  #size = 0;

  constructor(nodes: number) {
    this.counts = new Uint32Array(nodes);
    this.#touched = new Uint32Array(nodes);
  }

  /** Nodes with a count, in the order in which they were met. Valid until the next change. */
  get touched(): Uint32Array {
    return this.#touched.subarray(0, this.#size);
  }

  /** Counts, for every neighbour of these nodes, how many of them it is joined with. */
  countNeighbours(side: Side, nodes: Uint32Array): void {
    this.clear();
    const { counts } = this;
    const { start, neighbours } = side;
    for (const node of nodes) {
      for (let k = start[node]!, end = start[node + 1]!; k < end; k++) {
        const neighbour = neighbours[k]!;
        if (counts[neighbour]!++ === 0) this.#touched[this.#size++] = neighbour;
      }
    }
  }

  clear(): void {
    for (let k = 0; k < this.#size; k++) this.counts[this.#touched[k]!] = 0;
    this.#size = 0;
  }
}
