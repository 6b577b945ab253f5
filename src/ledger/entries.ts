import type { ClaimReason, ClaimWants, Verdict } from '../domain/events/claim.ts';
import type { ProofKind, ScanStatus } from '../domain/events/order.ts';
import type { TenderKind } from '../domain/events/refund.ts';
import type { Condition } from '../domain/events/return.ts';
import type {
  ClaimId,
  ContactId,
  CreditId,
  DisputeId,
  EmployeeId,
  FacilityId,
  LabelId,
  LineId,
  ParcelId,
  ReceiptId,
  RefundId,
  ReplacementId,
  ReturnId,
} from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import type { Moment } from '../domain/time.ts';
import type { Place } from './place.ts';

/** What every entry of the account says: when, how many units (null where no fact says), and the facts behind it. */
interface Entry {
  readonly at: Moment;
  readonly quantity: number | null;
  readonly facts: readonly number[];
}

export interface Paid extends Entry {
  readonly kind: 'paid';
}
/** Packed, weighed and given to the carrier. */
export interface Shipped extends Entry {
  readonly kind: 'shipped';
  readonly parcelId: ParcelId;
  readonly carrier: string;
  readonly tracking: string;
  readonly weightGrams: number | null;
  readonly facility: FacilityId | null;
  readonly packedBy: EmployeeId | null;
  readonly replacementId: ReplacementId | null;
}
export interface Scanned extends Entry {
  readonly kind: 'scanned';
  readonly parcelId: ParcelId;
  readonly status: Exclude<ScanStatus, 'delivered'>;
  readonly place: Place;
  readonly weightGrams: number | null;
}
export interface Delivered extends Entry {
  readonly kind: 'delivered';
  readonly parcelId: ParcelId;
  readonly place: Place;
  readonly weightGrams: number | null;
  readonly proof: ProofKind | null;
  readonly driverId: string | null;
}
export interface Claimed extends Entry {
  readonly kind: 'claimed';
  readonly claimId: ClaimId;
  readonly reason: ClaimReason;
  readonly wants: ClaimWants;
  readonly amount: Money;
  readonly withdrawnAt: Moment | null;
  readonly verdict: Verdict | null;
}
export interface ReturnAuthorised extends Entry {
  readonly kind: 'return_authorised';
  readonly returnId: ReturnId;
  readonly claimId: ClaimId | null;
  readonly by: EmployeeId | null;
}
export interface Labelled extends Entry {
  readonly kind: 'labelled';
  readonly returnId: ReturnId;
  readonly labelId: LabelId;
  readonly carrier: string;
  readonly tracking: string;
  readonly toFacility: FacilityId;
  readonly expectedWeightGrams: number | null;
}
export interface ScannedBack extends Entry {
  readonly kind: 'scanned_back';
  readonly returnId: ReturnId;
  readonly labelId: LabelId;
  readonly status: ScanStatus;
  readonly facility: FacilityId | null;
  readonly place: Place;
  readonly weightGrams: number | null;
}
export interface AtDock extends Entry {
  readonly kind: 'at_dock';
  /** Null where an outbound parcel came back unopened. */
  readonly returnId: ReturnId | null;
  readonly facility: FacilityId;
  readonly station: string | null;
  readonly employeeId: EmployeeId | null;
  readonly weightGrams: number | null;
}
export interface Received extends Entry {
  readonly kind: 'received';
  readonly receiptId: ReceiptId;
  readonly returnId: ReturnId;
  readonly employeeId: EmployeeId;
  readonly facility: FacilityId;
  readonly station: string | null;
  readonly serial: string | null;
  readonly condition: Condition;
  readonly weightGrams: number | null;
}
export interface Refunded extends Entry {
  readonly kind: 'refunded';
  readonly refundId: RefundId;
  /** The whole refund, which may be for several lines. */
  readonly amount: Money;
  readonly by: EmployeeId;
  readonly to: TenderKind;
  readonly token: string | null;
  readonly claimId: ClaimId | null;
  readonly returnId: ReturnId | null;
  readonly contactId: ContactId | null;
}
export interface Reversed extends Entry {
  readonly kind: 'reversed';
  readonly refundId: RefundId;
  readonly amount: Money;
}
export interface Replaced extends Entry {
  readonly kind: 'replaced';
  readonly replacementId: ReplacementId;
  readonly by: EmployeeId;
  readonly claimId: ClaimId | null;
  readonly parcelId: ParcelId | null;
}
export interface Credited extends Entry {
  readonly kind: 'credited';
  readonly creditId: CreditId;
  readonly amount: Money;
  readonly by: EmployeeId;
  readonly contactId: ContactId | null;
}
export interface Disputed extends Entry {
  readonly kind: 'disputed';
  readonly disputeId: DisputeId;
  readonly amount: Money;
  readonly reasonCode: string | null;
  readonly state: 'open' | 'won' | 'lost';
  readonly closedAt: Moment | null;
}

export type LedgerEntry =
  | Paid
  | Shipped
  | Scanned
  | Delivered
  | Claimed
  | ReturnAuthorised
  | Labelled
  | ScannedBack
  | AtDock
  | Received
  | Refunded
  | Reversed
  | Replaced
  | Credited
  | Disputed;

/** Units of a line by what happened to them. */
export interface Quantities {
  /** In original parcels. */
  readonly shipped: number;
  /** In original parcels that were scanned as delivered. */
  readonly delivered: number;
  /** In claims that stand. */
  readonly claimed: number;
  readonly returnAuthorised: number;
  /** Received in any condition but empty and wrong_item. */
  readonly received: number;
  /** In refunds that name lines and were not wholly reversed. */
  readonly refunded: number;
  readonly replaced: number;
}

export interface LineAccount {
  readonly lineId: LineId;
  /** Units bought; 0 where the order has no such line, null where the order is not known. */
  readonly paid: number | null;
  readonly sku: string | null;
  readonly title: string | null;
  /** Minor units of the order's currency. */
  readonly unitPriceMinor: number | null;
  readonly unitWeightGrams: number | null;
  readonly serials: readonly string[];
  readonly quantities: Quantities;
  /** In order of time. */
  readonly entries: readonly LedgerEntry[];
}
