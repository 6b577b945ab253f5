import type { Money } from '../../domain/money.ts';
import type { Moment } from '../../domain/time.ts';
import type { MarkKind } from './cases.ts';

/** Kinds of evidence that do not say the same thing twice; a ring needs at least two of them. */
export const bondKinds = [
  'device',
  'network',
  'words',
  'staff',
  'document',
  'tender',
  'destination',
  'conduct',
] as const;
export type BondKind = (typeof bondKinds)[number];

/** One value that ties a claim to others of the ring. */
export interface RingLink {
  readonly claimId: string;
  readonly accountId: string;
  readonly kind: MarkKind;
  /** The value as its kind writes it: `device:d-1`, an employee's id, a document's hash. */
  readonly value: string;
  /** Whether the fact that states it comes before the claim, with it (within an hour) or after it, and its moment. */
  readonly when: 'before' | 'at' | 'after';
  readonly at: Moment;
  /** Number of the fact that states it. */
  readonly seq: number;
  /** Other claims of the ring that share it. */
  readonly shared: number;
  /** How much likelier such sharing is in the ring than by chance: natural logarithm. */
  readonly nats: number;
  readonly sentence: string;
}

/** A customer of the ring: the account, how surely, and why. */
export interface RingMember {
  readonly accountId: string;
  readonly probability: number;
  readonly claims: readonly string[];
  readonly firstAt: Moment;
  readonly lastAt: Moment;
  readonly sentence: string;
  readonly links: readonly RingLink[];
}

/** What the operator leaves behind, and how often. */
export interface Footprint {
  readonly kind: MarkKind;
  readonly value: string;
  readonly claims: number;
  readonly accounts: number;
  /** Accounts that were seen with it at all, in the ring or not. */
  readonly seenWith: number;
  /** Those of them that were met there at claims only; null for what is seen with claims alone: documents, instruments, destinations. */
  readonly atClaimsOnly: number | null;
  readonly firstAt: Moment;
  readonly lastAt: Moment;
  readonly seqs: readonly number[];
}

/** An employee whose part in the ring's claims exceeds their part in the work: a question for peers' comparison, no verdict. */
export interface RingEmployee {
  readonly employeeId: string;
  readonly role: 'agent' | 'granter' | 'receiver' | 'viewer';
  readonly acts: number;
  /** Acts of the kind in the ring's claims, and the share of all such work that is the employee's. */
  readonly ofActs: number;
  readonly workShare: number;
  /** ln of the chance of so many acts under that share. */
  readonly chanceLog: number;
  readonly sentence: string;
}

export interface RingReason {
  readonly bond: BondKind;
  readonly nats: number;
  readonly claims: number;
  readonly sentence: string;
}

/** A group of customers behind whom one operator is likelier than chance. */
export interface Ring {
  /** Stays while the ring's first claim stays. */
  readonly ringId: string;
  /** 1 - q: q is the rate of false rings at which this one would still be reported. */
  readonly score: number;
  readonly qValue: number;
  /** ln of the odds of the ring against chance, after paying for having chosen its members among all claims. */
  readonly evidence: number;
  readonly members: readonly RingMember[];
  readonly claims: readonly string[];
  readonly footprint: readonly Footprint[];
  readonly devices: readonly string[];
  readonly networks: readonly string[];
  readonly words: readonly string[];
  readonly drops: readonly string[];
  readonly employees: readonly RingEmployee[];
  /** Refunds, credits and replacements for the ring's claims, one sum a currency. */
  readonly loss: readonly Money[];
  readonly firstAt: Moment;
  readonly lastAt: Moment;
  /** Claims of the 28 days up to the ring's last one, and of the 28 days before. */
  readonly growth: { readonly lastClaims: number; readonly earlierClaims: number };
  /** Accounts met at the ring's tools, those met there at claims only, and how many of these chance would give. */
  readonly surplus: {
    readonly accounts: number;
    readonly atClaimsOnly: number;
    readonly expected: number;
    readonly chanceLog: number;
  };
  /** The three strongest. */
  readonly reasons: readonly RingReason[];
  readonly innocent: { readonly explanation: string; readonly against: string };
  /**
   * Of its strongest values and its most telling words the one without which the fewest customers would remain; none do where the ring would not pass
   * any more.
   */
  readonly dissolvesWithout: { readonly value: string; readonly membersLeft: number; readonly sentence: string } | null;
}
