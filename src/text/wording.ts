import { hash52 } from './hash64.ts';
import { anyNumber, shinglesOf, wordsOf } from './shingles.ts';

/** Words of a shingle: long enough that two people rarely choose the same ones by chance, short enough to survive a changed word. */
const shingleWords = 3;
/** Shingles kept of one text. With twelve, a text that shares half of its shingles with another is told from a stranger's. */
export const marksMax = 12;
/** A shorter text ("where is my parcel") is said by too many to say anything. */
const wordsMin = 8;

/**
 * What a text's wording is recognised by: the smallest hashes of its runs of three words (a bottom-k sketch; Broder, On the
 * resemblance and containment of documents, 1997). The share of marks that two texts have in common estimates how much of their
 * wording they share. Case, accents, punctuation and whatever holds a digit (order numbers, dates, amounts) do not count.
 * Up to {@link marksMax} numbers below 2^52, ascending; none for a text of fewer than eight words.
 */
export function wordingMarks(text: string): number[] {
  const words = wordsOf(text).filter(word => word !== anyNumber);
  if (words.length < wordsMin) return [];
  const hashes = new Set(shinglesOf(words, shingleWords).map(hash52));
  return [...hashes].sort((left, right) => left - right).slice(0, marksMax);
}
