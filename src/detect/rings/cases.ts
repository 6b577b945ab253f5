import { claimReasons } from '../../domain/events/claim.ts';
import { contactChannels } from '../../domain/events/contact.ts';
import { dayUs } from '../../domain/time.ts';
import type { LinkBook } from './book.ts';
import { tiesOf } from './coincidences.ts';
import { countBelow } from './grouping.ts';
import { Judgements } from './judgements.ts';
import { Outcomes } from './outcomes.ts';
import { pictureFamilies } from './pictures.ts';
import { Counted, type OnStep, untold } from './progress.ts';
import { absent } from './sheet.ts';
import type { TextCache } from './text-cache.ts';
import type { Said } from './told.ts';
import { type Exposure, isVisit, type Visits, visitPieces, visitsOf } from './visits.ts';

/** By what one claim can be tied to another. */
export const markKinds = [
  'device',
  'ip',
  'network',
  'document',
  'picture',
  'tender',
  'drop',
  'receiver',
  'granter',
  'viewer',
  'agent',
] as const;
export type MarkKind = (typeof markKinds)[number];

/** A value that a claim came with, and the first fact that says so. */
export interface Mark {
  readonly kind: MarkKind;
  readonly value: number;
  readonly seq: number;
  /** Moment of that fact, which need not be the claim's. */
  readonly at: number;
  /** The account used it away from claims too: it is the customer's own and ties to nobody. */
  readonly own: boolean;
}

export const traitNames = [
  'reason',
  'country',
  'visit',
  'amount',
  'back',
  'waited',
  'files',
  'dispute',
  'granted',
  'channel',
  'viewed',
  'verdict',
] as const;
export type TraitName = (typeof traitNames)[number];

/** A claim with what surrounds it, as far as rings are concerned. */
export interface Case {
  readonly claim: number;
  readonly account: number;
  readonly order: number;
  readonly at: number;
  readonly seq: number;
  readonly marks: readonly Mark[];
  /** The statement and the customer's messages about the claim, and the words of each. */
  readonly said: readonly Said[];
  readonly texts: readonly (readonly string[])[];
  /** What kind of claim it is. `a|b` says b among claims that are a, so that b is compared with its like only. */
  readonly traits: ReadonlyMap<TraitName, string>;
  /** Minor units paid out by currency. */
  readonly paid: ReadonlyMap<number, number>;
}

export interface Cases {
  /** In the order of the claims' ids, however the facts came. */
  readonly list: readonly Case[];
  readonly exposure: ReadonlyMap<number, Exposure>;
}

export function casesOf(
  book: LinkBook,
  texts: TextCache,
  coincidences: ReadonlySet<number>,
  onStep: OnStep = untold,
): Cases {
  const told = new Counted('claims', visitPieces(book) + book.claims.size, onStep);
  const visits = visitsOf(book, told.another);
  const outcomes = new Outcomes(book);
  const judgements = new Judgements(book);
  const pictures = pictureFamilies(book);
  const arrived = arrivals(book);
  const bands = amountBands(book);
  const list: Case[] = [];
  for (const claim of book.claims.keys()) {
    told.another();
    const order = book.claims.get(claim, 'order');
    const contacts = visits.contactsOf.get(claim) ?? [];
    const outcome = outcomes.of(claim, contacts);
    const met = [...visitMarks(book, claim, visits), ...documentMarks(book, claim, pictures), ...outcome.marks];
    const marks = tiesOf(book.names, met, coincidences);
    const reason = claimReasons[book.claims.get(claim, 'reason')]!;
    const way = contacts.length === 0 ? 'form' : contactChannels[book.contacts.get(contacts.at(-1)!, 'channel')]!;
    const country = book.orders.get(order, 'country');
    const said = saidAbout(book, claim, contacts);
    const verdict = judgements.of(claim);
    const traits = new Map<TraitName, string>();
    traits.set('reason', reason);
    if (country !== absent) traits.set('country', book.names.text(country).slice('country:'.length));
    const visit = visitTrait(met, marks);
    if (visit !== null) traits.set('visit', visit);
    traits.set('amount', `${reason}|${bands(claim)}`);
    traits.set('back', `${reason}|${outcome.back}`);
    traits.set('waited', `${reason}|${waited(book.claims.get(claim, 'at'), arrived.get(order))}`);
    traits.set('files', `${reason}|${book.documents.has(claim) ? 'some' : 'none'}`);
    traits.set('dispute', `${reason}|${outcome.disputed ? 'yes' : 'no'}`);
    traits.set('granted', `${way === 'form' ? 'form' : 'talk'}|${outcome.granted}`);
    traits.set('channel', `${reason}|${way}`);
    traits.set('viewed', marks.some(mark => mark.kind === 'viewer') ? 'yes' : 'no');
    if (verdict !== null) traits.set('verdict', verdict);
    list.push({
      claim,
      account: book.claims.get(claim, 'account'),
      order,
      at: book.claims.get(claim, 'at'),
      seq: book.claims.seq(claim),
      marks,
      said,
      texts: said.map(each => texts.words(each)),
      traits,
      paid: outcome.paid,
    });
  }
  const name = (each: Case) => book.names.text(each.claim);
  list.sort((left, right) => (name(left) < name(right) ? -1 : 1));
  told.end();
  return { list, exposure: visits.exposure };
}

function visitMarks(book: LinkBook, claim: number, visits: Visits): Mark[] {
  const account = book.claims.get(claim, 'account');
  const found = [...(visits.ofClaim.get(claim) ?? [])].sort((left, right) => left.seq - right.seq);
  return found.map(({ kind, value, seq, at }) => ({ kind, value, seq, at, own: visits.owns(account, value) }));
}

function documentMarks(book: LinkBook, claim: number, pictures: ReadonlyMap<number, number>): Mark[] {
  const documents = book.documents.get(claim);
  if (documents === undefined) return [];
  const values = new Set(documents.values.map(value => pictures.get(value) ?? value));
  return [...values].map(value => {
    const kind = book.names.text(value).startsWith('document:') ? 'document' : 'picture';
    return { kind, value, seq: documents.seq, at: book.claims.get(claim, 'at'), own: false };
  });
}

/**
 * Whether device and network were the customer's own; what one of them does not say, the other says for it. Null where only coincidences would say it:
 * claims have nothing in common by what people took out of them.
 */
export function visitTrait(met: readonly Mark[], marks: readonly Mark[]): string | null {
  const whose = (kinds: readonly MarkKind[]) => {
    const of = marks.filter(mark => kinds.includes(mark.kind));
    if (of.length === 0) return null;
    return of.every(mark => mark.own) ? 'own' : 'strange';
  };
  const device = whose(['device']);
  const network = whose(['ip', 'network']);
  if (device === null && network === null && met.some(mark => isVisit(mark.kind))) return null;
  return `${device ?? network ?? 'unknown'} ${network ?? device ?? 'unknown'}`;
}

/** Order -> first moment at which a parcel of it was delivered, within weeks of being shipped. */
function arrivals(book: LinkBook): ReadonlyMap<number, number> {
  const longest = 40 * dayUs;
  const found = new Map<number, number>();
  for (const parcel of book.parcels.keys()) {
    const order = book.parcels.get(parcel, 'order');
    const from = book.parcels.get(parcel, 'at');
    for (const scan of book.scans.get(book.parcels.get(parcel, 'track')) ?? [])
      if (scan.delivered && scan.at > from && scan.at < from + longest)
        found.set(order, Math.min(scan.at, found.get(order) ?? Number.POSITIVE_INFINITY));
  }
  return found;
}

function waited(at: number, arrived: number | undefined): string {
  if (arrived === undefined) return 'unknown';
  const days = (at - arrived) / dayUs;
  return days < 0 ? 'before' : days < 1.5 ? 'a day' : days < 3 ? 'three days' : days < 8 ? 'a week' : 'longer';
}

/** The band of a claim's amount among all claims in its currency: what is dear differs from shop to shop. */
function amountBands(book: LinkBook): (claim: number) => string {
  const sorted = new Map<number, Float64Array>();
  for (const [currency, claims] of Map.groupBy(book.claims.keys(), claim => book.claims.get(claim, 'currency')))
    sorted.set(currency, Float64Array.from(claims, claim => book.claims.get(claim, 'minor')).sort());
  return claim => {
    const all = sorted.get(book.claims.get(claim, 'currency'))!;
    const rank = countBelow(all, book.claims.get(claim, 'minor')) / all.length;
    return rank < 0.5 ? 'lower half' : rank < 0.75 ? 'third quarter' : rank < 0.9 ? 'upper quarter' : 'top tenth';
  };
}

function saidAbout(book: LinkBook, claim: number, contacts: readonly number[]): Said[] {
  const said = contacts.flatMap(contact => book.messages.get(contact) ?? []);
  const statement = book.statements.get(claim);
  if (statement !== undefined) said.push(statement);
  return said.sort((left, right) => left.seq - right.seq);
}
