import { type Apart, standApart } from './apart.ts';
import type { BipartiteGraph } from './bipartite.ts';
import { type NodeSets, namingCost, tableGain } from './block.ts';
import { type Ground, newGround } from './ground.ts';
import { inducedGraph } from './induced.ts';
import { peelDensest } from './peel.ts';
import { type Settled, settle, tableOf } from './settle.ts';
import { degree } from './side.ts';
import { newNursery, sprout } from './sprout.ts';

/** A set of left and a set of right nodes that are joined as chance and taste do not join them. */
export interface Block extends NodeSets {
  /** Links between the two sets. */
  readonly links: number;
  /** As many would be expected from the degrees alone. */
  readonly linksExpected: number;
  /** How far the left and the right nodes stand apart from the others of their half, in nats: see `standApart`. */
  readonly leftApart: number;
  readonly rightApart: number;
  /**
   * The mean of both. Both tell of the same links, so they do not add up; but e to the mean still has an expectation of at most 1 where
   * nobody stands apart (Cauchy and Schwarz), so `e^-surprise` bounds the probability of such a block there.
   */
  readonly surprise: number;
}

/** What a half shows in less than one case of a hundred where nobody stands apart: e^-score bounds that probability. */
export const apartMin = Math.log(100);

/**
 * Whether chance and taste are refuted for both halves, each by itself. Goods that are bought together stand apart as a matter of
 * course, and so do people who share a taste, a school or a landlord: only both at once are the mark of a block that was made.
 */
export function isSignificant({ leftApart, rightApart }: Block): boolean {
  return Math.min(leftApart, rightApart) >= apartMin;
}

/** Links that may be looked at, all in all, for first guesses and for settling: about ten seconds each. Small graphs need less. */
const SPROUT_VISITS_MAX = 1 << 28;
const SETTLE_VISITS_MAX = 1 << 29;
/** A left node that so many settled blocks hold already needs no guess of its own. */
const COVERS_MAX = 2;
/** Blocks whose left sets share more than this share of both are one block, found twice. */
const SAME_SHARE = 0.5;
/** Blocks that are scored; gains beyond are those of chance or of twins. */
const SCORED_MAX = 200;
/** A block is the lesser part of a graph. */
const BLOCK_SHARE_MAX = 0.5;
/** What holds more of a block is no part of it, but the block again. */
const PART_SHARE_MAX = 0.8;
const POLISH_ROUNDS = 3;

/**
 * Finds the blocks of a bipartite graph, the most surprising first, from the links alone. The densest block (`peelDensest`) and, from
 * every left node in turn, a first guess (`sprout`) settle (`settle`); what has settled is scored by how sharply it stands apart on both sides (`standApart`),
 * not by its density: dense blocks are mostly loyal customers and sets of goods, and those fade out where a made block ends.
 * Blocks share no more than half of their left nodes. The answer holds every block that was looked at closely, also those that
 * are not significant (`isSignificant`). It depends on the graph only: neither on the order of its links nor on chance.
 * Time: bounded by the limits above, whatever the size; in graphs beyond them not every left node gets its guess, but a block is found
 * from any of its members. Memory: two counts a node beside the graph.
 */
export function findBlocks(graph: BipartiteGraph): readonly Block[] {
  const ground = newGround(graph, BLOCK_SHARE_MAX);
  const candidates = settledBlocks(ground, peelDensest(graph)).sort((a, b) => b.gain - a.gain);
  const distinct = withoutTwins(candidates, candidate => candidate.settled, SCORED_MAX);
  const blocks = distinct
    .map(({ settled }) => polished(ground, settled))
    .filter(block => block !== null)
    .flatMap(block => (isSignificant(block) ? partsOf(ground, block) : [block]));
  blocks.sort((a, b) => b.surprise - a.surprise || b.links - a.links);
  return withoutTwins(blocks, block => block, SCORED_MAX);
}

/**
 * What a block falls into: two blocks that have nothing to do with each other also stand apart together. Blocks are looked for inside,
 * where the block's own density is what is to be expected, and settle in the whole graph. The block itself when they hold too little of it.
 */
function partsOf(ground: Ground, block: Block): Block[] {
  const inner = newGround(inducedGraph(ground, block), PART_SHARE_MAX);
  const candidates = settledBlocks(inner, null).sort((a, b) => b.gain - a.gain);
  const starts = withoutTwins(candidates, candidate => candidate.settled, SCORED_MAX);
  const parts: Block[] = [];
  const held = new Set<number>();
  for (const { settled } of starts) {
    const start = { left: settled.left.map(k => block.left[k]!), right: settled.right.map(k => block.right[k]!) };
    const again = settle(ground, start, () => false).settled;
    const part = again === null ? null : polished(ground, again);
    if (part === null || !isSignificant(part) || part.left.length > PART_SHARE_MAX * block.left.length) continue;
    parts.push(part);
    for (const node of part.left) held.add(node);
  }
  const covered = block.left.filter(node => held.has(node)).length;
  return covered > SAME_SHARE * block.left.length ? parts : [block];
}

interface Candidate {
  readonly settled: Settled;
  /** Nats by which the block explains the links better than degrees do, less the cost of naming its nodes. */
  readonly gain: number;
}

/** Every start settles; nodes that settled blocks hold often enough are no seeds any more. */
function settledBlocks(ground: Ground, densest: NodeSets | null): Candidate[] {
  const { side } = ground.left;
  const covers = new Uint8Array(side.nodes);
  const states = new Set<string>();
  const known = (state: string): boolean => states.size === states.add(state).size;
  const found: Candidate[] = [];
  const tryFrom = (start: NodeSets): number => {
    const { settled, visited } = settle(ground, start, known);
    if (settled === null) return visited;
    for (const node of settled.left) covers[node] = Math.min(COVERS_MAX, covers[node]! + 1);
    const gain = gainOf(ground, settled);
    if (gain > 0) found.push({ settled, gain });
    return visited;
  };
  const nursery = newNursery(ground);
  let settleVisits = densest === null ? 0 : tryFrom(densest);
  let sproutVisits = 0;
  for (const seed of scattered(side.nodes)) {
    if (sproutVisits > SPROUT_VISITS_MAX || settleVisits > SETTLE_VISITS_MAX) break;
    if (degree(side, seed) < 2 || covers[seed]! >= COVERS_MAX) continue;
    const { start, visited } = sprout(ground, seed, nursery);
    sproutVisits += visited;
    if (start !== null) settleVisits += tryFrom(start);
  }
  return found;
}

function gainOf(ground: Ground, { left, right, table }: Settled): number {
  const cost = namingCost(ground.left.side.nodes, left.length) + namingCost(ground.right.side.nodes, right.length);
  return tableGain(table) - cost;
}

/** All numbers below n once, neighbours far from each other: where not all can be tried, those that are tried lie everywhere. */
function* scattered(n: number): Generator<number> {
  const stride = coprimeNear(Math.round(n * 0.618), n);
  for (let k = 0, at = 0; k < n; k++, at = (at + stride) % n) yield at;
}

function coprimeNear(start: number, n: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = Math.max(1, start);
  while (divisor(stride, n) > 1) stride++;
  return stride;
}

/** Draws the edges anew by the populations that were found, as long as that makes the block stand further apart. */
function polished(ground: Ground, start: NodeSets): Block | null {
  let sets = start;
  let best = scored(ground, sets);
  for (let round = 0; round < POLISH_ROUNDS; round++) {
    sets = { left: best.left.members, right: best.right.members };
    if (sets.left.length < 2 || sets.right.length < 2) break;
    const next = scored(ground, sets);
    if (next.surprise <= best.surprise) break;
    best = next;
  }
  const { left, right } = best.sets;
  const table = tableOf(ground, left, right);
  if (table.inside === 0) return null;
  return {
    left,
    right,
    links: table.inside,
    linksExpected: (table.left * table.right) / table.total,
    leftApart: best.left.score,
    rightApart: best.right.score,
    surprise: best.surprise,
  };
}

interface Scored {
  readonly sets: NodeSets;
  readonly left: Apart;
  readonly right: Apart;
  readonly surprise: number;
}

function scored(ground: Ground, sets: NodeSets): Scored {
  const left = standApart(ground.left, ground.right, sets.left, sets.right);
  const right = standApart(ground.right, ground.left, sets.right, sets.left);
  return { sets, left, right, surprise: (left.score + right.score) / 2 };
}

/** Of blocks that hold mostly the same left nodes only the first. */
function withoutTwins<T>(ordered: readonly T[], setsOf: (item: T) => NodeSets, most: number): T[] {
  const kept: T[] = [];
  const holders = new Map<number, number[]>();
  for (const item of ordered) {
    if (kept.length === most) break;
    const { left } = setsOf(item);
    const common = new Map<number, number>();
    for (const node of left)
      for (const holder of holders.get(node) ?? []) common.set(holder, (common.get(holder) ?? 0) + 1);
    const isTwin = [...common].some(([holder, shared]) => {
      const sizes = [left.length, setsOf(kept[holder]!).left.length];
      return shared > SAME_SHARE * Math.max(...sizes);
    });
    if (isTwin) continue;
    for (const node of left) {
      const holding = holders.get(node);
      if (holding === undefined) holders.set(node, [kept.length]);
      else holding.push(kept.length);
    }
    kept.push(item);
  }
  return kept;
}
