import type { LinkBook } from './book.ts';
import { append, Families } from './grouping.ts';

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
  const hashes = new Map<number, readonly [high: number, low: number]>();
  for (const { values } of book.documents.values()) {
    for (const value of values) {
      const hex = hash64.exec(book.names.text(value))?.[1];
      if (hex !== undefined)
        hashes.set(value, [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8), 16)]);
    }
  }
  const families = new Families<number>((left, right) => book.names.text(left) < book.names.text(right));
  const met = new Map<number, number[]>();
  for (const [value, hash] of hashes) {
    for (let block = 0; block < blocks; block++) {
      const half = block < 2 ? hash[0] : hash[1];
      const key = block * 65_536 + ((half >>> (block % 2 === 0 ? 16 : 0)) & 0xffff);
      for (const other of met.get(key) ?? [])
        if (distance(hash, hashes.get(other)!) <= nearBits) families.join(value, other);
      append(met, key, value);
    }
  }
  return new Map([...hashes.keys()].map(value => [value, families.headOf(value)]));
}

function distance(left: readonly [number, number], right: readonly [number, number]): number {
  return ones(left[0] ^ right[0]) + ones(left[1] ^ right[1]);
}

function ones(word: number): number {
  let bits = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
