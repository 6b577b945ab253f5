import { showMoney } from '../../domain/money.ts';
import type { Report, View } from '../report.ts';
import { netOf } from './double_remedy.ts';

/**
 * Refunds that are more than the units they name cost, with everything in the order's total that is no goods (postage, tax) on top:
 * a unit credited at another price than it was bought at, though the order as a whole may still cover it.
 */
export function refundAbovePrice(view: View, report: Report): void {
  const { order, refunds } = view.dossier;
  const { paid, currency } = view.value;
  if (order === null || paid === null || currency === null) return;
  const prices = new Map(view.lines.map(line => [line.lineId, line.unitPriceMinor]));
  const goods = order.data.lines.reduce((sum, line) => sum + (prices.get(line.line_id) ?? 0) * line.quantity, 0);
  const beside = Math.max(0, paid - goods);
  for (const refund of refunds) {
    const { lines, refund_id: refundId } = refund.issued.data;
    if (refund.issued.data.currency !== currency || lines === undefined || lines.length === 0) continue;
    let priced = 0;
    for (const line of lines) priced += (prices.get(line.line_id) ?? Number.NaN) * line.quantity;
    const net = netOf(refund);
    // A line without a price makes the sum no number, and nothing is said.
    if (!(net > priced + beside + view.terms.moneyToleranceMinor)) continue;
    const over = { minor: net - priced - beside, currency };
    report.found('refund_above_price', {
      at: refund.issued.at,
      facts: [refund.issued, ...refund.reversals, order],
      lines,
      money: over,
      sentence: `Refund ${refundId} of ${showMoney({ minor: net, currency })} is for units that cost ${showMoney({ minor: priced, currency })}, ${showMoney(over)} more, postage and tax allowed for.`,
      detail: { refundId, priced, refunded: net },
    });
  }
}
