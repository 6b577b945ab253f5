import { believing } from './believed.ts';
import type { LinkBook } from './book.ts';
import { describe } from './describe.ts';
import { dissolving } from './dissolving.ts';
import { standing } from './gate.ts';
import { type Ground, groundOf } from './ground.ts';
import { type OnStep, untold } from './progress.ts';
import type { Ring } from './ring.ts';
import { settle } from './settle.ts';
import { TextCache } from './text-cache.ts';
import { type Verdict, Verdicts } from './verdicts.ts';

export interface RingReport {
  /** The strongest first. */
  readonly rings: readonly Ring[];
  readonly claims: number;
  /** Groups that were looked at, the reported ones among them. */
  readonly candidates: number;
  readonly knownUntil: number;
}

/**
 * Finds the rings in what the book knows: which claims surround which tools, what their words, staff, documents and destinations
 * have in common, and whether that is more than chance. Pure and deterministic: the same facts and verdicts give the same rings in
 * whatever order the facts came. About linear in claims times rings; memory is that of the phrases. `onStep` is told where it is.
 */
export function findRings(
  book: LinkBook,
  verdicts: readonly Verdict[] = [],
  texts: TextCache = new TextCache(),
  onStep: OnStep = untold,
): RingReport {
  const ground: Ground = groundOf(book, texts, new Verdicts(book.names, verdicts), onStep);
  const groups = settle(ground, onStep);
  const stood = standing(ground, groups, onStep);
  const { settled, candidates } = stood;
  const rings = believing(ground, settled, candidates).map((candidate, done): Ring => {
    onStep({ step: 'describing', done, total: candidates.length });
    const ring = describe(ground, settled, candidate);
    return { ...ring, dissolvesWithout: dissolving(ground, stood, candidate, ring) };
  });
  onStep({ step: 'describing', done: rings.length, total: rings.length });
  rings.sort((left, right) => right.evidence - left.evidence || (left.ringId < right.ringId ? -1 : 1));
  return { rings, claims: ground.cases.length, candidates: groups.rings.length, knownUntil: book.knownUntil };
}
