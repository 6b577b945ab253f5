import { DisjointSets } from '../../graph/components.ts';
import { binomialTailLog } from '../../stats/binomial.ts';
import { NearDuplicates } from '../../text/near-duplicates.ts';
import type { Case, MarkKind } from './cases.ts';
import { append } from './grouping.ts';
import { type OnPiece, uncounted } from './progress.ts';
import { isVisit } from './visits.ts';
import type { Wordings } from './wordings.ts';

/** Claims that something other than their looks ties together, from which rings are guessed and learned. */
export interface Anchor {
  /** Same for the same tie in every run: a value, or the first claim of a family of letters. */
  readonly name: string;
  /** What they share; null for letters, which are alike. */
  readonly value: number | null;
  readonly indices: readonly number[];
  /** A tool is met at claims only; the other ties may be anybody's, and only start a ring where no tool does. */
  readonly tool: boolean;
}

/** Letters that share half of their runs of three words are the same letter, filled in anew. */
const letterSimilarity = 0.5;
const letterShingle = 3;
/** A letter of fewer runs is a phrase that anybody writes. */
const letterMin = 8;
const householdsMin = 3;
/** What so many claims come from is the shop's own desk or terminal: no service brings about one claim in twenty with one tool. */
const deskShare = 0.05;
const deskMin = 50;
/** What ties without a tool must come from strange devices so much more often than usual, over all ties that were tried. */
const surpriseMax = 0.001;

/**
 * Ties of an operator: tools that are met at claims only; and, for one who changes tools each time, letters, documents, employees
 * and destinations whose claims come from devices and networks that are strange to their customers far more often than usual.
 * A popular letter or a busy employee has claims from home like everybody; theirs are not tied.
 */
export function anchorsOf(
  cases: readonly Case[],
  carriers: ReadonlyMap<number, readonly number[]>,
  tools: ReadonlyMap<number, number>,
  household: Int32Array,
  wordings: Wordings,
  nameOf: (value: number) => string,
  nameOfCase: (index: number) => string,
  onPiece: OnPiece = uncounted,
): readonly Anchor[] {
  const apart = (indices: readonly number[]) => new Set(indices.map(index => household[index])).size;
  const found: Anchor[] = [];
  for (const value of tools.keys()) {
    const indices = carriers.get(value) ?? [];
    if (indices.length > Math.max(deskMin, deskShare * cases.length)) continue;
    if (apart(indices) > 1) found.push({ name: nameOf(value), value, indices, tool: true });
  }
  const strange = Uint8Array.from(cases, isStrange);
  const ties = [
    ...byKind(cases).map(({ kind, value, indices }) => ({ kind, value, name: `${kind} ${nameOf(value)}`, indices })),
    ...[...letters(cases, cases.keys(), wordings, onPiece)].map(([head, indices]) => ({
      kind: 'letter',
      value: null,
      name: `letter ${nameOfCase(head)}`,
      indices,
    })),
  ];
  const tried = ties
    .map(tie => ({ ...tie, own: tie.indices.filter(index => strange[index] === 1) }))
    .filter(({ own }) => apart(own) >= householdsMin);
  for (const [kind, of] of Map.groupBy(ties, tie => tie.kind)) {
    // Dear goods are granted by people and shown in pictures: a tie is compared with its kind, not with all claims.
    const bearers = new Set(of.flatMap(tie => tie.indices));
    const usual = ([...bearers].filter(index => strange[index] === 1).length + 1) / (bearers.size + 2);
    for (const tie of tried) {
      if (tie.kind !== kind) continue;
      const surprise = binomialTailLog(tie.own.length, tie.indices.length, usual) + Math.log(tried.length);
      if (surprise < Math.log(surpriseMax))
        found.push({ name: tie.name, value: tie.value, indices: tie.own, tool: false });
    }
  }
  return found.sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** What is left of a family of letters once these wordings are what everybody says: the families among its claims that still tie as many households. */
export function lettersLeft(
  family: Anchor,
  cases: readonly Case[],
  household: Int32Array,
  wordings: Wordings,
): readonly Anchor[] {
  return [...letters(cases, family.indices, wordings).values()]
    .filter(indices => new Set(indices.map(index => household[index])).size >= householdsMin)
    .map(indices => ({ ...family, indices }));
}

/** Neither device nor network, as far as they are known, was the customer's own. */
function isStrange(each: Case): 0 | 1 {
  return each.traits.get('visit') === 'strange strange' ? 1 : 0;
}

function byKind(cases: readonly Case[]) {
  const found = new Map<string, { readonly kind: MarkKind; readonly value: number; readonly indices: number[] }>();
  for (const [index, each] of cases.entries()) {
    for (const { kind, value } of each.marks) {
      // Everybody's claim meets an agent; the other employees did something that few claims need.
      if (isVisit(kind) || kind === 'agent') continue;
      const key = `${kind} ${value}`;
      const there = found.get(key) ?? { kind, value, indices: [] };
      found.set(key, there);
      there.indices.push(index);
    }
  }
  return [...found.values()];
}

/** Families of near-duplicate letters among the claims: the first claim of each, and all its claims. */
function letters(
  cases: readonly Case[],
  among: Iterable<number>,
  wordings: Wordings,
  onPiece: OnPiece = uncounted,
): Map<number, number[]> {
  const families = new DisjointSets(cases.length);
  const index = new NearDuplicates(letterSimilarity);
  const owners: number[] = [];
  for (const owner of among) {
    onPiece();
    for (const words of cases[owner]!.texts) {
      const shingles = wordings.shingles(words, letterShingle);
      if (shingles.length < letterMin) continue;
      const number = owners.push(owner) - 1;
      index.meet(number, shingles, {
        isKnown: other => families.find(owner) === families.find(owners[other]!),
        onPair: other => families.join(owner, owners[other]!),
      });
    }
  }
  const grouped = new Map<number, number[]>();
  for (const owner of new Set(owners)) append(grouped, families.find(owner), owner);
  return grouped;
}
