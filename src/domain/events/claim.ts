import { z } from 'zod';
import { amount, currency, deviceId, id, ip, lines, listOf, longText, moneyFits, sha256, shortText } from './fields.ts';

export const claimReasons = [
  'not_received',
  'empty_parcel',
  'missing_item',
  'damaged',
  'wrong_item',
  'defective',
  'not_as_described',
  'changed_mind',
] as const;
export type ClaimReason = (typeof claimReasons)[number];
/** Reasons that say the goods never came into the customer's hands. */
export const lossReasons: ReadonlySet<string> = new Set<ClaimReason>(['not_received', 'empty_parcel', 'missing_item']);

export const claimWants = ['refund', 'replacement', 'credit'] as const;
export type ClaimWants = (typeof claimWants)[number];

export const claimFiled = z
  .object({
    claim_id: id('claim'),
    account_id: id('account'),
    order_id: id('order'),
    lines,
    reason: z.enum(claimReasons),
    wants: z.enum(claimWants),
    amount,
    currency,
    contact_id: id('contact').optional(),
    session_id: id('session').optional(),
    device_id: deviceId.optional(),
    ip: ip.optional(),
    statement: longText('What the customer says happened').optional(),
    attachments: listOf(
      z.object({
        sha256,
        kind: shortText('Kind of file'),
        perceptual_hash: shortText('Perceptual hash of a picture').optional(),
      }),
      100,
    ).optional(),
  })
  .superRefine(moneyFits<{ amount: string; currency: string }>('amount'));

export const claimWithdrawn = z.object({ claim_id: id('claim') });

export const verdicts = ['fraud', 'abuse', 'honest', 'unclear'] as const;
export type Verdict = (typeof verdicts)[number];

const judgement = {
  verdict: z.enum(verdicts),
  by: id('employee').describe('Who judged'),
  basis: longText('What the judgement rests on').optional(),
};

export const claimJudged = z.object({ claim_id: id('claim'), ...judgement });
export const accountJudged = z.object({ account_id: id('account'), ...judgement });
