import type { LinkTable, NodeSets } from './block.ts';
import type { Ground, Half } from './ground.ts';
import { degree, degreeSum } from './side.ts';

/** Most blocks settle within ten rounds; the few that keep moving single nodes to and fro are cut off here. */
const ROUNDS_MAX = 30;

export interface Settled extends NodeSets {
  readonly table: LinkTable;
}

export interface Settling {
  /** Null when the block dissolved, grew into most of the graph, or came upon a state from which another one had settled before. */
  readonly settled: Settled | null;
  /** Links that were looked at: what it cost. */
  readonly visited: number;
}

/**
 * Lets a block settle: by turns every left node is put in or out by its links into the block's right nodes, then every right node by
 * its links into the left ones, until nothing moves. A node of degree `d` with `e` links into the block belongs to it when
 *
 *     e ln(c / (q d)) - c + q d > ln((n - a) / a)
 *
 * the log-odds of a Poisson count around `c`, what its `a` members have on average, against one around `q d`, where `q` is the share
 * that the links into the block have among all links of the `n - a` others. Nothing else is chosen: no size, no density, no weight.
 * Links elsewhere only raise `q d`, and little, so camouflage does not lead out of the block; and a big, popular or busy node does
 * not come in for its many links.
 * Source: hard expectation-maximisation of a block model (Celeux and Govaert, "A classification EM algorithm", 1992) that is uniform
 * inside the block and, as in Karrer and Newman 2011, in proportion to degrees elsewhere. Each round costs the links of the block's nodes.
 * `known` is told every state on the way and answers whether another walk has been there.
 */
export function settle(ground: Ground, start: NodeSets, known: (state: string) => boolean): Settling {
  let { left, right } = start;
  let table = tableOf(ground, left, right);
  let visited = table.left;
  const own = new Set<string>();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const lefts = members(ground.left, ground.right, right, left.length, table);
    visited += table.right;
    table = { inside: lefts.inside, left: lefts.links, right: table.right, total: ground.links };
    const rights = members(ground.right, ground.left, lefts.nodes, right.length, flipped(table));
    visited += table.left;
    table = { inside: rights.inside, left: table.left, right: rights.links, total: ground.links };
    left = lefts.nodes;
    right = rights.nodes;
    if (left.length < 2 || right.length < 2 || Math.max(table.left, table.right) > ground.blockLinksMax)
      return { settled: null, visited };
    const state = `${left.length} ${right.length} ${table.inside} ${table.left} ${table.right}`;
    if (own.has(state)) break;
    own.add(state);
    if (known(state)) return { settled: null, visited };
  }
  return { settled: { left: left.sort(), right: right.sort(), table }, visited };
}

interface Members {
  readonly nodes: Uint32Array;
  /** Links into the block's other side. */
  readonly inside: number;
  readonly links: number;
}

/** The nodes of a half that belong to a block with the nodes `other` on its other side. `table` has this half as its left. */
function members(half: Half, otherHalf: Half, other: Uint32Array, sizeBefore: number, table: LinkTable): Members {
  const { side, tally } = half;
  const average = table.inside / sizeBefore;
  // Half a link more: nobody outside having any would make a single link of theirs infinitely surprising.
  const share = (table.right - table.inside + 0.5) / (table.total - table.left + 1);
  const needed = Math.max(0, Math.log((side.nodes - sizeBefore) / sizeBefore));
  tally.countNeighbours(otherHalf.side, other);
  const { counts, touched } = tally;
  const nodes = new Uint32Array(touched.length);
  let size = 0;
  let inside = 0;
  let links = 0;
  for (let k = 0; k < touched.length; k++) {
    const node = touched[k]!;
    const count = counts[node]!;
    const degreeHere = degree(side, node);
    const expected = share * degreeHere;
    if (count <= expected || count * Math.log(average / expected) - average + expected <= needed) continue;
    nodes[size++] = node;
    inside += count;
    links += degreeHere;
  }
  return { nodes: nodes.slice(0, size), inside, links };
}

export function tableOf(ground: Ground, left: Uint32Array, right: Uint32Array): LinkTable {
  const { tally } = ground.right;
  tally.countNeighbours(ground.left.side, left);
  let inside = 0;
  for (const node of right) inside += tally.counts[node]!;
  const links = { left: degreeSum(ground.left.side, left), right: degreeSum(ground.right.side, right) };
  return { inside, ...links, total: ground.links };
}

function flipped({ inside, left, right, total }: LinkTable): LinkTable {
  return { inside, left: right, right: left, total };
}
