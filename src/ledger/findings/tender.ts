import { showMoney } from '../../domain/money.ts';
import { moneyOf } from '../account.ts';
import type { Report, View } from '../report.ts';

/** Refunds to another instrument than the one that paid. Expired cards and gifts are the usual cause, so the words say only what is so. */
export function tender(view: View, report: Report): void {
  const { order, refunds } = view.dossier;
  for (const { issued } of refunds) {
    const { refund_id: refundId, lines, to } = issued.data;
    const paidWith = order?.data.payment?.token;
    if (to.kind === 'original') {
      if (to.token === undefined || to.token === paidWith) continue;
      if (paidWith === undefined) {
        const sentence = `Whether refund ${refundId} went to the instrument that paid cannot be said: the order names none.`;
        report.unsaid('refund_to_other_tender', 'tender_not_known', sentence, [issued]);
        continue;
      }
    }
    // A gift card that paid gets its money back under whatever kind the till writes.
    if (to.token !== undefined && to.token === paidWith) continue;
    const money = moneyOf(issued, issued.data);
    const where = to.kind === 'original' ? 'an instrument with another token' : tenderWords[to.kind];
    report.found('refund_to_other_tender', {
      at: issued.at,
      facts: order === null ? [issued] : [issued, order],
      lines: lines ?? [],
      money,
      sentence: `${showMoney(money)} were refunded to ${where} instead of the instrument that paid, as is also done when a card has expired or the goods were a gift.`,
      detail: { refundId, to: to.kind },
    });
  }
}

const tenderWords = { gift_card: 'a gift card', bank: 'a bank account', other: 'another instrument' } as const;
