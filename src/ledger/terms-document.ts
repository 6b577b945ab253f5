import { z } from 'zod';
import { countryCodes } from '../domain/countries.ts';
import { claimReasons } from '../domain/events/claim.ts';
import { defaultTerms, type LedgerTerms } from './terms.ts';

/** The shape of a terms file (YAML): what a shop has laid down, where it differs from the defaults. */

const days = z.number().min(0).max(3650);
const hours = z
  .number()
  .min(0)
  .max(24 * 92);

export const termsDocument = z.strictObject({
  facilities: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(128).describe('Id of the site, as events name it'),
        city: z.string().optional(),
        postcode: z.string().optional(),
        country: z.enum(countryCodes as [string, ...string[]]).optional(),
      }),
    )
    .default([])
    .describe('Where your own sites are: with it a delivery scan that names no site can still be placed'),
  refund_needs: z.partialRecord(z.enum(claimReasons), z.enum(['receipt', 'first_scan', 'nothing'])).default({}),
  tracking_window_days: days.optional(),
  tracking_tail_days: days.optional(),
  trace_grace_hours: hours.optional(),
  trace_lookback_hours: hours.optional(),
  delivery_grace_days: days.optional(),
  still_moving_days: days.optional(),
  weight_tolerance_percent: z.number().min(0).max(100).optional(),
  weight_tolerance_grams: z.int().min(0).max(100_000).optional(),
  packaging_grams: z.int().min(0).max(100_000).optional(),
  money_tolerance_minor: z.int().min(0).max(10_000).optional(),
});
export type TermsDocument = z.infer<typeof termsDocument>;

/** The defaults with what the document lays down. */
export function termsFrom(document: TermsDocument): LedgerTerms {
  const places = document.facilities.map(
    ({
      id,
      city,
      postcode,
      country,
    }): [string, { city: string | null; postcode: string | null; country: string | null }] => [
      id,
      { city: city ?? null, postcode: postcode ?? null, country: country ?? null },
    ],
  );
  return {
    ...defaultTerms,
    trackingWindowDays: document.tracking_window_days ?? defaultTerms.trackingWindowDays,
    trackingTailDays: document.tracking_tail_days ?? defaultTerms.trackingTailDays,
    traceGraceHours: document.trace_grace_hours ?? defaultTerms.traceGraceHours,
    traceLookbackHours: document.trace_lookback_hours ?? defaultTerms.traceLookbackHours,
    deliveryGraceDays: document.delivery_grace_days ?? defaultTerms.deliveryGraceDays,
    stillMovingDays: document.still_moving_days ?? defaultTerms.stillMovingDays,
    weightTolerancePercent: document.weight_tolerance_percent ?? defaultTerms.weightTolerancePercent,
    weightToleranceGrams: document.weight_tolerance_grams ?? defaultTerms.weightToleranceGrams,
    packagingGrams: document.packaging_grams ?? defaultTerms.packagingGrams,
    moneyToleranceMinor: document.money_tolerance_minor ?? defaultTerms.moneyToleranceMinor,
    refundNeeds: { ...defaultTerms.refundNeeds, ...document.refund_needs },
    facilityPlaces: new Map(places),
  };
}
