import type { ClaimReason } from '../domain/events/claim.ts';
import type { Place } from './place.ts';

/** What must have happened with the goods before a refund is due: they were received, the carrier saw them, or nothing. */
export type RefundNeeds = 'receipt' | 'first_scan' | 'nothing';

/** What the shop has laid down, and how far its sources may be off. Two shops with the same facts differ only here. */
export interface LedgerTerms {
  /** Days after dispatch (or issue of the label) in which a scan of the tracking number is one of this parcel. */
  readonly trackingWindowDays: number;
  /** Days after delivery in which a scan of the number still concerns this parcel; later ones concern its next user. */
  readonly trackingTailDays: number;
  /** Hours by which a scan may precede the record of dispatch, because that is often written at the end of the day. */
  readonly trackingLeadHours: number;
  /** Minutes by which the clocks of two sources may differ. */
  readonly clockSlackMinutes: number;
  /** Hours for late sources to report before a missing trace is called missing. */
  readonly traceGraceHours: number;
  /** Hours before a receipt or refund in which the trace should have been left: the longest backlog of receiving. */
  readonly traceLookbackHours: number;
  /** Days after dispatch after which a delivery that nobody scanned is called unscanned. */
  readonly deliveryGraceDays: number;
  /** Days after dispatch or its last scan in which a parcel is taken to be on its way still. */
  readonly stillMovingDays: number;
  /** Share of the expected weight, in percent, by which scales may differ. */
  readonly weightTolerancePercent: number;
  /** Grams by which scales may differ, whatever the weight. */
  readonly weightToleranceGrams: number;
  /** Grams of box, padding and papers that may be there or not. */
  readonly packagingGrams: number;
  /** Minor units of the order's currency by which sums may differ (rounding of tax). */
  readonly moneyToleranceMinor: number;
  readonly refundNeeds: Readonly<Record<ClaimReason, RefundNeeds>>;
  /** Where the shop's own sites are, where known: with it a delivery scan that names no site can still be placed. */
  readonly facilityPlaces: ReadonlyMap<string, Place>;
}

/**
 * Terms of a shop that has not laid down its own. Windows: carriers reuse numbers after three months at the earliest.
 * Refunds: goods that did not arrive cannot be sent back; damaged and wrong ones are refunded once they move; the rest once received.
 */
export const defaultTerms: LedgerTerms = {
  trackingWindowDays: 90,
  trackingTailDays: 30,
  trackingLeadHours: 24,
  clockSlackMinutes: 60,
  traceGraceHours: 24,
  traceLookbackHours: 168,
  deliveryGraceDays: 10,
  // A long weekend without scans is usual; parcels that rest for longer are mostly lost.
  stillMovingDays: 5,
  weightTolerancePercent: 10,
  weightToleranceGrams: 50,
  packagingGrams: 500,
  moneyToleranceMinor: 0,
  refundNeeds: {
    not_received: 'nothing',
    empty_parcel: 'nothing',
    missing_item: 'nothing',
    damaged: 'first_scan',
    wrong_item: 'first_scan',
    defective: 'receipt',
    not_as_described: 'receipt',
    changed_mind: 'receipt',
  },
  facilityPlaces: new Map(),
};
