import type { Reason } from './evidence.ts';
import type { Candidate } from './gate.ts';
import type { Ground } from './ground.ts';
import { append } from './grouping.ts';
import type { Settled } from './settle.ts';

/** A person who looked is taken to be right about 3,000 times to 1 (nats). */
const beliefNats = 8;
const belief = 1 / (1 + Math.exp(-beliefNats));

/**
 * The rings with those whom people found to be members of them, whatever the numbers say. They come after the gate and teach nothing: what a ring is
 * like, and whether it stands, is learned from those whom the numbers tie. Of an account's claims those belong to the ring that the verdict makes
 * likelier than not, and the likeliest in any case.
 */
export function believing(ground: Ground, settled: Settled, candidates: readonly Candidate[]): readonly Candidate[] {
  const accountsOf = ({ members }: Candidate) => new Set(members.map(({ index }) => ground.cases[index]!.account));
  const believed = ground.verdicts.members(candidates.map(accountsOf));
  if (believed.size === 0) return candidates;
  const claims = new Map<number, number[]>();
  for (const [index, { account }] of ground.cases.entries()) if (believed.has(account)) append(claims, account, index);
  const joining = candidates.map((): number[] => []);
  for (const [account, rings] of believed)
    for (const ring of rings) joining[ring]!.push(...(claims.get(account) ?? []));
  return candidates.map((candidate, at) => withClaims(ground, settled, candidate, joining[at]!));
}

function withClaims(ground: Ground, settled: Settled, candidate: Candidate, joining: readonly number[]): Candidate {
  if (joining.length === 0) return candidate;
  const reasons = new Map(candidate.reasons);
  const members = new Map(candidate.members.map(member => [member.index, member]));
  const weighed = joining.map(index => {
    const own = candidate.reasons.get(index) ?? settled.weighing.reasons(index, candidate.ring);
    return { index, own, nats: own.reduce((sum, reason) => sum + reason.nats, 0) };
  });
  for (const of of Map.groupBy(weighed, ({ index }) => ground.cases[index]!.account).values()) {
    const likeliest = of.reduce((one, other) => (other.nats > one.nats ? other : one));
    for (const each of of) {
      const { index, own, nats } = each;
      if (each !== likeliest && nats + beliefNats <= 0) continue;
      const said: Reason = { kind: 'verdict', nats: beliefNats, value: -1, shared: 0 };
      reasons.set(index, [...own, said]);
      members.set(index, { index, probability: Math.max(belief, members.get(index)?.probability ?? 0) });
    }
  }
  return { ...candidate, reasons, members: [...members.values()].sort((left, right) => left.index - right.index) };
}
