import { wordsOf } from '../../text/shingles.ts';
import type { Said } from './told.ts';

/** Words of texts that were read before, by the number of their fact: reading them is most of the work of a claim. */
export class TextCache {
  readonly #known = new Map<number, readonly string[]>();

  words(said: Said): readonly string[] {
    const known = this.#known.get(said.seq);
    if (known !== undefined) return known;
    const words = wordsOf(said.text);
    this.#known.set(said.seq, words);
    return words;
  }
}
