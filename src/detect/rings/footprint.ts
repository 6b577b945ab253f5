import { binomialTailLog } from '../../stats/binomial.ts';
import type { MarkKind } from './cases.ts';
import { bondOf, type Candidate, householdsMin } from './gate.ts';
import type { Ground } from './ground.ts';
import type { Footprint, Ring } from './ring.ts';
import { households } from './seeds.ts';
import { isVisit } from './visits.ts';
import { isStaff } from './work.ts';

/** Values of the operator that two or more households of the ring met, the most telling first; staff are told apart. */
export function footprintOf(ground: Ground, candidate: Candidate): Footprint[] {
  const met = new Map<number, { kind: MarkKind; indices: number[]; seqs: number[]; moments: number[] }>();
  for (const { index } of candidate.members) {
    for (const mark of ground.cases[index]!.marks) {
      if (mark.own || isStaff(mark.kind)) continue;
      const there = met.get(mark.value) ?? { kind: mark.kind, indices: [], seqs: [], moments: [] };
      met.set(mark.value, there);
      there.indices.push(index);
      there.seqs.push(mark.seq);
      there.moments.push(mark.at);
    }
  }
  const found: Footprint[] = [];
  for (const [value, { kind, indices, seqs, moments }] of met) {
    if (households(ground, indices) < 2) continue;
    const seen = ground.exposure.get(value);
    const accounts = new Set(indices.map(index => ground.cases[index]!.account)).size;
    found.push({
      kind,
      value: ground.book.names.text(value),
      claims: indices.length,
      accounts,
      seenWith: isVisit(kind) ? (seen?.accounts ?? accounts) : ground.carriers.get(value)!.length,
      atClaimsOnly: isVisit(kind) ? (seen?.only ?? accounts) : ground.carriers.get(value)!.length,
      firstAt: Math.min(...moments),
      lastAt: Math.max(...moments),
      seqs: [...new Set(seqs)].sort((left, right) => left - right),
    });
  }
  return found.sort((left, right) => right.claims - left.claims || (left.value < right.value ? -1 : 1));
}

/** How many accounts met the ring's devices (or networks, where there are none) at claims only, beside what chance would give. */
export function surplusOf(ground: Ground, footprint: readonly Footprint[]): Ring['surplus'] {
  const kind = (['device', 'ip', 'network'] as const).find(each => footprint.some(value => value.kind === each));
  const of = footprint.filter(value => value.kind === kind);
  const accounts = of.reduce((sum, value) => sum + value.seenWith, 0);
  const atClaimsOnly = of.reduce((sum, value) => sum + value.atClaimsOnly, 0);
  const chance = kind === undefined ? 0 : ground.screening.chance[kind];
  return {
    accounts,
    atClaimsOnly,
    expected: accounts * chance,
    chanceLog: accounts === 0 ? 0 : binomialTailLog(atClaimsOnly, accounts, chance),
  };
}

/**
 * The value on which most hangs: the members are weighed again without it, and those who are then less likely than not are gone.
 * Null where every member stands whichever value falls.
 */
export function dissolving(
  ground: Ground,
  candidate: Candidate,
  footprint: readonly Footprint[],
): Ring['dissolvesWithout'] {
  let worst: { readonly value: Footprint; readonly left: number; readonly households: number } | null = null;
  for (const value of footprint) {
    const number = ground.book.names.find(value.value);
    const left = candidate.members.filter(({ index }) => {
      const reasons = candidate.reasons.get(index)!;
      return reasons.reduce((sum, { nats, value: of }) => (of === number ? sum : sum + nats), 0) > 0;
    });
    const remaining = households(
      ground,
      left.map(each => each.index),
    );
    if (worst === null || left.length < worst.left) worst = { value, left: left.length, households: remaining };
  }
  if (worst === null || worst.left === candidate.members.length) return null;
  const { value, left } = worst;
  const fate =
    worst.households < householdsMin
      ? 'the ring would dissolve'
      : `${left} of ${candidate.members.length} claims would remain`;
  const accounts = new Set(candidate.members.map(({ index }) => ground.cases[index]!.account)).size;
  return {
    value: value.value,
    membersLeft: left,
    sentence: `If ${bondWords[bondOf[value.kind]]} ${value.value.slice(value.value.indexOf(':') + 1)} had an innocent owner, ${fate} (${accounts} customers now).`,
  };
}

const bondWords = {
  device: 'device',
  network: 'network',
  words: 'wording',
  staff: 'employee',
  document: 'document',
  tender: 'payment instrument',
  destination: 'destination',
  conduct: 'conduct',
} as const;
