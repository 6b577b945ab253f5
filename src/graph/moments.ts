import { withRoom } from './room.ts';

/** Moments of a peeling: before which place of the order, within which level. Exact below 2^53: levels are below 2^12. */
const PLACES = 2 ** 40;

export function momentOf(level: number, place: number): number {
  return level * PLACES + place;
}

export function levelAt(moment: number): number {
  return Math.floor(moment / PLACES);
}

export function placeAt(moment: number): number {
  return moment % PLACES;
}

/**
 * What is due when: a binary heap of nodes by moment. A node may be due again earlier, which replaces what was said before.
 * Memory: 8 bytes a node, and 12 for each entry.
 */
export class Agenda {
  #moments = new Float64Array(1024);
  #nodes = new Uint32Array(1024);
  #size = 0;
  /** By node; infinite when it is not due. */
  readonly #due: Float64Array;

  constructor(nodes: number) {
    this.#due = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  }

  /** Has a node come up at a moment, unless it comes up earlier anyway. */
  put(node: number, moment: number): void {
    if (moment >= this.#due[node]!) return;
    this.#due[node] = moment;
    this.#moments = withRoom(this.#moments, this.#size + 1);
    this.#nodes = withRoom(this.#nodes, this.#size + 1);
    let at = this.#size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.#moments[above]! <= moment) break;
      this.#move(above, at);
      at = above;
    }
    this.#moments[at] = moment;
    this.#nodes[at] = node;
  }

  /** Whoever comes up next; null when nobody does. */
  take(): { readonly node: number; readonly moment: number } | null {
    while (this.#size > 0) {
      const moment = this.#moments[0]!;
      const node = this.#nodes[0]!;
      this.#dropFirst();
      if (this.#due[node] !== moment) continue;
      this.#due[node] = Number.POSITIVE_INFINITY;
      return { node, moment };
    }
    return null;
  }

  #dropFirst(): void {
    const last = --this.#size;
    const moment = this.#moments[last]!;
    let at = 0;
    for (let below = 1; below < last; below = 2 * at + 1) {
      if (below + 1 < last && this.#moments[below + 1]! < this.#moments[below]!) below++;
      if (this.#moments[below]! >= moment) break;
      this.#move(below, at);
      at = below;
    }
    this.#moments[at] = moment;
    this.#nodes[at] = this.#nodes[last]!;
  }

  #move(from: number, to: number): void {
    this.#moments[to] = this.#moments[from]!;
    this.#nodes[to] = this.#nodes[from]!;
  }
}
