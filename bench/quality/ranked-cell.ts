import { type NaiveMethod, naiveMethods } from './methods/naive.ts';
import { type LabelledColumns, referenceScores } from './methods/reference.ts';
import type { Cell } from './plan.ts';
import type { ScoredClaim } from './scored-claim.ts';

export const ringfence = 'Ringfence';
export const reference = 'trained reference';
/** The same trees with labels too, but on all that Ringfence recorded with its decisions: how much more could be made of that. */
export const ceiling = 'trained on what Ringfence knows';
/** Fraud first, dearest first: nobody can do better. */
export const oracle = 'best possible';

/** The claims of one world, and what every method scores them with. */
export interface RankedWorld {
  readonly seed: number;
  readonly claims: readonly ScoredClaim[];
  readonly scores: ReadonlyMap<string, readonly number[]>;
}

export interface RankedCell {
  readonly cell: Cell;
  readonly worlds: readonly RankedWorld[];
  /** What the reference was trained on; null without it. */
  readonly referenceNote: string | null;
}

/** Scores the claims of a cell's worlds with every method. `python` is null where no reference can be trained. */
export async function rankCell(
  cell: Cell,
  worlds: readonly { readonly seed: number; readonly claims: readonly ScoredClaim[] }[],
  labelled: readonly LabelledColumns[],
  labelledKnown: readonly LabelledColumns[],
  python: string | null,
): Promise<RankedCell> {
  const plain = worlds.flatMap(world => world.claims.map(claim => claim.plain));
  const trained = python === null ? null : await referenceScores(python, labelled, plain);
  const known = worlds.flatMap(world => world.claims.map(claim => claim.known ?? {}));
  const best =
    python === null || labelledKnown.length === 0 ? null : await referenceScores(python, labelledKnown, known);
  let from = 0;
  const ranked = worlds.map(({ seed, claims }) => {
    const scores = new Map<string, readonly number[]>();
    scores.set(
      ringfence,
      claims.map(claim => claim.score),
    );
    if (trained !== null) scores.set(reference, trained.scores.slice(from, from + claims.length));
    if (best !== null) scores.set(ceiling, best.scores.slice(from, from + claims.length));
    from += claims.length;
    for (const method of naiveMethods) scores.set(method.name, scoresOf(method, claims, seed));
    scores.set(
      oracle,
      claims.map(claim => (claim.fraud ? 1 : 0)),
    );
    return { seed, claims, scores };
  });
  return { cell, worlds: ranked, referenceNote: trained?.note ?? null };
}

function scoresOf(method: NaiveMethod, claims: readonly ScoredClaim[], seed: number): readonly number[] {
  return method.scores(
    claims.map(claim => claim.plain),
    seed,
  );
}
