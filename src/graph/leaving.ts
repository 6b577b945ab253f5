import type { Peeling } from './densest.ts';
import { levelBounds } from './levels.ts';
import type { Rows } from './rows.ts';

/** Nodes within so many levels of the present one are kept at hand, so that a level does not look at all the others. */
const HORIZON = 64;
/** States of a node: it left at an earlier level, it left at this one, it is about to, or it may leave later. */
const GONE = 0;
const LEFT = 1;
const LEAVING = 2;
const NEAR = 3;
const FAR = 4;

/** Nodes that leave a graph level by level. Time: O(links + nodes x levels / 64), with few of the levels empty. */
export class Leaving {
  readonly #rows: Rows;
  readonly #peeling: Peeling;
  readonly #states: Uint8Array;
  /** Nodes that may be far or near; the first so many of each count. */
  readonly #far: Uint32Array;
  readonly #near: Uint32Array;
  #farCount: number;
  #nearCount = 0;
  /** Near are nodes with less than this left. */
  #horizon = 0;
  /** Places of the order: before the first one nodes are gone, before the second they have left, before the third they are about to. */
  #gone: number;
  #left: number;
  #leaving: number;

  /**
   * The nodes from place `from` of the order on are there, others left before, at `level` at the latest. The order from there on is
   * written, and what the peeling says of these nodes.
   */
  constructor(rows: Rows, peeling: Peeling, from: number, level: number) {
    this.#rows = rows;
    this.#peeling = peeling;
    this.#states = new Uint8Array(rows.nodes);
    this.#far = peeling.order.slice(from);
    for (const node of this.#far) this.#states[node] = FAR;
    this.#near = new Uint32Array(this.#far.length);
    this.#farCount = this.#far.length;
    this.#gone = from;
    this.#left = from;
    this.#leaving = from;
    while (this.#gone > 0 && peeling.levels[peeling.order[this.#gone - 1]!] === level)
      this.#states[peeling.order[--this.#gone]!] = LEFT;
    this.#sumLinks();
  }

  get isOver(): boolean {
    return this.#left === this.#peeling.order.length;
  }

  /** Whoever has less inside than the bound after this level leaves, until nobody has. Levels are asked for in their order. */
  leave(level: number): void {
    const bound = levelBounds[level + 1]!;
    if (bound > this.#horizon) this.#look(levelBounds[Math.min(level + HORIZON, levelBounds.length - 1)]!);
    this.#sift(bound);
    this.#go(level, bound);
    for (; this.#gone < this.#left; this.#gone++) this.#states[this.#peeling.order[this.#gone]!] = GONE;
  }

  /** What each has later, so far: the weight of its links with whoever is there. */
  #sumLinks(): void {
    const { nodes, start, size, neighbours, weights } = this.#rows;
    const { later } = this.#peeling;
    const states = this.#states;
    // In the order of numbers, which memory likes best.
    for (let node = 0; node < nodes; node++) {
      if (states[node]! <= LEFT) continue;
      const own = weights[node]!;
      let sum = 0;
      for (let k = start[node]!, end = k + size[node]!; k < end; k++) {
        const other = neighbours[k]!;
        if (states[other]! > LEFT) sum += own + weights[other]!;
      }
      later[node] = sum;
    }
  }

  /** Far nodes within the new horizon come near. */
  #look(horizon: number): void {
    const { later } = this.#peeling;
    this.#horizon = horizon;
    const count = this.#farCount;
    this.#farCount = 0;
    for (let k = 0; k < count; k++) {
      const node = this.#far[k]!;
      if (this.#states[node] !== FAR) continue;
      if (later[node]! >= horizon) this.#far[this.#farCount++] = node;
      else {
        this.#states[node] = NEAR;
        this.#near[this.#nearCount++] = node;
      }
    }
  }

  /** Near nodes with too little begin to leave. */
  #sift(bound: number): void {
    const { later, order } = this.#peeling;
    const count = this.#nearCount;
    this.#nearCount = 0;
    for (let k = 0; k < count; k++) {
      const node = this.#near[k]!;
      if (this.#states[node] !== NEAR) continue;
      if (later[node]! >= bound) this.#near[this.#nearCount++] = node;
      else {
        this.#states[node] = LEAVING;
        order[this.#leaving++] = node;
      }
    }
  }

  /** Whoever leaves takes its links along, so that others leave too. */
  #go(level: number, bound: number): void {
    const { start, size, neighbours, weights } = this.#rows;
    const { later, levels, order, support } = this.#peeling;
    const [states, near, horizon] = [this.#states, this.#near, this.#horizon];
    let [left, leaving, nearCount] = [this.#left, this.#leaving, this.#nearCount];
    while (left < leaving) {
      const node = order[left++]!;
      states[node] = LEFT;
      levels[node] = level;
      const own = weights[node]!;
      let held = later[node]!;
      for (let k = start[node]!, end = k + size[node]!; k < end; k++) {
        const other = neighbours[k]!;
        const state = states[other]!;
        if (state === GONE) continue;
        const weight = own + weights[other]!;
        if (state === LEFT) {
          held += weight;
          continue;
        }
        const still = later[other]! - weight;
        later[other] = still;
        if (still >= horizon || state === LEAVING) continue;
        if (still < bound) {
          states[other] = LEAVING;
          order[leaving++] = other;
        } else if (state === FAR) {
          states[other] = NEAR;
          near[nearCount++] = other;
        }
      }
      support[node] = held;
    }
    [this.#left, this.#leaving, this.#nearCount] = [left, leaving, nearCount];
  }
}
