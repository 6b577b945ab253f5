import { levelBounds, levelOf } from './levels.ts';
import { momentOf } from './moments.ts';
import { withRoom } from './room.ts';
import type { Rows } from './rows.ts';
import type { Standing } from './standing.ts';

/** Where a node stands while a peeling is mended: as before, to be decided, or decided anew. */
export const FIRM = 0;
export const LOOSE = 1;
export const SETTLED = 2;

/**
 * What loose nodes wait for. Each has a list of its neighbours that were firm and still there when it came loose, by their places in
 * the order: these leave when they are due, so that it can be foreseen when too little is left for the node itself. Entries before
 * `next` are those it does without by then. A neighbour that came loose since is taken to stay until it is told otherwise.
 */
export class LooseNodes {
  readonly #rows: Rows;
  readonly #standing: Standing;
  readonly #states: Uint8Array;
  /** The first place of each level, of firm and loose nodes alike. */
  readonly #firstPlaces: Uint32Array;
  #lists = new Uint32Array(1 << 16);
  #listed = 0;
  readonly #begin: Uint32Array;
  readonly #end: Uint32Array;
  readonly #next: Uint32Array;
  /** By node, in parts: the weight of its links with loose nodes and with those from `next` on. */
  readonly #rest: Float64Array;
  #looked = 0;

  constructor(rows: Rows, standing: Standing, states: Uint8Array) {
    this.#rows = rows;
    this.#standing = standing;
    this.#states = states;
    this.#firstPlaces = firstPlaces(standing);
    this.#begin = new Uint32Array(rows.nodes);
    this.#end = new Uint32Array(rows.nodes);
    this.#next = new Uint32Array(rows.nodes);
    this.#rest = new Float64Array(rows.nodes);
  }

  /** How many entries were looked at. */
  get looked(): number {
    return this.#looked;
  }

  /** Opens the list of a node that has at most so many neighbours. */
  open(node: number, atMost: number): void {
    this.#lists = withRoom(this.#lists, this.#listed + atMost);
    this.#begin[node] = this.#next[node] = this.#end[node] = this.#listed;
  }

  /** Lists a firm neighbour, in the list that was opened last. */
  list(place: number): void {
    this.#lists[this.#listed++] = place;
  }

  /** Closes the list that was opened last. */
  close(node: number, rest: number): void {
    this.#end[node] = this.#listed;
    this.#lists.subarray(this.#begin[node]!, this.#listed).sort();
    this.#rest[node] = rest;
  }

  /** What a loose node has left at the moment for which `leaves` was asked last. */
  rest(node: number): number {
    return this.#rest[node]!;
  }

  /** A loose neighbour has settled: its links are gone. */
  lose(node: number, weight: number): void {
    this.#rest[node]! -= weight;
  }

  /** A firm neighbour came loose: if it was taken for gone by then, its links are there again. */
  regain(node: number, place: number, weight: number): void {
    const next = this.#next[node]!;
    if (next > this.#begin[node]! && place <= this.#lists[next - 1]!) this.#rest[node]! += weight;
  }

  /** When a loose node leaves, as far as can be foreseen at the moment `now` (before `place`, within `level`): then or later. */
  leaves(node: number, now: number, place: number): number {
    this.#without(node, place);
    this.#withAgain(node, place);
    const next = this.#next[node]!;
    const level = levelOf(this.#rest[node]!);
    const moment = Math.max(now, momentOf(level, this.#firstPlaces[level]!));
    const last = this.#lastFirm(next, this.#begin[node]!);
    if (last < 0 || this.#lists[last]! < place) return moment;
    const lastPlace = this.#lists[last]!;
    return Math.max(moment, momentOf(this.#levelAt(lastPlace), lastPlace + 1));
  }

  /** Goes on to the first entry at whose level the node cannot stay anyway; all before `place` have left. */
  #without(node: number, place: number): void {
    const end = this.#end[node]!;
    let next = this.#next[node]!;
    for (let k = next; k < end; k++) {
      this.#looked++;
      const at = this.#lists[k]!;
      const other = this.#standing.order[at]!;
      if (this.#states[other] !== FIRM) continue;
      if (at >= place && this.#rest[node]! < levelBounds[this.#standing.levels[other]! + 1]!) break;
      this.#rest[node]! -= this.#rows.weights[node]! + this.#rows.weights[other]!;
      next = k + 1;
    }
    this.#next[node] = next;
  }

  /** Goes back to the first such entry, as less is left than was thought. */
  #withAgain(node: number, place: number): void {
    const begin = this.#begin[node]!;
    for (;;) {
      const last = this.#lastFirm(this.#next[node]!, begin);
      if (last < 0 || this.#lists[last]! < place) return;
      const other = this.#standing.order[this.#lists[last]!]!;
      const rest = this.#rest[node]! + this.#rows.weights[node]! + this.#rows.weights[other]!;
      if (rest >= levelBounds[this.#standing.levels[other]! + 1]!) return;
      this.#rest[node] = rest;
      this.#next[node] = last;
    }
  }

  /** The last entry before this one whose node is firm; -1 when there is none. */
  #lastFirm(next: number, begin: number): number {
    for (let k = next - 1; k >= begin; k--) {
      this.#looked++;
      if (this.#states[this.#standing.order[this.#lists[k]!]!] === FIRM) return k;
    }
    return -1;
  }

  #levelAt(place: number): number {
    return this.#standing.levels[this.#standing.order[place]!]!;
  }
}

/** For every level the first place in the order with that level or a higher one. */
function firstPlaces({ order, levels }: Standing): Uint32Array {
  return Uint32Array.from({ length: levelBounds.length }, (_, level) => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (levels[order[middle]!]! < level) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
