import { DisjointSets } from './components.ts';
import type { LinkGraph } from './links.ts';

export interface Communities {
  /** For each node the number of its community; numbered from 0 in the order of their smallest nodes. */
  readonly labels: Uint32Array;
  readonly communities: number;
  readonly modularity: number;
}

/** A level that gains less than this moves single nodes to and fro. */
const GAIN_MIN = 1e-7;
/** Passes over the nodes at one level; nearly all moves happen in the first few. */
const PASSES_MAX = 50;

/**
 * Communities of an undirected graph with weights above 0 by modularity, at a resolution (above 1 finer, below coarser).
 * Source: Blondel et al., "Fast unfolding of communities in large networks", 2008; modularity with a resolution as in Reichardt and
 * Bornholdt 2006. Changed: nodes come in the order of their numbers and the smallest community wins a tie, so that the same graph
 * always gives the same answer; and a community that fell apart is split into its connected parts, the known defect of
 * the method (Traag, Waltman and van Eck, "From Louvain to Leiden", 2019). Time: near linear in the links, a few passes a level.
 */
export function findCommunities(graph: LinkGraph, resolution = 1): Communities {
  let level = graph;
  let labels = Uint32Array.from({ length: graph.nodes }, (_, node) => node);
  for (;;) {
    const moved = moveNodes(level, resolution);
    if (moved.communities === level.nodes) break;
    labels = labels.map(label => moved.labels[label]!);
    level = aggregated(level, moved.labels, moved.communities);
  }
  const split = connectedParts(graph, labels);
  return { ...split, modularity: modularity(graph, split.labels, split.communities, resolution) };
}

/** Weight of the links of each node, a link with itself counted twice; and their sum. */
function strengths({ nodes, start, neighbours, weights }: LinkGraph): {
  readonly strength: Float64Array;
  readonly total: number;
} {
  const strength = new Float64Array(nodes);
  let total = 0;
  for (let node = 0; node < nodes; node++) {
    for (let k = start[node]!; k < start[node + 1]!; k++)
      strength[node]! += neighbours[k] === node ? 2 * weights[k]! : weights[k]!;
    total += strength[node]!;
  }
  return { strength, total };
}

/** Who is where at one level, and the sums by community that a move changes. */
interface Placement {
  readonly label: Uint32Array;
  readonly strength: Float64Array;
  readonly total: number;
  readonly inCommunity: Float64Array;
}

/** Each node in turn moves to the neighbouring community where modularity gains most, until none gains. */
function moveNodes(
  graph: LinkGraph,
  resolution: number,
): { readonly labels: Uint32Array; readonly communities: number } {
  const { strength, total } = strengths(graph);
  const label = Uint32Array.from({ length: graph.nodes }, (_, node) => node);
  const placement = { label, strength, total, inCommunity: strength.slice() };
  const toward = new NeighbouringWeight(graph.nodes);
  for (let pass = 0; pass < PASSES_MAX && total > 0; pass++) {
    let gained = 0;
    for (let node = 0; node < graph.nodes; node++) {
      toward.count(graph, label, node);
      gained += moveNode(placement, toward, node, resolution);
    }
    if (gained <= GAIN_MIN * total) break;
  }
  return numbered(label);
}

/** Moves one node to its best community, and answers what that gained. */
function moveNode(
  { label, strength, total, inCommunity }: Placement,
  toward: NeighbouringWeight,
  node: number,
  resolution: number,
): number {
  const own = label[node]!;
  const pull = (resolution * strength[node]!) / total;
  inCommunity[own]! -= strength[node]!;
  const staying = toward.weights[own]! - pull * inCommunity[own]!;
  let best = own;
  let bestGain = staying;
  for (const other of toward.communities) {
    const gain = toward.weights[other]! - pull * inCommunity[other]!;
    // A tie goes to the smaller number, but nobody moves for a tie.
    if (gain > bestGain || (gain === bestGain && best !== own && other < best)) {
      best = other;
      bestGain = gain;
    }
  }
  inCommunity[best]! += strength[node]!;
  label[node] = best;
  return bestGain - staying;
}

/** By community the weight of one node's links into it. */
class NeighbouringWeight {
  readonly weights: Float64Array;
  readonly #met: Uint32Array;
  #size = 0;

  constructor(nodes: number) {
    this.weights = new Float64Array(nodes);
    this.#met = new Uint32Array(nodes);
  }

  get communities(): Uint32Array {
    return this.#met.subarray(0, this.#size);
  }

  count({ start, neighbours, weights }: LinkGraph, label: Uint32Array, node: number): void {
    for (const community of this.communities) this.weights[community] = 0;
    this.#size = 0;
    for (let k = start[node]!; k < start[node + 1]!; k++) {
      if (neighbours[k] === node) continue;
      const community = label[neighbours[k]!]!;
      if (this.weights[community] === 0) this.#met[this.#size++] = community;
      this.weights[community]! += weights[k]!;
    }
  }
}

/** Labels anew from 0, in the order of the smallest nodes. */
function numbered(labels: Uint32Array): { readonly labels: Uint32Array; readonly communities: number } {
  const numbers = new Map<number, number>();
  const renamed = labels.map(label => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size);
    return numbers.size - 1;
  });
  return { labels: renamed, communities: numbers.size };
}

/** The graph whose nodes are the communities; links inside one become a link of it with itself. */
function aggregated(
  { nodes, start, neighbours, weights }: LinkGraph,
  labels: Uint32Array,
  communities: number,
): LinkGraph {
  const members = rowsOf(labels, communities);
  const sums = new Float64Array(communities);
  const rowStart = new Uint32Array(communities + 1);
  const rowNeighbours = new Uint32Array(Math.min(neighbours.length, start[nodes]!));
  const rowWeights = new Float64Array(rowNeighbours.length);
  let end = 0;
  for (let community = 0; community < communities; community++) {
    const begin = end;
    for (let m = members.start[community]!; m < members.start[community + 1]!; m++) {
      const node = members.nodes[m]!;
      for (let k = start[node]!; k < start[node + 1]!; k++) {
        const other = labels[neighbours[k]!]!;
        // A link inside stands in both its rows, one of a node with itself only in one.
        const weight = other === community && neighbours[k] !== node ? weights[k]! / 2 : weights[k]!;
        if (sums[other] === 0) rowNeighbours[end++] = other;
        sums[other]! += weight;
      }
    }
    rowNeighbours.subarray(begin, end).sort();
    for (let k = begin; k < end; k++) {
      rowWeights[k] = sums[rowNeighbours[k]!]!;
      sums[rowNeighbours[k]!] = 0;
    }
    rowStart[community + 1] = end;
  }
  return {
    nodes: communities,
    start: rowStart,
    neighbours: rowNeighbours.slice(0, end),
    weights: rowWeights.slice(0, end),
  };
}

function rowsOf(
  labels: Uint32Array,
  communities: number,
): { readonly start: Uint32Array; readonly nodes: Uint32Array } {
  const start = new Uint32Array(communities + 1);
  for (const label of labels) start[label + 1]!++;
  for (let row = 0; row < communities; row++) start[row + 1]! += start[row]!;
  const next = start.slice(0, communities);
  const nodes = new Uint32Array(labels.length);
  for (let node = 0; node < labels.length; node++) nodes[next[labels[node]!]!++] = node;
  return { start, nodes };
}

function connectedParts(
  { nodes, start, neighbours }: LinkGraph,
  labels: Uint32Array,
): { labels: Uint32Array; communities: number } {
  const sets = new DisjointSets(nodes);
  for (let node = 0; node < nodes; node++) {
    for (let k = start[node]!; k < start[node + 1]!; k++)
      if (labels[node] === labels[neighbours[k]!]) sets.join(node, neighbours[k]!);
  }
  const parts = sets.labels();
  return { labels: parts.labels, communities: parts.sets };
}

/** The share of weight inside the communities beyond what strengths alone would bring there. */
function modularity(graph: LinkGraph, labels: Uint32Array, communities: number, resolution: number): number {
  const { strength, total } = strengths(graph);
  if (total === 0) return 0;
  const inCommunity = new Float64Array(communities);
  let inside = 0;
  for (let node = 0; node < graph.nodes; node++) {
    inCommunity[labels[node]!]! += strength[node]!;
    for (let k = graph.start[node]!; k < graph.start[node + 1]!; k++) {
      const other = graph.neighbours[k]!;
      if (labels[node] === labels[other]) inside += other === node ? 2 * graph.weights[k]! : graph.weights[k]!;
    }
  }
  const expected = inCommunity.reduce((sum, weight) => sum + (weight / total) ** 2, 0);
  return inside / total - resolution * expected;
}
