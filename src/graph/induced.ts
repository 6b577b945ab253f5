import { type BipartiteGraph, buildBipartite } from './bipartite.ts';
import type { NodeSets } from './block.ts';
import type { Ground } from './ground.ts';

/** The graph of the links inside a block; node `k` of it is the block's node at place `k`. Time: the links of the block's left nodes. */
export function inducedGraph(ground: Ground, block: NodeSets): BipartiteGraph {
  const { start, neighbours } = ground.left.side;
  const place = new Map(Array.from(block.right, (node, k) => [node, k]));
  const left: number[] = [];
  const right: number[] = [];
  for (const [k, node] of block.left.entries()) {
    for (let at = start[node]!; at < start[node + 1]!; at++) {
      const inside = place.get(neighbours[at]!);
      if (inside === undefined) continue;
      left.push(k);
      right.push(inside);
    }
  }
  const counts = { lefts: block.left.length, rights: block.right.length };
  return buildBipartite({ ...counts, left: Uint32Array.from(left), right: Uint32Array.from(right) });
}
