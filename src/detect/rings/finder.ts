import type { Fact } from '../../domain/fact.ts';
import { LinkBook } from './book.ts';
import { findRings, type RingReport } from './find.ts';
import { type OnStep, untold } from './progress.ts';
import { TextCache } from './text-cache.ts';
import type { Verdict } from './verdicts.ts';

/**
 * Keeps what is known between runs: new facts are added to the book, and texts that were read are not read again. An update equals a
 * full run by construction, because both find the rings in the same book; what is usual (rates, words, work shares) moves with
 * every fact, so the search itself starts anew each time.
 */
export class RingFinder {
  readonly book: LinkBook;
  readonly #texts = new TextCache();

  constructor(book: LinkBook = new LinkBook()) {
    this.book = book;
  }

  /** Takes in new facts, each once, in any order, and finds the rings as they now stand. */
  update(facts: Iterable<Fact>, verdicts: readonly Verdict[] = [], onStep: OnStep = untold): RingReport {
    for (const fact of facts) this.book.add(fact);
    return findRings(this.book, verdicts, this.#texts, onStep);
  }
}
