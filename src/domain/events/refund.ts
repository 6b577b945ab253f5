import { z } from 'zod';
import { amount, code, currency, id, lines, longText, moneyFits, shortText } from './fields.ts';

/** What `by` says when no person did it. */
export const bySystem = 'system';

export const tenderKinds = ['original', 'gift_card', 'bank', 'other'] as const;
export type TenderKind = (typeof tenderKinds)[number];

const inCurrency = moneyFits<{ amount: string; currency: string }>('amount');
const by = id('employee').describe(`Employee who did it, or "${bySystem}"`);

export const refundIssued = z
  .object({
    refund_id: id('refund'),
    order_id: id('order'),
    account_id: id('account'),
    amount,
    currency,
    lines: lines.optional(),
    claim_id: id('claim').optional(),
    return_id: id('return').optional(),
    contact_id: id('contact').optional(),
    by,
    to: z.object({ kind: z.enum(tenderKinds), token: code('Token of the instrument, never its number').optional() }),
    note: longText('Note of whoever issued it').optional(),
  })
  .superRefine(inCurrency);

export const refundReversed = z.object({ refund_id: id('refund'), amount, currency }).superRefine(inCurrency);

export const creditGranted = z
  .object({
    credit_id: id('credit'),
    account_id: id('account'),
    amount,
    currency,
    order_id: id('order').optional(),
    contact_id: id('contact').optional(),
    by,
  })
  .superRefine(inCurrency);

export const replacementShipped = z.object({
  replacement_id: id('replacement'),
  order_id: id('order'),
  lines,
  by,
  claim_id: id('claim').optional(),
  parcel_id: id('parcel').optional(),
});

export const disputeOpened = z
  .object({
    dispute_id: id('dispute'),
    order_id: id('order'),
    amount,
    currency,
    reason_code: shortText("The bank's reason code").optional(),
  })
  .superRefine(inCurrency);

export const disputeOutcomes = ['won', 'lost'] as const;
export const disputeClosed = z.object({
  dispute_id: id('dispute'),
  outcome: z.enum(disputeOutcomes).describe('From the shop: won or lost'),
});
