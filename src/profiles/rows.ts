import type { Moment } from '../domain/time.ts';

/** What an account did, or what was done to it. */
export type AccountMoveKind =
  | 'registered'
  | 'changed'
  | 'closed'
  | 'session'
  | 'order'
  | 'claim'
  | 'contact'
  | 'refund'
  | 'credit'
  | 'judged'
  | 'viewed';

export interface AccountMove {
  readonly accountId: string;
  readonly kind: AccountMoveKind;
  readonly at: Moment;
  readonly knownAt: Moment;
  readonly seq: number;
  /** Id of what moved: the claim, refund, order, contact, session. */
  readonly ref: string | null;
  readonly orderId: string | null;
  readonly minor: number | null;
  readonly currency: string | null;
  /** What more the kind needs: a claim's reason, what was changed, a verdict, a tender. */
  readonly detail: string | null;
}

/** What an employee did that gives value away, or lets goods in. */
export type StaffMoveKind = 'refund' | 'credit' | 'replacement' | 'receipt' | 'contact';

export interface StaffMove {
  readonly employeeId: string;
  readonly kind: StaffMoveKind;
  readonly at: Moment;
  readonly knownAt: Moment;
  readonly seq: number;
  readonly ref: string;
  readonly accountId: string | null;
  readonly orderId: string | null;
  readonly minor: number | null;
  readonly currency: string | null;
}

/** An account seen with a value such as `device:d-1` or `address:5f0c...`; the earliest moment counts. */
export interface Sighting {
  readonly value: string;
  readonly accountId: string;
  readonly knownAt: Moment;
  readonly seq: number;
}

/** A value that a claim itself came with, by which later claims of other accounts find it. */
export interface ClaimMark {
  readonly value: string;
  readonly claimId: string;
  readonly accountId: string;
  readonly at: Moment;
  readonly knownAt: Moment;
  readonly reason: string;
  readonly seq: number;
}

/** A mark of the wording of a claim's statement or of a customer's message (`claim:K-1`, `contact:T-1`). */
export interface WordMark {
  readonly mark: number;
  readonly ref: string;
  readonly knownAt: Moment;
  readonly seq: number;
}

export interface Judgement {
  readonly claimId: string;
  readonly verdict: string;
  readonly by: string;
  readonly knownAt: Moment;
  readonly seq: number;
}

export interface UndecidedClaim {
  readonly claimId: string;
  readonly orderId: string;
  readonly knownAt: Moment;
  readonly seq: number;
}

/** The rows that a run of facts adds to what is known. Sums and sightings are already joined within the run. */
export interface ProfileRows {
  readonly streamLinks: Map<string, { readonly parent: string; readonly child: string }>;
  readonly accountMoves: AccountMove[];
  readonly staffMoves: StaffMove[];
  readonly sightings: Map<string, Sighting>;
  readonly claimMarks: Map<string, ClaimMark>;
  readonly wordMarks: WordMark[];
  readonly judgements: Judgement[];
  readonly claims: Map<string, UndecidedClaim>;
  /** Key and UTC day of knowing -> count. */
  readonly days: Map<string, { readonly key: string; readonly day: number; n: number }>;
  /** Key, hour of happening and hour of knowing -> count. */
  readonly hours: Map<string, { readonly key: string; readonly hour: number; readonly knownHour: number; n: number }>;
}

export function emptyRows(): ProfileRows {
  return {
    streamLinks: new Map(),
    accountMoves: [],
    staffMoves: [],
    sightings: new Map(),
    claimMarks: new Map(),
    wordMarks: [],
    judgements: [],
    claims: new Map(),
    days: new Map(),
    hours: new Map(),
  };
}
