import { type BipartiteGraph, type LinkColumns, requireColumns } from './bipartite.ts';
import { GrowingRows, roomOf, spareFor } from './growing-rows.ts';
import { linkWeight } from './link-weight.ts';
import { withRoom } from './room.ts';
import { type Rows, rowsOf } from './rows.ts';

/** Links by the nodes at their ends, numbered as in the rows. */
export interface NewLinks {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/**
 * A graph that nodes and links are added to. Nodes are numbered over both sides: those it began with as in `rowsOf`, others as they
 * come. Memory: some 10 bytes a link, and 24 a node.
 */
export class GrowingGraph implements Rows {
  readonly #rows: GrowingRows;
  /** The node of each left and of each right number, and the number of each node on its side. */
  #lefts: Uint32Array;
  #rights: Uint32Array;
  #numbers: Uint32Array;
  #leftCount: number;
  #rightCount: number;
  #links: number;
  #weights: Uint32Array;

  constructor(graph: BipartiteGraph) {
    const { lefts, rights } = graph;
    const rows = rowsOf(graph, roomOf, spareFor);
    this.#rows = new GrowingRows(rows, rows.used);
    this.#weights = rows.weights;
    this.#links = graph.links;
    this.#leftCount = lefts;
    this.#rightCount = rights;
    this.#lefts = Uint32Array.from({ length: lefts }, (_, left) => left);
    this.#rights = Uint32Array.from({ length: rights }, (_, right) => lefts + right);
    this.#numbers = Uint32Array.from({ length: rows.nodes }, (_, node) => (node < lefts ? node : node - lefts));
  }

  get lefts(): number {
    return this.#leftCount;
  }

  get rights(): number {
    return this.#rightCount;
  }

  get links(): number {
    return this.#links;
  }

  get nodes(): number {
    return this.#rows.nodes;
  }

  get start(): Uint32Array {
    return this.#rows.start;
  }

  get size(): Uint32Array {
    return this.#rows.size;
  }

  get neighbours(): Uint32Array {
    return this.#rows.neighbours;
  }

  /** As of the last `reweigh`; a new right node has that of one without links. */
  get weights(): Uint32Array {
    return this.#weights;
  }

  isLeft(node: number): boolean {
    return this.#weights[node] === 0;
  }

  /** The number that a node has on its side. */
  numberOf(node: number): number {
    return this.#numbers[node]!;
  }

  /**
   * Adds nodes and links, and answers those links that were not there. `lefts` and `rights` are how many there are now. Throws a
   * RangeError, and adds nothing, for fewer nodes than before, columns of unequal length or a node beyond its count. Weights of links are not
   * looked at. Time for each link: the lesser degree of its ends, as it may be there.
   */
  add(columns: LinkColumns): NewLinks {
    requireColumns(columns);
    this.#addNodes(columns);
    const { left, right } = columns;
    const rows = this.#rows;
    const added = { left: new Uint32Array(left.length), right: new Uint32Array(left.length) };
    let count = 0;
    for (let k = 0; k < left.length; k++) {
      const a = this.#lefts[left[k]!]!;
      const b = this.#rights[right[k]!]!;
      if (rows.size[a]! <= rows.size[b]! ? rows.has(a, b) : rows.has(b, a)) continue;
      rows.append(a, b);
      rows.append(b, a);
      added.left[count] = a;
      added.right[count++] = b;
    }
    this.#links += count;
    return { left: added.left.subarray(0, count), right: added.right.subarray(0, count) };
  }

  /** Brings the weight of a right node up to date, and answers by how much it changed. */
  reweigh(right: number): number {
    const before = this.#weights[right]!;
    const after = linkWeight(this.size[right]!);
    this.#weights[right] = after;
    return after - before;
  }

  #addNodes({ lefts, rights }: LinkColumns): void {
    if (lefts < this.lefts || rights < this.rights)
      throw new RangeError(`There are ${this.lefts} and ${this.rights} nodes already, not ${lefts} and ${rights}`);
    let node = this.nodes;
    this.#rows.growTo(lefts + rights);
    this.#weights = withRoom(this.#weights, lefts + rights);
    this.#numbers = withRoom(this.#numbers, lefts + rights);
    this.#lefts = withRoom(this.#lefts, lefts);
    this.#rights = withRoom(this.#rights, rights);
    for (; this.#leftCount < lefts; node++) {
      this.#numbers[node] = this.#leftCount;
      this.#lefts[this.#leftCount++] = node;
    }
    for (; this.#rightCount < rights; node++) {
      this.#weights[node] = linkWeight(0);
      this.#numbers[node] = this.#rightCount;
      this.#rights[this.#rightCount++] = node;
    }
  }
}
