import type { ClaimReason } from '../domain/events/claim.ts';
import type { ProofKind, ScanStatus } from '../domain/events/order.ts';
import type { TenderKind } from '../domain/events/refund.ts';
import type { Condition } from '../domain/events/return.ts';
import type {
  ClaimId,
  DisputeId,
  FacilityId,
  LineId,
  ParcelId,
  ReceiptId,
  RefundId,
  ReplacementId,
  ReturnId,
} from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import type { Moment } from '../domain/time.ts';
import type { Activity } from './feeds.ts';
import type { Place } from './place.ts';
import type { RefundNeeds } from './terms.ts';

/** Every kind of finding, and whether it speaks against the claim for money back or for it. */
export const findingKinds = {
  refund_without_trace: 'against',
  receipt_without_trace: 'against',
  refund_before_receipt: 'against',
  more_back_than_paid: 'against',
  refund_above_price: 'against',
  double_refund: 'against',
  refund_and_replacement: 'against',
  refund_and_dispute: 'against',
  credit_and_refund: 'against',
  return_delivered_elsewhere: 'against',
  weight_mismatch: 'against',
  serial_mismatch: 'against',
  refund_to_other_tender: 'against',
  not_received_against_proof: 'against',
  returned_goods_wrong: 'against',
  claim_exceeds_purchase: 'against',
  delivery_never_scanned: 'for',
  delivery_elsewhere: 'for',
  outbound_weight_short: 'for',
  parcel_exception: 'for',
  returned_to_sender: 'for',
  split_shipment_open: 'for',
  return_received_in_full: 'for',
} as const;

export type FindingKind = keyof typeof findingKinds;

/** A source that could have shown a trace, and whether it was speaking while it should have. */
export interface Source {
  readonly feed: string;
  readonly state: Activity;
}

/** What each kind says beside what all say. */
export interface FindingDetail {
  refund_without_trace: {
    refundId: RefundId;
    returnId: ReturnId;
    sources: readonly Source[];
    tracedLaterAt: Moment | null;
    received: boolean;
  };
  receipt_without_trace: {
    receiptId: ReceiptId;
    returnId: ReturnId;
    employeeId: string;
    facility: FacilityId;
    sources: readonly Source[];
    lastStatus: ScanStatus | null;
  };
  refund_before_receipt: {
    refundId: RefundId;
    returnId: ReturnId;
    needs: Exclude<RefundNeeds, 'nothing'>;
    metAt: Moment | null;
  };
  more_back_than_paid: { paid: number; back: number };
  refund_above_price: { refundId: RefundId; priced: number; refunded: number };
  double_refund: { refundIds: readonly RefundId[] };
  refund_and_replacement: { refundIds: readonly RefundId[]; replacementIds: readonly ReplacementId[] };
  refund_and_dispute: { refundIds: readonly RefundId[]; disputeIds: readonly DisputeId[]; open: boolean };
  credit_and_refund: { refunded: number; credited: number };
  return_delivered_elsewhere: { returnId: ReturnId; expected: FacilityId; facility: FacilityId | null; place: Place };
  weight_mismatch: {
    returnId: ReturnId;
    direction: 'light' | 'heavy';
    measuredGrams: number;
    lowGrams: number;
    highGrams: number;
  };
  serial_mismatch: { receiptId: ReceiptId; serial: string };
  refund_to_other_tender: { refundId: RefundId; to: TenderKind };
  not_received_against_proof: {
    claimId: ClaimId;
    parcelIds: readonly ParcelId[];
    proof: ProofKind | null;
    place: 'same' | 'unknown';
    strength: 'strong' | 'medium' | 'weak';
  };
  returned_goods_wrong: {
    receiptId: ReceiptId;
    condition: Extract<Condition, 'empty' | 'wrong_item'>;
    reason: ClaimReason | null;
  };
  claim_exceeds_purchase: { by: 'units' | 'money'; claimIds: readonly ClaimId[]; claimed: number; bought: number };
  delivery_never_scanned: { parcelId: ParcelId; lastStatus: ScanStatus | null };
  delivery_elsewhere: { parcelId: ParcelId; differs: 'country' | 'postcode' | 'city'; place: Place };
  outbound_weight_short: {
    parcelId: ParcelId;
    at: 'carrier' | 'dispatch';
    measuredGrams: number;
    expectedGrams: number;
  };
  parcel_exception: { parcelId: ParcelId; deliveredAfter: boolean };
  returned_to_sender: { parcelId: ParcelId };
  split_shipment_open: { claimId: ClaimId; parcelIds: readonly ParcelId[]; unshipped: number };
  return_received_in_full: { returnId: ReturnId; tracedAt: Moment };
}

export interface FindingLine {
  readonly line_id: LineId;
  readonly quantity: number;
}

/** A finding of fact: what the record shows, never what somebody meant. */
export type FindingOf<Kind extends FindingKind> = {
  readonly kind: Kind;
  readonly speaks: (typeof findingKinds)[Kind];
  /** When it became true. */
  readonly at: Moment;
  /** When it could be known: once the last of its facts was known and late sources had their time. */
  readonly knownAt: Moment;
  readonly lines: readonly FindingLine[];
  /** Units over all lines; null where no fact says how many. */
  readonly quantity: number | null;
  readonly money: Money | null;
  /** Numbers of the facts behind it, ascending. */
  readonly facts: readonly number[];
  readonly sentence: string;
  readonly detail: Readonly<FindingDetail[Kind]>;
};

export type Finding = { readonly [Kind in FindingKind]: FindingOf<Kind> }[FindingKind];

export type UnknownReason =
  | 'order_not_known'
  | 'contradicted_report'
  | 'other_currency'
  | 'price_not_known'
  | 'feed_silent'
  | 'feed_not_connected'
  | 'no_source'
  | 'too_early'
  | 'reason_not_known'
  | 'lines_not_named'
  | 'place_not_known'
  | 'weight_not_known'
  | 'serials_not_known'
  | 'units_not_told_apart'
  | 'tender_not_known';

/** Something that could not be said, and why. It speaks neither against the claim nor for it. */
export interface Unknown {
  readonly about: FindingKind | 'order';
  readonly why: UnknownReason;
  readonly sentence: string;
  readonly facts: readonly number[];
}
