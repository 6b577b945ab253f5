/** Mixes 32 bits so that every input bit moves every output bit; a bijection (MurmurHash3's finaliser, Austin Appleby, public domain). */
export function mix32(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** FNV-1a over the UTF-16 units of a text: turns the name of a stream into a number. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

const symbols = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/**
 * A stream of random numbers of its own for one entity: sfc32 (Chris Doty-Humphrey's PractRand, public domain; 128 bits of
 * state), seeded by hashes of the world's seed, the entity's kind and its number. What one entity draws never moves another.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(seed: number, kind: string, index = 0) {
    const name = hashText(kind);
    this.#a = mix32(seed ^ 0x9e3779b9);
    this.#b = mix32(name ^ Math.imul(seed | 1, 0x85ebca77));
    this.#c = mix32(Math.imul(index + 1, 0x27d4eb2f) ^ name);
    for (let round = 0; round < 12; round++) this.word();
  }

  /** 32 random bits. */
  word(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** A number from 0 to below 1. */
  next(): number {
    return this.word() / 4294967296;
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(list: readonly Item[]): Item {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** The value with the given probability, else nothing: an optional field that a source fills only at times. */
  maybe<Value>(probability: number, value: Value): Value | undefined {
    return this.next() < probability ? value : undefined;
  }

  /** Index into `cumulative`, a rising list that ends at the sum of all weights. */
  weighted(cumulative: readonly number[]): number {
    const draw = this.next() * cumulative.at(-1)!;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > draw) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Exponential waiting time with the given mean. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Standard normal (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal with the given median and spread of the logarithm. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** `length` hexadecimal digits. */
  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.word().toString(16).padStart(8, '0');
    return text.slice(0, length);
  }

  /** `length` characters of an alphabet without look-alikes. */
  letters(length: number): string {
    let text = '';
    while (text.length < length) text += symbols[Math.floor(this.next() * symbols.length)];
    return text;
  }

  digits(length: number): string {
    let text = '';
    while (text.length < length) text += Math.floor(this.next() * 10);
    return text;
  }
}

/** The sums of a list up to each place, for {@link Random.weighted}. */
export function cumulate(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map(weight => {
    sum += weight;
    return sum;
  });
}
