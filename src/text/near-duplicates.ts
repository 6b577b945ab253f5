/** A band of rows that must agree for two texts to be compared: at a similarity of 0.5 nine pairs in ten meet, at 0.2 one in thirty. */
const bands = 20;
const rows = 3;
/** So many texts with one band are looked through; a form letter that fills a band is found by its other bands and its first copies. */
const bandMax = 200;

/**
 * Finds texts that are nearly the same as they come in, one by one.
 *
 * Sets of shingles are sketched by MinHash (Broder, "On the resemblance and containment of documents", 1997), met through banded
 * hashing (Leskovec, Rajaraman, Ullman, "Mining of massive datasets", chapter 3), and every meeting is verified by the true Jaccard
 * similarity, so no pair is reported by accident. The pairs do not depend on the order of texts, but for those beyond `bandMax`.
 */
export class NearDuplicates {
  readonly #similarityMin: number;
  readonly #texts = new Map<number, ReadonlySet<string>>();
  readonly #buckets = new Map<number, number[]>();

  constructor(similarityMin: number) {
    if (!(similarityMin > 0 && similarityMin <= 1))
      throw new RangeError(`A similarity lies above 0 and at most at 1, not at ${similarityMin}`);
    this.#similarityMin = similarityMin;
  }

  /**
   * Adds the text under its number and tells the earlier ones that it nearly repeats, in no order. Those of which something is known already, such as
   * that they are of one family with it, are not compared: of a letter that hundreds wrote that spares nearly all the work.
   */
  meet(number: number, shingles: readonly string[], { isKnown, onPair }: Meeting): void {
    const own = new Set(shingles);
    if (own.size === 0) return;
    const compared = new Set([number]);
    for (const key of bandsOf(own)) {
      const bucket = this.#buckets.get(key) ?? [];
      this.#buckets.set(key, bucket);
      for (const other of bucket) {
        if (compared.has(other) || isKnown(other)) continue;
        compared.add(other);
        if (jaccard(own, this.#texts.get(other)!) >= this.#similarityMin) onPair(other);
      }
      if (bucket.length < bandMax) bucket.push(number);
    }
    this.#texts.set(number, own);
  }
}

/** What a text is told of those that it meets. */
export interface Meeting {
  readonly isKnown: (other: number) => boolean;
  readonly onPair: (other: number) => void;
}

/** Shared elements over all elements of both; 0 for two empty sets. */
export function jaccard(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const [fewer, more] = left.size < right.size ? [left, right] : [right, left];
  let both = 0;
  for (const each of fewer) if (more.has(each)) both++;
  const all = left.size + right.size - both;
  return all === 0 ? 0 : both / all;
}

/** A number for each band. Two bands that get one number by accident cost a comparison, no more. */
function bandsOf(shingles: ReadonlySet<string>): Float64Array {
  const least = new Uint32Array(bands * rows).fill(0xffffffff);
  for (const shingle of shingles) {
    const hash = hashOf(shingle);
    for (let row = 0; row < least.length; row++) {
      // One good hash gives all: each row mixes it with its own odd constant.
      let mixed = Math.imul(hash ^ Math.imul(row + 1, 0x9e3779b9), 0x85ebca6b);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0xc2b2ae35);
      mixed = (mixed ^ (mixed >>> 16)) >>> 0;
      if (mixed < least[row]!) least[row] = mixed;
    }
  }
  return Float64Array.from({ length: bands }, (_, band) => {
    let high = band;
    let low = ~band;
    for (const part of least.subarray(band * rows, (band + 1) * rows)) {
      high = Math.imul(high ^ part, 0x85ebca6b);
      high ^= high >>> 13;
      low = Math.imul(low ^ part, 0xc2b2ae35);
      low ^= low >>> 16;
    }
    return (high >>> 6) * 2 ** 26 + (low >>> 6);
  });
}

/** FNV-1a over UTF-16 code units (Fowler, Noll, Vo), with a last mixing. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
