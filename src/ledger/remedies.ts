import { moneyOf, type OpenAccount } from './account.ts';
import type { Dossier } from './dossier.ts';
import type { ClaimFile, DisputeFile, RefundFile } from './drawers.ts';

/** Writes what was asked for and what was given: claims, refunds and their reversals, replacements, credits, disputes. */
export function remedyEntries(account: OpenAccount, dossier: Dossier): void {
  for (const claim of dossier.claims) writeClaim(account, claim);
  for (const refund of dossier.refunds) writeRefund(account, refund);
  for (const { seq, at, data } of dossier.replacements) {
    const { replacement_id: replacementId, by, claim_id, parcel_id } = data;
    const ids = { replacementId, by, claimId: claim_id ?? null, parcelId: parcel_id ?? null };
    account.write({ kind: 'replaced', at, quantity: null, facts: [seq], ...ids }, data.lines, 'replaced');
  }
  for (const credit of dossier.credits) {
    const { credit_id: creditId, by, contact_id } = credit.data;
    const ids = { creditId, by, contactId: contact_id ?? null };
    const amount = moneyOf(credit, credit.data);
    account.write({ kind: 'credited', at: credit.at, quantity: null, facts: [credit.seq], amount, ...ids }, null, null);
  }
  for (const dispute of dossier.disputes) writeDispute(account, dispute);
}

function writeClaim(account: OpenAccount, { filed, withdrawn, judged }: ClaimFile): void {
  const { claim_id: claimId, reason, wants, lines } = filed.data;
  const facts = [filed.seq];
  if (withdrawn !== null) facts.push(withdrawn.seq);
  for (const judgement of judged) facts.push(judgement.seq);
  account.write(
    {
      kind: 'claimed',
      at: filed.at,
      quantity: null,
      facts,
      claimId,
      reason,
      wants,
      amount: moneyOf(filed, filed.data),
      withdrawnAt: withdrawn?.at ?? null,
      verdict: judged.at(-1)?.data.verdict ?? null,
    },
    lines,
    withdrawn === null ? 'claimed' : null,
  );
}

/** Whether the whole refund was taken back: then its units are as if never refunded. */
export function isWhollyReversed({ issued, reversals }: RefundFile): boolean {
  if (reversals.length === 0) return false;
  const amount = moneyOf(issued, issued.data);
  let reversed = 0;
  for (const reversal of reversals)
    if (reversal.data.currency === amount.currency) reversed += moneyOf(reversal, reversal.data).minor;
  return reversed >= amount.minor;
}

function writeRefund(account: OpenAccount, refund: RefundFile): void {
  const { issued, reversals } = refund;
  const { refund_id: refundId, lines, by, to, claim_id, return_id, contact_id } = issued.data;
  account.write(
    {
      kind: 'refunded',
      at: issued.at,
      quantity: null,
      facts: [issued.seq],
      refundId,
      amount: moneyOf(issued, issued.data),
      by,
      to: to.kind,
      token: to.token ?? null,
      claimId: claim_id ?? null,
      returnId: return_id ?? null,
      contactId: contact_id ?? null,
    },
    lines ?? null,
    isWhollyReversed(refund) ? null : 'refunded',
  );
  for (const reversal of reversals) {
    const { seq, at } = reversal;
    const amount = moneyOf(reversal, reversal.data);
    account.write(
      { kind: 'reversed', at, quantity: null, facts: [issued.seq, seq], refundId, amount },
      lines ?? null,
      null,
    );
  }
}

/** How a dispute stands; won and lost are meant from the shop. */
export function disputeState({ closed }: DisputeFile): 'open' | 'won' | 'lost' {
  return closed?.data.outcome ?? 'open';
}

function writeDispute(account: OpenAccount, dispute: DisputeFile): void {
  const { opened, closed } = dispute;
  account.write(
    {
      kind: 'disputed',
      at: opened.at,
      quantity: null,
      facts: closed === null ? [opened.seq] : [opened.seq, closed.seq],
      disputeId: opened.data.dispute_id,
      amount: moneyOf(opened, opened.data),
      reasonCode: opened.data.reason_code ?? null,
      state: disputeState(dispute),
      closedAt: closed?.at ?? null,
    },
    null,
    null,
  );
}
