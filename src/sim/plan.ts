import type { ClaimReason, ClaimWants } from '../domain/events/claim.ts';
import type { TenderKind } from '../domain/events/refund.ts';
import type { Account } from './accounts.ts';
import type { Millis } from './calendar.ts';
import type { Carrier } from './carriers.ts';
import type { Article } from './goods.ts';
import type { Address } from './places.ts';
import type { Random } from './random.ts';
import type { Ring } from './rings.ts';
import type { Employee, Site } from './staff.ts';

/** Where somebody acts from. */
export interface Visit {
  readonly device: string;
  readonly ip: string;
  readonly country: string;
}

export interface OrderLine {
  readonly id: string;
  readonly article: Article;
  readonly quantity: number;
  /** Price of one unit in minor units of the market's currency. */
  readonly minor: number;
  readonly serials: readonly string[];
}

export interface Payment {
  readonly token: string;
  readonly kind: string;
  readonly country: string;
}

/** What somebody is about to buy. */
export interface Basket {
  readonly account: Account;
  readonly at: Millis;
  readonly articles: readonly (readonly [article: Article, quantity: number])[];
  readonly shipTo: Address;
  readonly payment: Payment;
  readonly visit: Visit;
}

export interface Order extends Basket {
  readonly id: string;
  readonly lines: readonly OrderLine[];
  readonly minor: number;
  readonly site: Site;
  /** Who carries it, and its replacement. */
  readonly carrier: Carrier;
  readonly random: Random;
  /** The serial numbers were noted when it was packed. */
  readonly serialsNoted: boolean;
}

/** What physically becomes of the parcel. */
export interface Outbound {
  readonly fate: 'arrives' | 'stolen' | 'lost' | 'misdelivered' | 'falsely_scanned' | 'driver_keeps';
  readonly packed: 'right' | 'short' | 'wrong';
  readonly harm: 'none' | 'damaged' | 'pilfered';
}

export interface Delivery {
  readonly carrier: Carrier;
  readonly tracking: string;
  readonly shippedAt: Millis;
  /** When the goods came or were said to have come; for lost parcels, when the customer stops waiting. */
  readonly expectedAt: Millis;
  readonly scanned: boolean;
}

export type Verdict = 'honest' | 'fraud' | 'abuse';

/** What really comes back, and on which label. */
export interface SendBack {
  readonly content: 'goods' | 'used' | 'switched' | 'empty' | 'nothing';
  readonly label: 'issued' | 'own' | 'redirected';
  readonly afterDays: number;
  /** Serial number of the unit that goes back in place of the one that was bought; any where it has none of its own story. */
  readonly serial?: string;
}

export interface Attachment {
  readonly sha256: string;
  readonly kind: string;
  readonly perceptual_hash?: string;
}

/** How somebody words a claim: frozen words come out alike every time, the rest are drawn anew. */
export interface Voice {
  /** Seed of the frozen words; 0 for none. */
  readonly script: number;
  /** Share of the words that stay frozen. */
  readonly frozen: number;
  /** Sentences of pressure: deadlines, lawyers, police reports, reviews. */
  readonly pressure: number;
}

export type ContactWay = 'form' | 'chat' | 'phone' | 'email' | 'social';

/** Whose hand inside the shop helps: a receiver, an agent, or somebody who has an agent's password. */
export interface Insider {
  readonly way: 'dock' | 'desk' | 'stolen';
  readonly employee: Employee;
}

/** Everything about a claim before the first event of it is told: what is asked, by whom, what becomes of it and what is true. */
export interface ClaimPlan {
  readonly verdict: Verdict;
  /** The pattern of the domain for dishonest claims, the real cause for honest ones. */
  readonly pattern: string;
  /** The innocent circumstances that make an honest claim look dishonest. */
  readonly lookAlikes: readonly string[];
  readonly ring: Ring | null;
  readonly operator: string | null;
  readonly reason: ClaimReason;
  readonly wants: ClaimWants;
  readonly lines: readonly OrderLine[];
  readonly filedAt: Millis;
  readonly visit: Visit;
  readonly voice: Voice;
  readonly way: ContactWay;
  /** Contacts until somebody grants; the last one does. */
  readonly attempts: number;
  readonly attachments: readonly Attachment[];
  readonly remedy: 'refund' | 'replacement' | 'credit' | 'refused' | 'withdrawn';
  readonly tender: TenderKind;
  readonly sendBack: SendBack | null;
  /** A replacement does not wait for what should come back. */
  readonly inAdvance: boolean;
  /** Where a replacement goes, if not where the order went. */
  readonly replaceTo: Address | null;
  readonly insider: Insider | null;
  readonly afterwards: 'nothing' | 'store_refund' | 'dispute' | 'refund';
  /** Share of the line's price that is paid back, for credits of goodwill. */
  readonly share: number;
}
