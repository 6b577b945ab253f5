import { binomialTailLog } from '../../stats/binomial.ts';
import type { MarkKind } from './cases.ts';
import type { Candidate } from './gate.ts';
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
    const accountsOf = (of: readonly number[]) => new Set(of.map(index => ground.cases[index]!.account)).size;
    const accounts = accountsOf(indices);
    found.push({
      kind,
      value: ground.book.names.text(value),
      claims: indices.length,
      accounts,
      seenWith: isVisit(kind) ? (seen?.accounts ?? accounts) : accountsOf(ground.carriers.get(value)!),
      atClaimsOnly: isVisit(kind) ? (seen?.only ?? accounts) : null,
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
  const atClaimsOnly = of.reduce((sum, value) => sum + (value.atClaimsOnly ?? 0), 0);
  const chance = kind === undefined ? 0 : ground.screening.chance[kind];
  return {
    accounts,
    atClaimsOnly,
    expected: accounts * chance,
    chanceLog: accounts === 0 ? 0 : binomialTailLog(atClaimsOnly, accounts, chance),
  };
}
