import type { Candidate } from './gate.ts';
import type { Ground } from './ground.ts';
import { percent, plural } from './numbers.ts';
import type { BondKind, Footprint, Ring, RingEmployee, RingReason } from './ring.ts';
import type { Settled } from './settle.ts';

const shown = 3;

/** The strongest bonds, with the numbers that a reader would ask for. */
export function reasonsOf(
  ground: Ground,
  candidate: Candidate,
  footprint: readonly Footprint[],
  employees: readonly RingEmployee[],
  settled: Settled,
): RingReason[] {
  const size = candidate.members.length;
  return [...candidate.bonds]
    .map(([bond, { nats, claims }]) => ({
      bond,
      nats,
      claims,
      sentence: bondSentence(bond, { ground, candidate, footprint, employees, settled, claims, nats, size }),
    }))
    .sort((left, right) => right.nats - left.nats || (left.bond < right.bond ? -1 : 1))
    .slice(0, shown);
}

interface Told {
  readonly ground: Ground;
  readonly candidate: Candidate;
  readonly footprint: readonly Footprint[];
  readonly employees: readonly RingEmployee[];
  readonly settled: Settled;
  readonly claims: number;
  readonly nats: number;
  readonly size: number;
}

function bondSentence(bond: BondKind, told: Told): string {
  const { ground, candidate, footprint, employees, claims, nats, size } = told;
  const of = (...kinds: readonly string[]) => footprint.filter(each => kinds.includes(each.kind));
  switch (bond) {
    case 'device':
      return visitSentence('device', of('device'), claims, size, ground.screening.chance.device);
    case 'network':
      return visitSentence(
        'network address',
        of('ip').length > 0 ? of('ip') : of('network'),
        claims,
        size,
        ground.screening.chance.ip,
      );
    case 'words':
      return `${claims} of ${plural(size, 'claim')} are worded alike: of claims with the same reason outside, ${percent(medianCloseness(told.settled, candidate))} come as close as the middle one of these.`;
    case 'staff':
      return (
        employees[0]?.sentence ??
        `The same employees turn up in ${claims} of ${plural(size, 'claim')} more often than their work explains.`
      );
    case 'document':
      return `${claims} of ${plural(size, 'claim')} came with ${plural(of('document', 'picture').length, 'document')} that others of the ring had sent, or nearly the same.`;
    case 'tender':
      return `Money of ${claims} of ${plural(size, 'claim')} went to payment instruments that several customers share.`;
    case 'conduct':
      return `${claims} signs in ${plural(size, 'claim')} (amount, haste, what came back, who granted it) are those of rings; together they are ${nats > 23 ? 'more than ten billion' : Math.round(Math.exp(nats)).toLocaleString('en-US')} times as likely there as by chance.`;
    case 'destination':
      return `Returns of ${claims} of ${plural(size, 'claim')} ended at the same places, none of them the shop's.`;
  }
}

function visitSentence(
  thing: string,
  values: readonly Footprint[],
  claims: number,
  size: number,
  chance: number,
): string {
  const seen = values.reduce((sum, value) => sum + value.seenWith, 0);
  const only = values.reduce((sum, value) => sum + (value.atClaimsOnly ?? 0), 0);
  const things =
    values.length === 1 ? `one ${thing}` : `${values.length} ${thing === 'device' ? 'devices' : 'network addresses'}`;
  return `${claims} of ${plural(size, 'claim')} came from ${things} that customers share: ${only} of ${seen} accounts met there did so at claims only, where chance would give ${(seen * chance).toFixed(1)}.`;
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
  const of = footprint.filter(each => each.kind === 'ip' || each.kind === 'network');
  const seen = of.reduce((sum, each) => sum + each.seenWith, 0);
  return of.reduce((sum, each) => sum + (each.atClaimsOnly ?? 0), 0) / Math.max(1, seen);
}

/** What an innocent reader would say of the strongest bond, and what speaks against it. */
export function innocentOf(
  ground: Ground,
  candidate: Candidate,
  footprint: readonly Footprint[],
  surplus: Ring['surplus'],
  settled: Settled,
): Ring['innocent'] {
  const strongest = [...candidate.bonds].sort((left, right) => right[1].nats - left[1].nats)[0]?.[0] ?? 'words';
  const households = new Set(candidate.members.map(({ index }) => ground.household[index])).size;
  const apart = `The customers are ${plural(households, 'household')} that share no address and no payment instrument.`;
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
      return { explanation: 'A family account, or a shared wallet.', against: apart };
    case 'conduct':
      return {
        explanation: 'Dear goods that are often stolen, a bad carrier, or a bad batch.',
        against: `Each sign is compared with claims of the same reason. ${apart}`,
      };
    case 'destination':
      return { explanation: 'A parcel shop or a forwarder, or a carrier that mixes up depots.', against: apart };
  }
}
