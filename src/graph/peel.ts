import type { BipartiteGraph } from './bipartite.ts';
import type { NodeSets } from './block.ts';
import { densestLevel, type Peeling } from './densest.ts';
import { Leaving } from './leaving.ts';
import { type Rows, rowsOf } from './rows.ts';

export interface Peeled extends NodeSets {
  /** Weight of the links inside over the number of nodes, in whole weights. */
  readonly density: number;
}

/**
 * The densest block by peeling: the densest of the level sets, at least half as dense as the densest block there is, up to one step of
 * levels (1/128) and the rounding of weights (`densestLevel` says why). It depends on the graph only, not on the order of links.
 * Source: Charikar, "Greedy approximation algorithms for finding dense components in a graph", 2000, with the link weights of
 * Hooi et al., "FRAUDAR: bounding graph fraud in the face of camouflage", KDD 2016. Changed: nodes leave level by level, as in
 * Bahmani, Kumar and Vassilvitskii, "Densest subgraph in streaming and MapReduce", 2012, so that ties change nothing.
 * Time: O(links + nodes x levels / 64). Memory: 4 bytes for each end of a link and 50 for each node.
 */
export function peelDensest(graph: BipartiteGraph): Peeled {
  const peeling = peelLevels(rowsOf(graph));
  const { from, density } = densestLevel(peeling);
  const kept = peeling.order.subarray(from).slice().sort();
  const left = kept.filter(node => node < graph.lefts);
  const right = kept.filter(node => node >= graph.lefts).map(node => node - graph.lefts);
  return { left, right, density };
}

/** Peels a graph to the last node. */
export function peelLevels(rows: Rows): Peeling {
  const peeling = {
    order: Uint32Array.from({ length: rows.nodes }, (_, node) => node),
    levels: new Uint32Array(rows.nodes),
    later: new Float64Array(rows.nodes),
    support: new Float64Array(rows.nodes),
  };
  peelOn(rows, peeling, 0, 0);
  return peeling;
}

/**
 * Peels on where the nodes before place `from` of the order are gone and the others leave at `level` or above: writes their part of the
 * order, and what the peeling says of them.
 */
export function peelOn(rows: Rows, peeling: Peeling, from: number, level: number): void {
  const leaving = new Leaving(rows, peeling, from, level);
  for (let next = level; !leaving.isOver; next++) leaving.leave(next);
}
