import { levelBounds } from './levels.ts';
import { FIRM, LOOSE, LooseNodes, SETTLED } from './loose.ts';
import { Agenda, levelAt, momentOf, placeAt } from './moments.ts';
import type { Rows } from './rows.ts';
import { NONE, type Standing } from './standing.ts';

/** Before a place of the order, within a level. */
export interface Stop {
  readonly level: number;
  readonly place: number;
}

/** How far mending came: nodes that settled, in turn, and each one's place: before which firm node of the old order. */
export interface Mended {
  readonly settled: readonly number[];
  readonly places: readonly number[];
  readonly states: Uint8Array;
  /** Where it stopped as it looked at too many links; null when it came to the end. */
  readonly stopped: Stop | null;
}

/**
 * Goes through a peeling again after the graph changed, but looks only at nodes that leave otherwise than before. Nodes are firm as
 * long as they leave in their old place. One comes loose when its support falls short of its level, or when in its place too much
 * of it is left; it then leaves when it has to. Whoever comes loose or settles tells its neighbours, who may come loose in turn.
 *
 * Why that is right: call whoever has not left by some moment the rest. Moments come in the order of levels, and at each level
 * (1) who leaves has less in the rest than the next bound: a firm node because its `later` says so, a loose one because its rest is
 * followed exactly; and (2) at the end of a level nobody in the rest has less: a firm node of a higher level has its support, which is
 * all in the rest, and a loose one would have been due. So the rest after each level is the largest set in which all have the next bound.
 * Source: our own. The order with what each node has later is from Zhang, Yu, Zhang and Qin, "A fast order-based approach for core
 * maintenance", ICDE 2017, for one link at a time and weights of 1; going through the order once for a whole batch from Jiang et al.,
 * "Spade: a real-time fraud detection framework on evolving graphs", VLDB 2022, where the exact order is kept.
 * Time: the links of the nodes that come loose, times the logarithm of their number.
 */
export class Mending {
  readonly #rows: Rows;
  readonly #standing: Standing;
  readonly #states: Uint8Array;
  readonly #loose: LooseNodes;
  readonly #agenda: Agenda;
  readonly #settled: number[] = [];
  readonly #places: number[] = [];
  #now = 0;
  #level = 0;
  #place = 0;
  #looked = 0;

  constructor(rows: Rows, standing: Standing) {
    this.#rows = rows;
    this.#standing = standing;
    this.#states = new Uint8Array(rows.nodes);
    this.#loose = new LooseNodes(rows, standing, this.#states);
    this.#agenda = new Agenda(rows.nodes);
  }

  /**
   * Mends a standing in place but for the order and the places. New nodes stand nowhere yet; `touched` are those whose `later` or
   * `support` may have changed, both of which have to be right for the graph as it is now and the order as it was. Stops once it has
   * looked at more than `looksMax` ends of links, those again that are waited for.
   */
  run(fresh: readonly number[], touched: Iterable<number>, looksMax: number): Mended {
    for (const node of fresh) this.#states[node] = LOOSE;
    for (const node of fresh) this.#loosen(node);
    for (const node of touched) if (this.#states[node] === FIRM) this.#check(node);
    for (let due = this.#agenda.take(); due !== null; due = this.#agenda.take()) {
      this.#now = due.moment;
      this.#level = levelAt(due.moment);
      this.#place = placeAt(due.moment);
      if (this.#looked + this.#loose.looked > looksMax) return this.#answer({ level: this.#level, place: this.#place });
      if (this.#states[due.node] === FIRM) this.#passTurn(due.node);
      else this.#leaveIfDue(due.node);
    }
    return this.#answer(null);
  }

  #answer(stopped: Stop | null): Mended {
    return { settled: this.#settled, places: this.#places, states: this.#states, stopped };
  }

  #check(node: number): void {
    const { levels, support } = this.#standing;
    if (support[node]! < levelBounds[levels[node]!]!) this.#loosen(node);
    else this.#watchTurn(node);
  }

  /** A firm node that may have too much left in its turn is looked at then. */
  #watchTurn(node: number): void {
    const { levels, later, places } = this.#standing;
    const level = levels[node]!;
    if (later[node]! >= levelBounds[level + 1]!) this.#agenda.put(node, momentOf(level, places[node]!));
  }

  /** The turn of a firm node: unless it leaves after all, it comes loose. */
  #passTurn(node: number): void {
    const { levels, later } = this.#standing;
    if (later[node]! >= levelBounds[levels[node]! + 1]!) this.#loosen(node);
  }

  #leaveIfDue(node: number): void {
    const moment = this.#loose.leaves(node, this.#now, this.#place);
    if (moment > this.#now) this.#agenda.put(node, moment);
    else this.#settle(node);
  }

  #loosen(node: number): void {
    const { start, size, neighbours, weights } = this.#rows;
    const { levels, later, places, support } = this.#standing;
    const [states, loose] = [this.#states, this.#loose];
    const [place, level, own] = [places[node]!, levels[node]!, weights[node]!];
    this.#looked += size[node]!;
    states[node] = LOOSE;
    loose.open(node, size[node]!);
    let rest = 0;
    for (let k = start[node]!, end = k + size[node]!; k < end; k++) {
      const other = neighbours[k]!;
      const weight = own + weights[other]!;
      if (states[other] === SETTLED) continue;
      if (states[other] === LOOSE) {
        rest += weight;
        // A node that is new was loose from the start, and so is in no list.
        if (place !== NONE) loose.regain(other, place, weight);
        continue;
      }
      const otherPlace = places[other]!;
      if (otherPlace < this.#place) continue;
      rest += weight;
      loose.list(otherPlace);
      // It may stay longer than the others, from now on.
      if (levels[other]! > level) support[other]! += weight;
      if (otherPlace > place) {
        later[other]! += weight;
        this.#watchTurn(other);
      }
    }
    loose.close(node, rest);
    levels[node] = NONE;
    places[node] = NONE;
    this.#agenda.put(node, loose.leaves(node, this.#now, this.#place));
  }

  #settle(node: number): void {
    const { start, size, neighbours, weights } = this.#rows;
    const { levels, later, places, support } = this.#standing;
    const [states, loose, level, own] = [this.#states, this.#loose, this.#level, weights[node]!];
    this.#looked += size[node]!;
    states[node] = SETTLED;
    levels[node] = level;
    this.#settled.push(node);
    this.#places.push(this.#place);
    const rest = loose.rest(node);
    let leftAtLevel = 0;
    for (let k = start[node]!, end = k + size[node]!; k < end; k++) {
      const other = neighbours[k]!;
      const weight = own + weights[other]!;
      if (states[other] === LOOSE) {
        loose.lose(other, weight);
        this.#agenda.put(other, loose.leaves(other, this.#now, this.#place));
      } else if (states[other] === SETTLED || places[other]! < this.#place) {
        if (levels[other] === level) leftAtLevel += weight;
      } else {
        later[other]! -= weight;
        if (levels[other]! === level) continue;
        support[other]! -= weight;
        if (support[other]! < levelBounds[levels[other]!]!) this.#loosen(other);
      }
    }
    later[node] = rest;
    support[node] = rest + leftAtLevel;
  }
}
