import type { BipartiteGraph } from './bipartite.ts';
import { linkWeight } from './link-weight.ts';

/**
 * The links of a graph whose nodes are numbered over both sides. The neighbours of node `v` are
 * `neighbours[start[v] .. start[v] + size[v])`, in any order; between rows there may be room, as there may be after the last node.
 */
export interface Links {
  readonly nodes: number;
  readonly start: Uint32Array;
  readonly size: Uint32Array;
  readonly neighbours: Uint32Array;
}

/** A bipartite graph as peeling sees it. */
export interface Rows extends Links {
  /** By node, in parts: of each link of a right node (`linkWeight`), 0 for a left one. So a link weighs what both its ends add up to. */
  readonly weights: Uint32Array;
}

/**
 * The rows of a graph; right node `r` is node `lefts + r`. `roomOf` says how much room a row of so many links has, `spareFor` how much
 * there is at the end, where rows take up so much (`used`). Time and memory: linear in the links.
 */
export function rowsOf(
  graph: BipartiteGraph,
  roomOf: (links: number) => number = links => links,
  spareFor: (used: number) => number = () => 0,
): Rows & { readonly used: number } {
  const { lefts, rights, leftStart, leftNeighbours, rightStart, rightNeighbours } = graph;
  const nodes = lefts + rights;
  const start = new Uint32Array(nodes);
  const size = new Uint32Array(nodes);
  const weights = new Uint32Array(nodes);
  let used = 0;
  for (let left = 0; left < lefts; left++) {
    start[left] = used;
    size[left] = leftStart[left + 1]! - leftStart[left]!;
    used += roomOf(size[left]!);
  }
  for (let right = 0; right < rights; right++) {
    const node = lefts + right;
    start[node] = used;
    size[node] = rightStart[right + 1]! - rightStart[right]!;
    weights[node] = linkWeight(size[node]!);
    used += roomOf(size[node]!);
  }
  const neighbours = new Uint32Array(used + spareFor(used));
  for (let left = 0; left < lefts; left++) {
    let at = start[left]!;
    for (let k = leftStart[left]!; k < leftStart[left + 1]!; k++) neighbours[at++] = lefts + leftNeighbours[k]!;
  }
  for (let right = 0; right < rights; right++) {
    let at = start[lefts + right]!;
    for (let k = rightStart[right]!; k < rightStart[right + 1]!; k++) neighbours[at++] = rightNeighbours[k]!;
  }
  return { nodes, start, size, neighbours, weights, used };
}
