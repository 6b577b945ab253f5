import { hourUs } from '../../domain/time.ts';
import type { MarkKind } from './cases.ts';
import type { Reason } from './evidence.ts';
import type { Candidate } from './gate.ts';
import type { Ground } from './ground.ts';
import { percent, plural, times } from './numbers.ts';
import type { RingLink, RingMember } from './ring.ts';
import type { Member, Settled } from './settle.ts';
import { isVisit } from './visits.ts';
import { isStaff } from './work.ts';

/** A reason that says less than this (nats) is not worth a reader's time. */
const tellMin = 0.7;
const told = 3;

/** The member with the links of each claim and one sentence of the strongest reasons. */
export function memberOf(ground: Ground, settled: Settled, candidate: Candidate, own: readonly Member[]): RingMember {
  const { book, cases } = ground;
  const best = own.reduce((one, other) => (other.probability > one.probability ? other : one));
  const moments = own.map(({ index }) => cases[index]!.at);
  return {
    accountId: book.names.text(cases[best.index]!.account).slice('a/'.length),
    probability: best.probability,
    claims: own.map(({ index }) => book.names.text(cases[index]!.claim).slice('k/'.length)),
    firstAt: Math.min(...moments),
    lastAt: Math.max(...moments),
    sentence: [sentenceOf(ground, settled, candidate, best.index), ...foundHonest(ground, own)].join(' '),
    links: own.flatMap(({ index }) => linksOfClaim(ground, candidate, index)),
  };
}

function linksOfClaim(ground: Ground, candidate: Candidate, index: number): RingLink[] {
  const each = ground.cases[index]!;
  const reasons = candidate.reasons.get(index)!;
  return each.marks.flatMap(mark => {
    const reason = reasons.find(one => one.value === mark.value && one.kind === mark.kind);
    if (reason === undefined || reason.shared === 0 || reason.nats <= 0) return [];
    // Devices, lines and documents are named with their kind, employees by their id.
    const value = ground.book.names.text(mark.value).replace(/^e\//, '');
    const link: RingLink = {
      claimId: ground.book.names.text(each.claim).slice('k/'.length),
      accountId: ground.book.names.text(each.account).slice('a/'.length),
      kind: mark.kind,
      value,
      when: whenOf(each.at, mark.at),
      at: mark.at,
      seq: mark.seq,
      shared: reason.shared,
      nats: reason.nats,
      sentence: linkSentence(ground, mark.kind, mark.value, reason),
    };
    return [link];
  });
}

/**
 * Facts so close to the claim are its own: the sign-in and the contact it was made in, what was sent with it, money granted on the spot.
 * Their clocks differ by minutes, and which of them was written first says nothing.
 */
const atClaim = hourUs;

function whenOf(claimAt: number, at: number): RingLink['when'] {
  if (Math.abs(at - claimAt) <= atClaim) return 'at';
  return at < claimAt ? 'before' : 'after';
}

function linkSentence(ground: Ground, kind: MarkKind, value: number, { shared }: Reason): string {
  const others = plural(shared, 'other claim');
  if (isStaff(kind))
    return `${staffWords[kind]} in ${others} of the ring, with ${percent(ground.workShare(kind, value))} of such work.`;
  if (!isVisit(kind))
    return `The same ${thingWords[kind]} as in ${others} of the ring; ${elsewhere(ground, value, shared)}.`;
  const seen = ground.exposure.get(value);
  return `The same ${thingWords[kind]} as in ${others} of the ring; ${seen?.accounts ?? 0} accounts were seen with it, ${seen?.only ?? 0} of them at claims only.`;
}

function elsewhere(ground: Ground, value: number, shared: number): string {
  const outside = Math.max(0, ground.carriers.get(value)!.length - shared - 1);
  return outside === 0 ? 'no other claim of the shop has it' : `${plural(outside, 'claim')} outside have it too`;
}

const staffWords = {
  agent: 'The same employee spoke with the customer',
  granter: 'The same employee granted money without a contact',
  receiver: 'The same employee received a return that nobody else saw arrive',
  viewer: 'The same employee opened the record before there was a claim',
} as const;

const thingWords: Readonly<Record<MarkKind, string>> = {
  device: 'device',
  ip: 'network address',
  network: 'network',
  document: 'document',
  picture: 'picture, or nearly',
  tender: 'payment instrument',
  drop: 'place where the return ended',
  receiver: 'receiver',
  granter: 'granter',
  viewer: 'viewer',
  agent: 'agent',
};

function sentenceOf(ground: Ground, settled: Settled, candidate: Candidate, index: number): string {
  const strongest = [...candidate.reasons.get(index)!]
    .filter(reason => reason.nats > tellMin && reason.kind !== 'prior' && !isFoundHonest(ground, reason))
    .sort((left, right) => right.nats - left.nats)
    .slice(0, told)
    .map(reason => reasonWords(ground, settled, candidate, index, reason));
  return strongest.length === 0 ? 'Many small signs, none of them strong.' : strongest.join(' ');
}

/** That many members were found honest is no reason to think that somebody is a member. */
function isFoundHonest({ traitValues }: Ground, { kind, value }: Reason): boolean {
  return kind === 'trait' && traitValues[value]!.name === 'verdict' && traitValues[value]!.text === 'honest';
}

/** Said of a member however little it weighs: whoever decides about them has to know. */
function foundHonest({ book, cases }: Ground, own: readonly Member[]): string[] {
  const claims = own
    .filter(({ index }) => cases[index]!.traits.get('verdict') === 'honest')
    .map(({ index }) => book.names.text(cases[index]!.claim).slice('k/'.length));
  return claims.length === 0 ? [] : [`Against it: a person found them honest, in ${claims.join(', ')}.`];
}

function reasonWords(ground: Ground, settled: Settled, candidate: Candidate, index: number, reason: Reason): string {
  switch (reason.kind) {
    case 'prior':
      return '';
    case 'verdict':
      return 'An investigator found the account to be a member.';
    case 'trait': {
      const { name, text } = ground.traitValues[reason.value]!;
      return `${traitWords(name, text)}: ${times(reason.nats)} times as usual among claims of rings as among others.`;
    }
    case 'country':
      return `${reason.shared} of the ring's claims are of the same country.`;
    case 'time':
      return `${plural(reason.shared, 'claim')} of the ring within 15 days of it.`;
    case 'words': {
      const p = settled.weighing.wordsOf(candidate.ring).pValue(index) ?? 1;
      return `Its words are those of the ring: only ${percent(p)} of like claims come as close.`;
    }
    case 'device':
    case 'ip':
    case 'network':
    case 'document':
    case 'picture':
    case 'tender':
    case 'drop':
    case 'receiver':
    case 'granter':
    case 'viewer':
    case 'agent':
      return reason.shared === 0
        ? `Its ${thingWords[reason.kind]} was never seen before, as is usual for the ring.`
        : linkSentence(ground, reason.kind, reason.value, reason);
  }
}

function traitWords(name: string, text: string): string {
  const [of, what] = text.includes('|') ? (text.split('|') as [string, string]) : [null, text];
  const said = what.replaceAll('_', ' ');
  const among = of === null ? '' : ` (among claims "${of.replaceAll('_', ' ')}")`;
  switch (name) {
    case 'visit':
      return said === 'strange strange'
        ? "Neither device nor network was the customer's own"
        : `Device and network were, in turn: ${said}`;
    case 'reason':
      return `The claim says "${said}"`;
    case 'amount':
      return `The amount lies in the ${said} of its currency${among}`;
    case 'back':
      return `The goods on their way back: ${said}${among}`;
    case 'waited':
      return `From arrival to claim: ${said}${among}`;
    case 'files':
      return `Files sent with it: ${said}${among}`;
    case 'dispute':
      return `A dispute after it: ${said}${among}`;
    case 'granted':
      return said === 'withdrawn' ? `The customer withdrew it${among}` : `Granted by: ${said}${among}`;
    case 'channel':
      return `Made by ${said}${among}`;
    case 'viewed':
      return said === 'yes' ? 'The record was opened before there was a claim' : 'Nobody looked at the record before';
    case 'verdict':
      return `A person judged it: ${said}`;
    default:
      return `${name}: ${said}`;
  }
}
