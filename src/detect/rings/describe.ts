import type { Money } from '../../domain/money.ts';
import { dayUs } from '../../domain/time.ts';
import { hash64 } from '../../text/hash64.ts';
import { footprintOf, surplusOf } from './footprint.ts';
import type { Candidate } from './gate.ts';
import type { Ground } from './ground.ts';
import { append } from './grouping.ts';
import { linesOf } from './lines.ts';
import { memberOf } from './member-links.ts';
import type { Footprint, Ring } from './ring.ts';
import { innocentOf, reasonsOf } from './ring-reasons.ts';
import type { Settled } from './settle.ts';
import { employeesOf } from './staff-part.ts';
import { stretchesOf } from './stretches.ts';

/**
 * Growth compares the four weeks up to the ring's last claim with the four before. It hangs on nothing but the ring's own claims: counted
 * from the end of what is known, every ring would be another with every fact that comes, and be written anew.
 */
const growthSpan = 28 * dayUs;

/** Puts a standing group into the words of a case: who, with what, since when, how much, why, and why perhaps not. */
export function describe(ground: Ground, settled: Settled, candidate: Candidate): Omit<Ring, 'dissolvesWithout'> {
  const { book, cases } = ground;
  const byAccount = new Map<number, Candidate['members'][number][]>();
  for (const member of candidate.members) append(byAccount, cases[member.index]!.account, member);
  const members = [...byAccount.values()].map(own => memberOf(ground, settled, candidate, own));
  members.sort((left, right) => right.probability - left.probability || (left.accountId < right.accountId ? -1 : 1));
  const own = candidate.members
    .map(({ index }) => cases[index]!)
    .sort((left, right) => left.at - right.at || left.seq - right.seq);
  const lastAt = own.at(-1)!.at;
  const since = (span: number) => own.filter(each => each.at > lastAt - span).length;
  const footprint = footprintOf(ground, candidate);
  const employees = employeesOf(ground, candidate);
  const surplus = surplusOf(ground, footprint);
  const reasons = reasonsOf(ground, candidate, footprint, employees, settled);
  return {
    ringId: `ring-${hash64(book.names.text(own[0]!.claim)).slice(0, 12)}`,
    score: 1 - candidate.qValue,
    qValue: candidate.qValue,
    evidence: candidate.evidence,
    members,
    claims: own.map(each => book.names.text(each.claim).slice('k/'.length)).sort(),
    footprint,
    devices: valuesOf(footprint, 'device'),
    networks: linesOf(footprint).map(plain),
    words: stretchesOf(ground, settled, candidate),
    drops: valuesOf(footprint, 'drop'),
    employees,
    loss: lossOf(ground, candidate),
    firstAt: own[0]!.at,
    lastAt,
    growth: { lastClaims: since(growthSpan), earlierClaims: since(2 * growthSpan) - since(growthSpan) },
    surplus,
    reasons,
    innocent: innocentOf(ground, candidate, footprint, surplus, reasons[0]!.bond, settled),
  };
}

function valuesOf(footprint: Ring['footprint'], kind: string): string[] {
  return footprint.filter(each => each.kind === kind).map(plain);
}

function plain({ value }: Footprint): string {
  return value.slice(value.indexOf(':') + 1);
}

function lossOf(ground: Ground, candidate: Candidate): Money[] {
  const sums = new Map<number, number>();
  for (const { index } of candidate.members)
    for (const [currency, minor] of ground.cases[index]!.paid) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums]
    .map(([currency, minor]) => ({ minor, currency: ground.book.names.text(currency).slice('currency:'.length) }))
    .sort((left, right) => right.minor - left.minor || (left.currency < right.currency ? -1 : 1));
}
