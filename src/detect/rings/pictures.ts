import { DisjointSets } from '../../graph/components.ts';
import type { LinkBook } from './book.ts';
import { append } from './grouping.ts';

/** Perceptual hashes of 64 bits that differ in at most so many are the same picture, cut or compressed anew. */
const nearBits = 8;
const hash64 = /^picture:([0-9a-f]{16})$/;
const blocks = 4;

/**
 * Value of a picture -> the first value (by text) of its family of near-duplicates.
 *
 * Candidates agree in at least one of four 16-bit blocks, which every pair within three bits does and most within eight do;
 * each is verified. Source of the block index: Manku, Jain, Das Sarma, "Detecting near-duplicates for web crawling", 2007.
 */
export function pictureFamilies(book: LinkBook): ReadonlyMap<number, number> {
  const pictures = new Map<string, Picture>();
  for (const { values } of book.documents.values()) {
    for (const value of values) {
      const text = book.names.text(value);
      const hex = hash64.exec(text)?.[1];
      if (hex === undefined) continue;
      const hash = [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8), 16)] as const;
      pictures.set(text, { value, hash });
    }
  }
  const sorted = [...pictures.keys()].sort().map(text => pictures.get(text)!);
  const families = new DisjointSets(sorted.length);
  const met = new Map<number, number[]>();
  for (const [index, { hash }] of sorted.entries()) {
    for (let block = 0; block < blocks; block++) {
      const half = block < 2 ? hash[0] : hash[1];
      const key = block * 65_536 + ((half >>> (block % 2 === 0 ? 16 : 0)) & 0xffff);
      for (const other of met.get(key) ?? [])
        if (distance(hash, sorted[other]!.hash) <= nearBits) families.join(index, other);
      append(met, key, index);
    }
  }
  return new Map(sorted.map(({ value }, index) => [value, sorted[families.find(index)]!.value]));
}

/** A picture's value and the two halves of its hash. */
interface Picture {
  readonly value: number;
  readonly hash: readonly [high: number, low: number];
}

function distance(left: readonly [number, number], right: readonly [number, number]): number {
  return ones(left[0] ^ right[0]) + ones(left[1] ^ right[1]);
}

function ones(word: number): number {
  let bits = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
