import { dayUs, hourUs } from '../../domain/time.ts';
import type { LinkBook } from './book.ts';
import { append } from './grouping.ts';
import { linkSources } from './links.ts';
import { type OnPiece, uncounted } from './progress.ts';
import { absent } from './sheet.ts';

export const visitKinds = ['device', 'ip', 'network'] as const;
export type VisitKind = (typeof visitKinds)[number];

export function isVisit(kind: string): kind is VisitKind {
  return kind === 'device' || kind === 'ip' || kind === 'network';
}

/** A value that a claim, its contacts or the sign-ins just before them came from. */
export interface Visit {
  readonly kind: VisitKind;
  readonly value: number;
  readonly at: number;
  readonly seq: number;
}

/** How many accounts a value was seen with; how many of them used it away from claims, and how many at claims only. */
export interface Exposure {
  accounts: number;
  own: number;
  only: number;
}

export interface Visits {
  readonly ofClaim: ReadonlyMap<number, readonly Visit[]>;
  /** Contacts about a claim, in the order of their moments. */
  readonly contactsOf: ReadonlyMap<number, readonly number[]>;
  readonly exposure: ReadonlyMap<number, Exposure>;
  /** Whether the account used the value away from claims. */
  readonly owns: (account: number, value: number) => boolean;
}

/** A sign-in so long before a claim or its contact belongs to it; one so long before an order belongs to the order. */
const beforeClaim = 3 * hourUs;
const afterClaim = hourUs;
const beforeOrder = hourUs;
/** Contacts about the claimed order, so long before the claim, are its negotiation. */
const negotiation = 21 * dayUs;

/**
 * Tells apart what people show by themselves (registration, orders, sign-ins, enquiries) from what shows only around a claim.
 * An operator's device has no owner: it is met at claims, of many accounts, and nowhere else. Pieces are {@link visitPieces} many.
 */
export function visitsOf(book: LinkBook, onPiece: OnPiece = uncounted): Visits {
  const reader = new Reader(book, onPiece);
  const accounts = new Set<number>();
  for (const sheet of ['claims', 'contacts', 'sessions'] as const)
    for (const key of book[sheet].keys()) accounts.add(book[sheet].get(key, 'account'));
  for (const account of accounts) reader.read(account);
  return reader.result();
}

/** Rows that are read for visits: links, and what people do in sessions, contacts and claims. */
export function visitPieces({ seen, claims, contacts, sessions }: LinkBook): number {
  return seen.size + claims.size + contacts.size + sessions.size;
}

interface Around {
  readonly claim: number;
  readonly at: number;
}

class Reader {
  readonly #book: LinkBook;
  readonly #onPiece: OnPiece;
  readonly #claims: Map<number, number[]>;
  readonly #contacts: Map<number, number[]>;
  readonly #sessions: Map<number, number[]>;
  readonly #orders: Map<number, number[]>;
  readonly #owned = new Set<number>();
  readonly #atClaims = new Set<number>();
  readonly #ofClaim = new Map<number, Visit[]>();
  readonly #contactsOf = new Map<number, number[]>();

  constructor(book: LinkBook, onPiece: OnPiece) {
    this.#book = book;
    this.#onPiece = onPiece;
    const by = (sheet: 'claims' | 'contacts' | 'sessions' | 'orders') =>
      Map.groupBy(book[sheet].bySeq(), key => book[sheet].get(key, 'account'));
    this.#claims = by('claims');
    this.#contacts = by('contacts');
    this.#sessions = by('sessions');
    this.#orders = by('orders');
    for (const [left, value] of book.seen.entries()) {
      onPiece();
      const source = linkSources[left % linkSources.length]!;
      if (source === 'registration' || source === 'change' || source === 'order')
        this.#owned.add(pairOf(Math.floor(left / linkSources.length), value));
    }
  }

  read(account: number): void {
    const book = this.#book;
    const claims = this.#claims.get(account) ?? [];
    const around: Around[] = [];
    const named = new Map<number, number>();
    for (const claim of claims) {
      this.#see(account, claim, 'claims', claim);
      around.push({ claim, at: book.claims.get(claim, 'at') });
      named.set(book.claims.get(claim, 'session'), claim);
    }
    for (const contact of this.#contacts.get(account) ?? []) {
      const claim = this.#claimOf(contact, claims);
      this.#see(account, claim, 'contacts', contact);
      if (claim === null) continue;
      append(this.#contactsOf, claim, contact);
      around.push({ claim, at: book.contacts.get(contact, 'at') });
      named.set(book.contacts.get(contact, 'session'), claim);
    }
    named.delete(absent);
    this.#readSessions(account, around, named);
  }

  /** The nearest claim that the contact is about; a contact about nothing claimed is what anybody does. */
  #claimOf(contact: number, claims: readonly number[]): number | null {
    const book = this.#book;
    const order = book.contacts.get(contact, 'order');
    const at = book.contacts.get(contact, 'at');
    let best: number | null = null;
    let nearest = Number.POSITIVE_INFINITY;
    for (const claim of claims) {
      if (book.claims.get(claim, 'contact') === contact) return claim;
      const gap = book.claims.get(claim, 'at') - at;
      const fits =
        order === absent
          ? Math.abs(gap) < dayUs
          : order === book.claims.get(claim, 'order') && gap > -dayUs && gap < negotiation;
      if (!fits || Math.abs(gap) >= nearest) continue;
      best = claim;
      nearest = Math.abs(gap);
    }
    return best;
  }

  #readSessions(account: number, around: readonly Around[], named: ReadonlyMap<number, number>): void {
    const book = this.#book;
    const orders = this.#orders.get(account) ?? [];
    const ordering = new Set(orders.map(order => book.orders.get(order, 'session')));
    for (const session of this.#sessions.get(account) ?? []) {
      const at = book.sessions.get(session, 'at');
      let claim = named.get(session) ?? null;
      const before = (moment: number, span: number) => at <= moment && at >= moment - span;
      if (ordering.has(session)) claim = null;
      else if (claim === null && !orders.some(order => before(book.orders.get(order, 'at'), beforeOrder))) {
        let nearest = Number.POSITIVE_INFINITY;
        for (const each of around) {
          const gap = Math.abs(each.at - at);
          if (at < each.at - beforeClaim || at > each.at + afterClaim || gap >= nearest) continue;
          claim = each.claim;
          nearest = gap;
        }
      }
      this.#see(account, claim, 'sessions', session);
    }
  }

  #see(account: number, claim: number | null, sheet: 'claims' | 'contacts' | 'sessions', key: number): void {
    this.#onPiece();
    const book = this.#book;
    for (const kind of visitKinds) {
      const value = book[sheet].get(key, kind);
      if (value === absent) continue;
      if (claim === null) {
        this.#owned.add(pairOf(account, value));
        continue;
      }
      this.#atClaims.add(pairOf(account, value));
      const visits = this.#ofClaim.get(claim) ?? [];
      this.#ofClaim.set(claim, visits);
      const visit = { kind, value, at: book[sheet].get(key, 'at'), seq: book[sheet].seq(key) };
      const there = visits.findIndex(each => each.value === value);
      if (there === -1) visits.push(visit);
      else if (visit.seq < visits[there]!.seq) visits[there] = visit;
    }
  }

  result(): Visits {
    const exposure = new Map<number, Exposure>();
    const count = (pair: number, field: 'own' | 'only') => {
      const value = pair % valuesMax;
      const there = exposure.get(value) ?? { accounts: 0, own: 0, only: 0 };
      exposure.set(value, there);
      there.accounts++;
      there[field]++;
    };
    for (const pair of this.#owned) count(pair, 'own');
    for (const pair of this.#atClaims) if (!this.#owned.has(pair)) count(pair, 'only');
    const at = (contact: number) => this.#book.contacts.get(contact, 'at');
    for (const contacts of this.#contactsOf.values())
      contacts.sort(
        (left, right) => at(left) - at(right) || this.#book.contacts.seq(left) - this.#book.contacts.seq(right),
      );
    return {
      ofClaim: this.#ofClaim,
      contactsOf: this.#contactsOf,
      exposure,
      owns: (account, value) => this.#owned.has(pairOf(account, value)),
    };
  }
}

const valuesMax = 2 ** 26;

function pairOf(account: number, value: number): number {
  return account * valuesMax + value;
}
