import { anyNumber, shinglesOf } from '../../text/shingles.ts';

/** Who copies a letter changes words of it, so parts of a stretch are known again too; but two words in a row are anybody's. */
const partWords = 3;

/**
 * Stretches of text that people found to be shared by coincidence. What of a text lies in them, three words in a row or more, is what everybody
 * says; the rest of the text is the customer's own.
 */
export class Wordings {
  readonly #stretches: readonly (readonly string[])[];
  readonly #parts = new Set<string>();

  /** The words of each stretch, told apart as those of texts are. */
  constructor(stretches: readonly (readonly string[])[]) {
    this.#stretches = stretches;
    for (const words of stretches)
      for (let at = 0; at + partWords <= words.length; at++) this.#parts.add(partAt(words, at));
  }

  /** These, and one more. */
  and(stretch: readonly string[]): Wordings {
    return new Wordings([...this.#stretches, stretch]);
  }

  /** Whether the run of words is a part by which a stretch is known again. */
  hasPart(run: string): boolean {
    return this.#parts.has(run);
  }

  /** The shingles of a text without those that lie in the stretches wherever they stand in it; one that reaches out of them is the customer's own. */
  shingles(words: readonly string[], size: number): string[] {
    const common = this.#commonIn(words);
    if (common === null) return shinglesOf(words, size);
    const own = new Set<string>();
    for (let at = 0; at === 0 || at + size <= words.length; at++)
      if (common.subarray(at, at + size).includes(0)) own.add(words.slice(at, at + size).join(' '));
    return [...own];
  }

  /** The words of a text, with the sign of what tells nothing in place of those that lie in the stretches. */
  ownWords(words: readonly string[]): readonly string[] {
    const common = this.#commonIn(words);
    return common === null ? words : words.map((word, at) => (common[at] === 1 ? anyNumber : word));
  }

  /** 1 for each word that lies in a stretch; null where none does. */
  #commonIn(words: readonly string[]): Uint8Array | null {
    if (this.#parts.size === 0) return null;
    let common: Uint8Array | null = null;
    for (let at = 0; at + partWords <= words.length; at++) {
      if (!this.#parts.has(partAt(words, at))) continue;
      common ??= new Uint8Array(words.length);
      common.fill(1, at, at + partWords);
    }
    return common;
  }
}

function partAt(words: readonly string[], at: number): string {
  return words.slice(at, at + partWords).join(' ');
}
