/** FNV-1a over the UTF-16 units of a text: turns a name into a seed of its own. */
function seedOf(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * Mulberry32 (T. Ettinger, public domain): 32 bits of state, which is plenty for a shop of this size.
 * Only integer operations decide, so every machine draws the same numbers.
 */
export class Random {
  readonly #seed: number;
  #state: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#state = this.#seed;
  }

  /** A generator of its own for the name: what one story draws never moves another one. */
  fork(name: string): Random {
    return new Random(seedOf(name, this.#seed));
  }

  /** A number from 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(list: readonly Item[]): Item {
    return list[this.int(0, list.length - 1)]!;
  }

  /** `length` characters of an alphabet without look-alikes. */
  letters(length: number): string {
    let text = '';
    while (text.length < length) text += '23456789ABCDEFGHJKMNPQRSTUVWXYZ'[this.int(0, 30)]!;
    return text;
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) text += '0123456789abcdef'[this.int(0, 15)]!;
    return text;
  }
}
