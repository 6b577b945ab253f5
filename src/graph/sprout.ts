import { type NodeSets, namingCost, tableGain } from './block.ts';
import type { Ground } from './ground.ts';
import { degree, degreeSum, type Side } from './side.ts';

/** Links that one seed may look at: things that everybody has say nothing about who belongs together, and are looked at last. */
const VISITS_MAX = 1 << 15;

/** Work space for sprouting blocks on one graph. */
export interface Nursery {
  readonly closeness: Float64Array;
  readonly shared: Uint32Array;
}

export function newNursery(ground: Ground): Nursery {
  return { closeness: new Float64Array(ground.left.side.nodes), shared: new Uint32Array(ground.left.side.nodes) };
}

export interface Sprout {
  readonly start: NodeSets | null;
  /** Links that were looked at. */
  readonly visited: number;
}

/** Shares of the seed's right nodes, from the rarest on, that are tried: camouflage is popular, so it drops out first. */
const SHARES = [1, 1 / 2, 1 / 4];

/**
 * A first guess of the block around one left node. The other left nodes stand in the order of their closeness to it, the cosine of
 * their links with a link weighing one over the degree of its right end; the block is the beginning of this order that explains
 * the links into the seed's right nodes best (a sweep cut). The right nodes are found from these left nodes in the same way.
 * Source: sweep cuts as in Andersen, Chung and Lang, "Local graph partitioning using PageRank vectors", 2006; changed: two steps in
 * place of a diffusion, and the gain of the block model less the cost of naming the members in place of conductance.
 */
export function sprout(ground: Ground, seed: number, nursery: Nursery): Sprout {
  const left = ground.left.side;
  const right = ground.right.side;
  const own = ownNeighbours(ground, seed);
  let visited = 0;
  let lefts: Beginning = nothing;
  for (const share of SHARES) {
    const taken = own.subarray(0, Math.ceil(share * own.length));
    const tried = closeNodes(ground, seed, taken, nursery);
    visited += degreeSum(right, taken);
    if (tried.gain > lefts.gain) lefts = tried;
  }
  if (lefts.nodes.length < 2) return { start: null, visited };
  const { tally } = ground.right;
  tally.countNeighbours(left, lefts.nodes);
  const shared = tally.touched.filter(node => tally.counts[node]! > 1);
  const common = order(shared, node => tally.counts[node]! / Math.sqrt(degree(right, node)));
  const leftLinks = degreeSum(left, lefts.nodes);
  const rights = bestBeginning(right, common, tally.counts, leftLinks, ground.links);
  const start = rights.nodes.length < 2 ? null : { left: lefts.nodes, right: rights.nodes };
  return { start, visited: visited + leftLinks };
}

/**
 * The left nodes that belong to these right nodes best, the seed among them. Its own links are left out of the account: that all of
 * them lead to its own right nodes says nothing.
 */
function closeNodes(ground: Ground, seed: number, own: Uint32Array, nursery: Nursery): Beginning {
  const { side } = ground.left;
  const near = nearNodes(ground, own, nursery);
  const others = near.nodes.filter(node => node !== seed);
  const ordered = order(others, node => nursery.closeness[node]! / Math.sqrt(degree(side, node)));
  const ownLinks = degreeSum(ground.right.side, own) - own.length;
  const best = bestBeginning(side, ordered, nursery.shared, ownLinks, ground.links - degree(side, seed));
  for (const node of near.touched) {
    nursery.closeness[node] = 0;
    nursery.shared[node] = 0;
  }
  return { nodes: Uint32Array.of(seed, ...best.nodes), gain: best.gain };
}

/** The seed's right nodes from the rarest on, as many as may be looked at. */
function ownNeighbours(ground: Ground, seed: number): Uint32Array {
  const left = ground.left.side;
  const right = ground.right.side;
  const nodes = left.neighbours.slice(left.start[seed]!, left.start[seed + 1]!);
  nodes.sort((a, b) => degree(right, a) - degree(right, b) || a - b);
  let visits = 0;
  let taken = 0;
  while (taken < nodes.length && visits + degree(right, nodes[taken]!) <= VISITS_MAX)
    visits += degree(right, nodes[taken++]!);
  return nodes.subarray(0, taken);
}

/** Left nodes that share at least two of these right nodes; one is what anybody shares with anybody. */
function nearNodes(ground: Ground, own: Uint32Array, { closeness, shared }: Nursery) {
  const right = ground.right.side;
  const touched = new Uint32Array(Math.min(degreeSum(right, own), ground.left.side.nodes));
  const nodes = new Uint32Array(touched.length);
  let size = 0;
  let near = 0;
  for (const thing of own) {
    const weight = 1 / degree(right, thing);
    for (let k = right.start[thing]!, end = right.start[thing + 1]!; k < end; k++) {
      const node = right.neighbours[k]!;
      const before = shared[node]!++;
      if (before === 0) touched[size++] = node;
      else if (before === 1) nodes[near++] = node;
      closeness[node]! += weight;
    }
  }
  return { touched: touched.subarray(0, size), nodes: nodes.subarray(0, near) };
}

/** From the highest score down; equal scores in the order of the nodes. */
function order(nodes: Uint32Array, score: (node: number) => number): Uint32Array {
  const scores = Float64Array.from(nodes, score);
  const places = Uint32Array.from(nodes.keys());
  places.sort((a, b) => scores[b]! - scores[a]! || nodes[a]! - nodes[b]!);
  return places.map(place => nodes[place]!);
}

interface Beginning {
  readonly nodes: Uint32Array;
  readonly gain: number;
}

const nothing: Beginning = { nodes: new Uint32Array(0), gain: Number.NEGATIVE_INFINITY };

/** The beginning of `ordered` with the greatest gain after the cost of naming it. */
function bestBeginning(
  side: Side,
  ordered: Uint32Array,
  counts: Uint32Array,
  otherLinks: number,
  total: number,
): Beginning {
  let inside = 0;
  let links = 0;
  let best = 0;
  let bestGain = Number.NEGATIVE_INFINITY;
  for (let size = 1; size <= ordered.length; size++) {
    const node = ordered[size - 1]!;
    inside += counts[node]!;
    links += degree(side, node);
    const gain = tableGain({ inside, left: links, right: otherLinks, total }) - namingCost(side.nodes, size);
    if (gain > bestGain) {
      bestGain = gain;
      best = size;
    }
  }
  return { nodes: ordered.slice(0, best), gain: bestGain };
}
