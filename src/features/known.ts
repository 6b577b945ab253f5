import type { Fact, FactOf } from '../domain/fact.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Moment } from '../domain/time.ts';
import type { OrderLedger } from '../ledger/fold.ts';
import type { AccountMove, StaffMove } from '../profiles/rows.ts';

/**
 * Everything that is known about a claim at a moment, gathered before any feature is computed. Every part holds only what
 * had arrived by then, so the same moment asked about later gives the same features.
 */
export interface Known {
  readonly claim: FactOf<'claim.filed'>;
  readonly moment: Moment;
  readonly order: FactOf<'order.placed'> | null;
  /** The order's dossier: its own facts and those of its parcels, returns, contacts, claims and refunds. */
  readonly dossier: readonly Fact[];
  readonly ledger: OrderLedger;
  readonly account: AccountKnown;
  readonly shared: readonly SharedValue[];
  /** Of the claims at which others met the claim's device, those (by number) whose goods had come back by the moment, with nothing against them. */
  readonly cameBack: ReadonlySet<number>;
  readonly wordings: readonly Wording[];
  readonly rings: RingTies;
  readonly rates: Rates;
  /** Claims of the year before the moment's day: all of them, those of each value band, and those that showed each sign of the policy, by key. */
  readonly seen: ReadonlyMap<string, number>;
  /** Moves of the employees who touch this claim: its contact's agents and whoever authorised or received. */
  readonly staff: readonly StaffMove[];
}

export interface AccountKnown {
  /** Newest first; the claim being decided is not among them. */
  readonly moves: readonly AccountMove[];
  /** True where there were more moves than are read: counts are then lower bounds. */
  readonly truncated: boolean;
  /** Verdicts on the account's earlier claims, newest first. */
  readonly judgements: readonly {
    readonly claimId: string;
    readonly verdict: string;
    readonly knownAt: Moment;
    readonly seq: number;
  }[];
}

/** Accounts counted on one value: beyond this it is a public place, and how much beyond does not matter. */
export const otherAccountsMax = 200;

/** A device, network, address or instrument of this claim or its order, and who else was seen with it. */
export interface SharedValue {
  readonly value: string;
  /** Whether the claim itself came with it (its device, its network), or only the order did. */
  readonly atClaim: boolean;
  /** When this account was first seen with it before this claim; null where the claim is the first time. */
  readonly ownSince: Moment | null;
  /** Other accounts seen with it, counted up to {@link otherAccountsMax}. */
  readonly otherAccounts: number;
  /** How many of them are closed, or were judged to be fraud or abuse by a person; with the facts. */
  readonly endedAccounts: readonly number[];
  /** Of those accounts, the ones that met it at a claim first; null where it is no device or line, or a crowd's. */
  readonly metAtClaims: MetAtClaims | null;
  /** Claims of those accounts over the last 365 days, newest first, up to a limit. */
  readonly otherClaims: readonly OtherClaim[];
}

/** Who met a device or line for the first time just before a claim: an operator's tool is met by all its accounts in this way. */
export interface MetAtClaims {
  /** All other accounts that were seen with it. */
  readonly accounts: number;
  /** The claims, one for each account that had not been seen with it until days before, in the order of the log. */
  readonly claims: readonly MetAtClaim[];
}

export interface MetAtClaim {
  readonly seq: number;
  readonly orderId: OrderId;
}

/** A device or line of more accounts is a crowd's (a carrier's, an office's), which this says nothing about. */
export const crowdMin = 40;

/** Days before a claim within which its maker comes to know the customer's account: signing in, looking at the order, talking to staff. */
export const metBeforeClaimDays = 3;

export interface OtherClaim {
  readonly claimId: string;
  readonly accountId: string;
  readonly at: Moment;
  readonly reason: string;
  readonly seq: number;
  /** Whether that claim itself was filed from the value, rather than by an account that was once seen with it. */
  readonly filedFrom: boolean;
  /** What a person found last about that claim, where somebody did. */
  readonly verdict: string | null;
}

/** One text of the claim (its statement, a message of its contact), and the texts of the year before that share wording with it. */
export interface Wording {
  /** Runs of words that the text is recognised by; see `text/wording.ts`. */
  readonly marks: number;
  readonly like: readonly {
    /** `claim:ID` or `contact:ID`. */
    readonly ref: string;
    /** Share of the marks in common, 0..1. */
    readonly share: number;
    readonly knownAt: Moment;
    readonly seq: number;
  }[];
}

/** What detection had said by the moment of the claim's account and of what the claim came with. */
export interface RingTies {
  readonly tools: readonly {
    readonly value: string;
    readonly ringId: string;
    /** Of the ring, 0..1. */
    readonly score: number;
    /** Share of the accounts seen with the value that were met there at claims only: near 1 for a tool, low for a public place. */
    readonly exclusive: number;
    /** Since when the value has been known as some ring's. */
    readonly since: Moment;
    /** The detection that says so. */
    readonly seq: number;
  }[];
  readonly memberships: readonly {
    readonly ringId: string;
    readonly score: number;
    readonly probability: number;
    readonly since: Moment;
    readonly seq: number;
  }[];
}

/** Counts of the 365 whole days before the moment's day, so that they are the same whenever they are asked for. */
export interface Rates {
  readonly area: LossCount | null;
  readonly street: LossCount | null;
  readonly country: LossCount | null;
  readonly carrier: LossCount | null;
  /** Of the claimed article that is claimed most often. */
  readonly goods: LossCount | null;
}

export interface LossCount {
  readonly key: string;
  /** Orders (or, for a carrier, deliveries). */
  readonly orders: number;
  /** Claims of the kind that the rate is about: loss for places and carriers, defects for goods. */
  readonly claims: number;
}
