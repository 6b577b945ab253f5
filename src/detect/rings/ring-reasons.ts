import type { Candidate } from './gate.ts';
import type { Ground } from './ground.ts';
import { bondBy, onceForAll } from './group-evidence.ts';
import { householdMax } from './households.ts';
import { linesOf } from './lines.ts';
import { percent, plural, times } from './numbers.ts';
import type { BondKind, Footprint, Ring, RingEmployee, RingReason } from './ring.ts';
import type { Settled } from './settle.ts';
import type { VisitKind } from './visits.ts';

const shown = 3;

interface Told {
  readonly ground: Ground;
  readonly candidate: Candidate;
  readonly footprint: readonly Footprint[];
  readonly employees: readonly RingEmployee[];
  readonly settled: Settled;
}

/**
 * The strongest bonds, with the numbers that a reader would ask for. They are counted over the members that are reported: a bond of
 * which nothing is left among these is not told.
 */
export function reasonsOf(
  ground: Ground,
  candidate: Candidate,
  footprint: readonly Footprint[],
  employees: readonly RingEmployee[],
  settled: Settled,
): RingReason[] {
  const told = [...candidate.bonds]
    .flatMap(bond => bondReason(bond, { ground, candidate, footprint, employees, settled }) ?? [])
    .sort((left, right) => right.nats - left.nats || (left.bond < right.bond ? -1 : 1));
  return told.length === 0 ? [wholeReason(candidate)] : told.slice(0, shown);
}

/** What is said of a ring of which no bond can be told by itself any more. */
function wholeReason({ members, evidence }: Candidate): RingReason {
  const sentence = `No single bond is left between ${plural(members.length, 'claim')}; by all small signs together they are ${times(evidence)} times as likely one operator's as not.`;
  return { bond: 'conduct', nats: evidence, claims: members.length, sentence };
}

function bondReason(bond: BondKind, told: Told): RingReason | null {
  const { ground, candidate } = told;
  let nats = 0;
  const supporting = new Set<number>();
  for (const { index } of candidate.members)
    for (const reason of candidate.reasons.get(index)!) {
      if (bondBy(ground, reason) !== bond) continue;
      nats += onceForAll(reason);
      if (reason.nats > 0) supporting.add(index);
    }
  const said = bondSentence(bond, told, supporting.size, nats);
  return nats <= 0 || said === null || said.claims === 0 ? null : { bond, nats, ...said };
}

/** The sentence, and the number of claims that it speaks of; null where it would speak of nothing. */
function bondSentence(
  bond: BondKind,
  told: Told,
  supporting: number,
  nats: number,
): Pick<RingReason, 'claims' | 'sentence'> | null {
  const { ground, candidate, footprint, employees } = told;
  const size = candidate.members.length;
  const of = (...kinds: readonly string[]) => footprint.filter(each => kinds.includes(each.kind));
  const met = (values: readonly Footprint[], words: (claims: string) => string) => {
    const claims = claimsWith(ground, candidate, values);
    return values.length === 0 ? null : { claims, sentence: words(`${claims} of ${plural(size, 'claim')}`) };
  };
  switch (bond) {
    case 'device':
      return met(of('device'), claims => visitSentence(claims, 'device', of('device'), ground));
    case 'network': {
      const lines = linesOf(footprint);
      return met(lines, claims => visitSentence(claims, 'line', lines, ground));
    }
    case 'words':
      return {
        claims: supporting,
        sentence: `${supporting} of ${plural(size, 'claim')} are worded alike: of claims with the same reason outside, ${percent(medianCloseness(told.settled, candidate))} come as close as the middle one of these.`,
      };
    case 'staff': {
      // Where no one employee stands out, there is nobody whose work a reader could look at.
      const [first] = employees;
      return first === undefined ? null : { claims: first.acts, sentence: first.sentence };
    }
    case 'document': {
      const files = of('document', 'picture');
      return met(
        files,
        claims =>
          `${claims} came with ${plural(files.length, 'document')} that others of the ring had sent, or nearly the same.`,
      );
    }
    case 'tender':
      return met(
        of('tender'),
        claims => `Money of ${claims} went to payment instruments that several customers share.`,
      );
    case 'conduct':
      return {
        claims: supporting,
        sentence: `${supporting} of ${plural(size, 'claim')} bear signs of rings (amount, haste, what came back, who granted it); together these are ${times(nats)} times as likely there as by chance.`,
      };
    case 'destination':
      return met(of('drop'), claims => `Returns of ${claims} ended at the same places, none of them the shop's.`);
  }
}

/** Claims of the ring that came with one of the values. */
function claimsWith(ground: Ground, candidate: Candidate, values: readonly Footprint[]): number {
  const numbers = new Set(values.map(each => ground.book.names.find(each.value)));
  return candidate.members.filter(({ index }) =>
    ground.cases[index]!.marks.some(mark => !mark.own && numbers.has(mark.value)),
  ).length;
}

function visitSentence(claims: string, thing: string, values: readonly Footprint[], ground: Ground): string {
  const sum = (of: (value: Footprint) => number) => values.reduce((all, value) => all + of(value), 0);
  const expected = sum(value => value.seenWith * ground.screening.chance[value.kind as VisitKind]);
  const things = values.length === 1 ? `one ${thing}` : `${values.length} ${thing}s`;
  return `${claims} came from ${things} that customers share: ${sum(value => value.atClaimsOnly ?? 0)} of ${sum(value => value.seenWith)} accounts met there did so at claims only, where chance would give ${expected.toFixed(1)}.`;
}

function medianCloseness(settled: Settled, candidate: Candidate): number {
  const words = settled.weighing.wordsOf(candidate.ring);
  const all = candidate.members
    .map(({ index }) => words.pValue(index))
    .filter(p => p !== null)
    .sort((left, right) => left - right);
  return all[Math.floor(all.length / 2)] ?? 1;
}

function onlyShare(footprint: readonly Footprint[]): number {
  const of = linesOf(footprint);
  const seen = of.reduce((sum, each) => sum + each.seenWith, 0);
  return of.reduce((sum, each) => sum + (each.atClaimsOnly ?? 0), 0) / Math.max(1, seen);
}

/** What an innocent reader would say of the strongest bond that is told, and what speaks against it. */
export function innocentOf(
  ground: Ground,
  candidate: Candidate,
  footprint: readonly Footprint[],
  surplus: Ring['surplus'],
  strongest: BondKind,
  settled: Settled,
): Ring['innocent'] {
  const households = new Set(candidate.members.map(({ index }) => ground.household[index])).size;
  // Households are told by what up to so many accounts have: what more have is no home's, and was not looked at.
  const apart = `The customers are ${plural(households, 'household')}: none of them registers or orders with an address, a payment instrument or a device of another (what more than ${householdMax} accounts have is not counted).`;
  switch (strongest) {
    case 'device':
      return {
        explanation: 'A device that was resold, lent, or stands in a shop or library.',
        against: `${surplus.atClaimsOnly} of ${surplus.accounts} accounts seen with these devices used them at claims only, against ${surplus.expected.toFixed(1)} expected. ${apart}`,
      };
    case 'network':
      return {
        explanation: 'A carrier or a tunnel that puts many customers behind one address, or a public network.',
        against: `Public networks serve orders too; of the accounts seen at these, ${percent(onlyShare(footprint))} were met at claims only. ${apart}`,
      };
    case 'words':
      return {
        explanation: 'A popular letter of complaint that many people copy.',
        against: `A popular letter would be found outside the ring as well: only ${percent(medianCloseness(settled, candidate))} of like claims come as close as the middle member. ${apart}`,
      };
    case 'staff':
      return {
        explanation: 'A busy employee, a special desk, or a queue that only few work in.',
        against: `The share is measured against the employee's part in the same work in the same country. ${apart}`,
      };
    case 'document':
      return {
        explanation: 'A picture from the manual or the web, or a form that everybody fills in.',
        against: `Claims outside the ring hardly carry these files. ${apart}`,
      };
    case 'tender':
      return {
        explanation: 'A family account, or a shared wallet.',
        against: `It is the money paid back that meets there. ${apart}`,
      };
    case 'conduct':
      return {
        explanation: 'Dear goods that are often stolen, a bad carrier, or a bad batch.',
        against: `Each sign is compared with claims of the same reason. ${apart}`,
      };
    case 'destination':
      return { explanation: 'A parcel shop or a forwarder, or a carrier that mixes up depots.', against: apart };
  }
}
