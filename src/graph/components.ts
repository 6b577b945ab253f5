import type { BipartiteGraph } from './bipartite.ts';

/**
 * Disjoint sets of the nodes 0 .. n-1. The root of a set is always its smallest node, so that the result does not depend on the order
 * in which sets were joined.
 * Source: Tarjan and van Leeuwen, "Worst-case analysis of set union algorithms", 1984 (path halving). Linking by number in place of
 * rank costs the inverse Ackermann bound for a logarithmic one, and buys names that do not depend on order.
 */
export class DisjointSets {
  readonly #parent: Uint32Array;

  constructor(nodes: number) {
    this.#parent = Uint32Array.from({ length: nodes }, (_, node) => node);
  }

  /** The smallest node of the set that holds `node`. */
  find(node: number): number {
    const parent = this.#parent;
    let at = node;
    while (parent[at] !== at) {
      const above = parent[parent[at]!]!;
      parent[at] = above;
      at = above;
    }
    return at;
  }

  join(a: number, b: number): void {
    const rootA = this.find(a);
    const rootB = this.find(b);
    if (rootA < rootB) this.#parent[rootB] = rootA;
    else if (rootB < rootA) this.#parent[rootA] = rootB;
  }

  /** For each node the number of its set; sets are numbered from 0 in the order of their smallest nodes. */
  labels(): { readonly labels: Uint32Array; readonly sets: number } {
    const labels = new Uint32Array(this.#parent.length);
    let sets = 0;
    for (let node = 0; node < labels.length; node++) {
      const root = this.find(node);
      labels[node] = root === node ? sets++ : labels[root]!;
    }
    return { labels, sets };
  }
}

export interface Components {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** How many there are; nodes without links are components of their own. */
  readonly components: number;
}

/** Connected components of a bipartite graph, numbered in the order of their smallest left nodes, then of lone right nodes. */
export function connectedComponents(graph: BipartiteGraph): Components {
  const sets = new DisjointSets(graph.lefts + graph.rights);
  for (let left = 0; left < graph.lefts; left++) {
    for (let k = graph.leftStart[left]!; k < graph.leftStart[left + 1]!; k++)
      sets.join(left, graph.lefts + graph.leftNeighbours[k]!);
  }
  const { labels, sets: components } = sets.labels();
  return { left: labels.subarray(0, graph.lefts), right: labels.subarray(graph.lefts), components };
}
