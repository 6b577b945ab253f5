import type { Fact } from '../../domain/fact.ts';
import { showMoney } from '../../domain/money.ts';
import type { Moment } from '../../domain/time.ts';
import { moneyOf } from '../account.ts';
import { disputeState } from '../remedies.ts';
import type { Report, View } from '../report.ts';
import type { Movement } from '../value.ts';
import { netOf } from './double_remedy.ts';

/** Value back against what was paid: altogether, by refund and credit, by refund and dispute. */
export function valueBack(view: View, report: Report): void {
  const { movements, value } = view;
  const { paid, currency } = value;
  if (paid === null || currency === null) {
    if (movements.length > 0) {
      const sentence = 'Whether more came back than was paid cannot be said: what was paid is not known.';
      report.unsaid(
        'more_back_than_paid',
        'order_not_known',
        sentence,
        movements.flatMap(movement => movement.facts),
      );
    }
    return;
  }
  moreBack(view, report, paid, currency);
  creditAndRefund(view, report, paid, currency);
  refundAndDispute(view, report, paid, currency);
}

/** The moment at which the running sum went beyond the limit for the last time; null where it ends within. */
function exceededAt(movements: readonly Movement[], limit: number, sign: Movement['kind'][] | null): Moment | null {
  let sum = 0;
  let since: Moment | null = null;
  for (const { kind, at, minor } of movements) {
    if (sign !== null && !sign.includes(kind)) continue;
    sum += minor;
    if (sum <= limit) since = null;
    else since ??= at;
  }
  return since;
}

function moreBack(view: View, report: Report, paid: number, currency: string): void {
  const at = exceededAt(view.movements, paid + view.terms.moneyToleranceMinor, null);
  if (at === null) return;
  const { back } = view.value;
  report.found('more_back_than_paid', {
    at,
    facts: [view.dossier.order!, ...view.movements.flatMap(movement => movement.facts)],
    lines: [],
    money: { minor: back - paid, currency },
    sentence: `${showMoney({ minor: back, currency })} in refunds, credits, replacements and lost disputes came back on an order of ${showMoney({ minor: paid, currency })}.`,
    detail: { paid, back },
  });
}

const refundsAndCredits: Movement['kind'][] = ['refund', 'reversal', 'credit'];

function creditAndRefund(view: View, report: Report, paid: number, currency: string): void {
  const { credited, refunded, reversed } = view.value;
  const net = refunded - reversed;
  const limit = paid + view.terms.moneyToleranceMinor;
  // Refunds that go beyond the price by themselves need no credit to explain it.
  if (credited === 0 || net <= 0 || net > limit) return;
  const at = exceededAt(view.movements, limit, refundsAndCredits);
  if (at === null) return;
  const facts: Fact[] = [view.dossier.order!];
  for (const movement of view.movements) if (refundsAndCredits.includes(movement.kind)) facts.push(...movement.facts);
  report.found('credit_and_refund', {
    at,
    facts,
    lines: [],
    money: { minor: net + credited - paid, currency },
    sentence: `Refunds of ${showMoney({ minor: net, currency })} and credits of ${showMoney({ minor: credited, currency })} together are more than the ${showMoney({ minor: paid, currency })} paid.`,
    detail: { refunded: net, credited },
  });
}

function refundAndDispute(view: View, report: Report, paid: number, currency: string): void {
  const disputes = view.dossier.disputes.filter(
    dispute => dispute.opened.data.currency === currency && disputeState(dispute) !== 'won',
  );
  const refunds = view.dossier.refunds.filter(refund => refund.issued.data.currency === currency && netOf(refund) > 0);
  if (disputes.length === 0 || refunds.length === 0) return;
  const disputed = disputes.reduce((sum, { opened }) => sum + moneyOf(opened, opened.data).minor, 0);
  const refunded = refunds.reduce((sum, refund) => sum + netOf(refund), 0);
  const facts = [
    ...refunds.flatMap(refund => [refund.issued, ...refund.reversals]),
    ...disputes.flatMap(({ opened, closed }) => (closed === null ? [opened] : [opened, closed])),
  ];
  if (disputed + refunded <= paid + view.terms.moneyToleranceMinor) {
    const sentence =
      'Whether the refund and the dispute are for the same units cannot be said: together they are not more than was paid.';
    report.unsaid('refund_and_dispute', 'units_not_told_apart', sentence, facts);
    return;
  }
  const open = disputes.some(({ closed }) => closed === null);
  const over = { minor: disputed + refunded - paid, currency };
  const first = Math.max(refunds[0]!.issued.at, disputes[0]!.opened.at);
  report.found('refund_and_dispute', {
    at: first,
    facts: [...facts, view.dossier.order!],
    lines: [],
    money: over,
    sentence: `${showMoney({ minor: refunded, currency })} were refunded and ${showMoney({ minor: disputed, currency })} disputed at the bank, ${showMoney(over)} more than was paid. A refund that is not on the statement yet, or a dispute that the bank opened by itself, looks the same.`,
    detail: {
      refundIds: refunds.map(refund => refund.issued.data.refund_id),
      disputeIds: disputes.map(({ opened }) => opened.data.dispute_id),
      open,
    },
  });
}
