import { Weighing } from './evidence.ts';
import type { Ground } from './ground.ts';
import { mergeRings } from './merging.ts';
import { Counted, type OnStep, untold } from './progress.ts';
import { households, seedsOf } from './seeds.ts';

/** A claim of a ring, and how surely it is one. */
export interface Member {
  readonly index: number;
  readonly probability: number;
}

export interface Settled {
  readonly rings: readonly (readonly Member[])[];
  readonly weighing: Weighing;
}

const rounds = 10;
/** Groups are joined while they still grow; later joins would change what was learned. */
const mergingRounds = 5;
/** Only members as sure as this teach what the ring is like; those tied by a tool teach when it is more likely than not. */
const teachMin = 0.9;
const tiedMin = 0.5;
/** Below this a claim is not even a candidate. */
export const candidateMin = 0.2;

/**
 * Finds the members of rings: a mixture of rings, people who cheat alone and everybody else, fitted by hard expectation and
 * maximisation from the groups around operators' tools (Dempster, Laird, Rubin 1977; "hard" as in Celeux and Govaert 1992).
 */
export function settle(ground: Ground, onStep: OnStep = untold): Settled {
  onStep({ step: 'groups', done: 0, total: 1 });
  let rings: readonly (readonly number[])[] = seedsOf(ground);
  let weighing = new Weighing(ground, rings);
  rings = mergeRings(ground, weighing, rings);
  weighing = new Weighing(ground, rings);
  const told = new Counted('weighing', ground.cases.length * (rounds + 1), onStep);
  for (let round = 0; round < rounds; round++) {
    const assigned = assign(ground, weighing, told);
    const standing = assigned
      .map(({ members, expected }) => ({ taught: teachers(weighing, members), expected }))
      .filter(({ taught }) => households(ground, taught) > 1);
    const expected = standing.reduce((sum, each) => sum + each.expected, 0);
    const before = rings;
    rings = standing.map(({ taught }) => taught);
    weighing = new Weighing(ground, rings, expected);
    if (same(rings, before)) break;
    if (round >= mergingRounds) continue;
    const merged = mergeRings(ground, weighing, rings);
    if (merged.length === rings.length) continue;
    rings = merged;
    weighing = new Weighing(ground, rings, expected);
  }
  const found = assign(ground, weighing, told);
  told.end();
  return { rings: found.map(({ members }) => members), weighing };
}

/** Claim -> its odds with rings. */
export type Odds = ReadonlyMap<number, readonly number[]>;

/**
 * One ring settled again from the claims it begins with, on a ground where other marks tie, among the claims that it had; the other rings stay as they
 * are. `others` are the odds of each of these claims with all other groups, from which the ring is told apart while it is learned; `rivals` those with the groups
 * among which it is shared out in the end.
 */
export function settleAgain(
  ground: Ground,
  settled: Settled,
  ring: number,
  beginning: readonly number[],
  { others, rivals }: { readonly others: Odds; readonly rivals: Odds },
): Settled {
  let members = beginning;
  let weighing = settled.weighing.relearned(ground, ring, members);
  for (let round = 0; round < rounds; round++) {
    const next = teachers(weighing, assignOne(weighing, ring, others));
    if (same([next], [members]) || households(ground, next) < 2) break;
    members = next;
    weighing = settled.weighing.relearned(ground, ring, members);
  }
  const own = assignOne(weighing, ring, rivals);
  return { rings: settled.rings.map((of, at) => (at === ring ? own : of)), weighing };
}

function assignOne(weighing: Weighing, ring: number, others: Odds): Member[] {
  return [...others].flatMap(([index, odds]) => {
    const own = weighing.total(index, ring);
    const [probability] = partsOf([own, ...odds], weighing.alone(index));
    return probability! > candidateMin ? [{ index, probability: probability! }] : [];
  });
}

function teachers(weighing: Weighing, assigned: readonly Member[]): number[] {
  return assigned
    .filter(({ index, probability }) => probability > (weighing.core.has(index) ? tiedMin : teachMin))
    .map(({ index }) => index);
}

/** Claims that may be a ring's members, and how many members it is expected to have, those that hardly may be counted in. */
interface Assigned {
  readonly members: Member[];
  expected: number;
}

/** Ring -> what is assigned to it. */
function assign(ground: Ground, weighing: Weighing, told: Counted): readonly Assigned[] {
  const found = weighing.profiles.map((): Assigned => ({ members: [], expected: 0 }));
  for (let index = 0; index < ground.cases.length; index++) {
    told.another();
    const odds = weighing.profiles.map((_, ring) => weighing.total(index, ring));
    for (const [ring, probability] of partsOf(odds, weighing.alone(index)).entries()) {
      found[ring]!.expected += probability;
      if (probability > candidateMin) found[ring]!.members.push({ index, probability });
    }
  }
  return found;
}

/** Probability of each ring, where the claim may also be that of somebody who cheats alone, or of nobody. */
export function partsOf(odds: readonly number[], alone: number): number[] {
  const most = Math.max(0, alone, ...odds);
  const parts = odds.map(each => Math.exp(each - most));
  const all = parts.reduce((sum, each) => sum + each, Math.exp(-most) + Math.exp(alone - most));
  return parts.map(part => part / all);
}

function same(left: readonly (readonly number[])[], right: readonly (readonly number[])[]): boolean {
  return (
    left.length === right.length &&
    left.every(
      (members, ring) =>
        members.length === right[ring]!.length && members.every((each, at) => each === right[ring]![at]),
    )
  );
}
