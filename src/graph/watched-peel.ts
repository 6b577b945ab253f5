import type { BipartiteGraph, LinkColumns } from './bipartite.ts';
import { densestLevel } from './densest.ts';
import { GrowingGraph, type NewLinks } from './growing.ts';
import { FIRM, LOOSE } from './loose.ts';
import { type Mended, Mending } from './mend.ts';
import { type Peeled, peelLevels, peelOn } from './peel.ts';
import { type Standing, standingOf, withNodes } from './standing.ts';

/**
 * Of all ends of links. Looking at one costs some fifteen times as much here as in peeling, and is lost when the rest is peeled anyway;
 * at 10 million links five batches of 1,000 in six are mended to the end below this.
 */
const MENDED_SHARE_MAX = 1 / 48;
/** In small graphs mending is always quick. */
const MENDED_MIN = 1 << 16;

/**
 * The densest block of a graph that grows, without peeling it anew for every batch of links: what `peelDensest` says of all links so
 * far, to the node. A batch costs the links of the nodes whose place in the peeling changes, and a pass over all nodes; where these
 * are many, the graph is peeled anew from the first level on at which they are. Memory: beside the graph 28 bytes a node, and while
 * a batch is added 35 more.
 */
export class WatchedPeel {
  readonly #graph: GrowingGraph;
  readonly #mendedMax: number | null;
  #standing: Standing;

  /** `mendedMax`: ends of links that mending may look at before the rest is peeled anew, for tests. */
  constructor(graph: BipartiteGraph, mendedMax: number | null = null) {
    this.#graph = new GrowingGraph(graph);
    this.#mendedMax = mendedMax;
    this.#standing = standingOf(peelLevels(this.#graph));
  }

  get links(): number {
    return this.#graph.links;
  }

  /**
   * Adds nodes and links; those that are there already change nothing. `lefts` and `rights` are how many there are now. Throws a
   * RangeError, and adds nothing, for fewer nodes than before, columns of unequal length or a node beyond its count.
   */
  add(columns: LinkColumns): void {
    const graph = this.#graph;
    const before = graph.nodes;
    const added = graph.add(columns);
    this.#standing = withNodes(this.#standing, before, graph.nodes);
    const fresh = Array.from({ length: graph.nodes - before }, (_, k) => before + k);
    const touched = this.#weighed(added);
    const most = this.#mendedMax ?? Math.max(MENDED_MIN, 2 * graph.links * MENDED_SHARE_MAX);
    this.#take(new Mending(graph, this.#standing).run(fresh, touched, most));
  }

  /** The densest block of all links so far. Time: O(nodes). */
  densest(): Peeled {
    const graph = this.#graph;
    const { order } = this.#standing;
    const { from, density } = densestLevel(this.#standing);
    const kept = order.subarray(from);
    const numbers = (nodes: Uint32Array): Uint32Array => nodes.map(node => graph.numberOf(node)).sort();
    const left = numbers(kept.filter(node => graph.isLeft(node)));
    const right = numbers(kept.filter(node => !graph.isLeft(node)));
    return { left, right, density };
  }

  /** Levels by left and by right node: see `Peeling`. */
  levels(): { readonly left: Uint32Array; readonly right: Uint32Array } {
    const graph = this.#graph;
    const sides = { left: new Uint32Array(graph.lefts), right: new Uint32Array(graph.rights) };
    for (let node = 0; node < graph.nodes; node++)
      sides[graph.isLeft(node) ? 'left' : 'right'][graph.numberOf(node)] = this.#standing.levels[node]!;
    return sides;
  }

  /** Brings what nodes have later, and their support, in line with new links and new weights; answers the nodes concerned. */
  #weighed({ left, right }: NewLinks): number[] {
    const graph = this.#graph;
    const touched: number[] = [];
    for (let k = 0; k < left.length; k++) {
      this.#weigh(left[k]!, right[k]!, graph.weights[right[k]!]!);
      touched.push(left[k]!, right[k]!);
    }
    for (const node of new Set(right)) {
      const change = graph.reweigh(node);
      if (change === 0) continue;
      const start = graph.start[node]!;
      for (let k = start, end = start + graph.size[node]!; k < end; k++) {
        this.#weigh(graph.neighbours[k]!, node, change);
        touched.push(graph.neighbours[k]!);
      }
    }
    return touched;
  }

  /** The link between two nodes weighs more by this. */
  #weigh(a: number, b: number, more: number): void {
    const { levels, later, places, support } = this.#standing;
    if (places[a]! < places[b]!) later[a]! += more;
    else later[b]! += more;
    if (levels[a]! <= levels[b]!) support[a]! += more;
    if (levels[b]! <= levels[a]!) support[b]! += more;
  }

  /** Takes over what was mended, and peels on where it stopped. */
  #take({ settled, places, states, stopped }: Mended): void {
    const old = this.#standing.order;
    const order = new Uint32Array(this.#graph.nodes);
    const untilPlace = stopped === null ? old.length : stopped.place;
    let end = 0;
    let next = 0;
    for (let place = 0; place < untilPlace; place++) {
      while (next < settled.length && places[next]! <= place) order[end++] = settled[next++]!;
      const node = old[place]!;
      if (states[node] === FIRM) order[end++] = node;
    }
    while (next < settled.length) order[end++] = settled[next++]!;
    const peeling = { ...this.#standing, order };
    if (stopped !== null) {
      putRest(order, end, old.subarray(stopped.place), states);
      peelOn(this.#graph, peeling, end, stopped.level);
    }
    this.#standing = standingOf(peeling);
  }
}

/** Puts whoever has not left into the order, from a place on: firm nodes whose turn is still to come, and all that are loose. */
function putRest(order: Uint32Array, from: number, toCome: Uint32Array, states: Uint8Array): void {
  let end = from;
  for (const node of toCome) if (states[node] === FIRM) order[end++] = node;
  for (let node = 0; node < states.length; node++) if (states[node] === LOOSE) order[end++] = node;
  // Memory likes the order of numbers best.
  order.subarray(from).sort();
}
