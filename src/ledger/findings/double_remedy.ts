import type { LineId } from '../../domain/ids.ts';
import { showMoney } from '../../domain/money.ts';
import { moneyOf } from '../account.ts';
import type { RefundFile } from '../drawers.ts';
import type { LineAccount } from '../entries.ts';
import type { FindingLine } from '../finding.ts';
import { isWhollyReversed } from '../remedies.ts';
import type { Report, View } from '../report.ts';
import { replacementsReturned } from '../value.ts';

/** The same units paid back twice, or paid back and replaced. */
export function doubleRemedy(view: View, report: Report): void {
  const { currency } = view.value;
  if (currency === null || view.dossier.refunds.length === 0) return;
  const refunds = view.dossier.refunds.filter(
    refund => refund.issued.data.currency === currency && !isWhollyReversed(refund),
  );
  if (refunds.length > 1) {
    const told = new Set<string>();
    for (const line of view.lines) refundedTwice(view, report, line, refunds, currency, told);
    sameAmountTwice(view, report, refunds, currency);
  }
  if (refunds.length > 0 && view.dossier.replacements.length > 0) refundedAndReplaced(view, report, refunds, currency);
}

/** Minor units that the refund left with the customer. */
export function netOf({ issued, reversals }: RefundFile): number {
  let net = moneyOf(issued, issued.data).minor;
  for (const reversal of reversals)
    if (reversal.data.currency === issued.data.currency) net -= moneyOf(reversal, reversal.data).minor;
  return net;
}

function unitsOf(refund: RefundFile, lineId: LineId): number {
  let units = 0;
  for (const line of refund.issued.data.lines ?? []) if (line.line_id === lineId) units += line.quantity;
  return units;
}

/**
 * What the named units can cost at most: each line's units, capped by what was bought, at their price, raised by tax and postage where
 * the order cost more than its lines. Null where a price is not known.
 */
function worth(view: View, named: ReadonlyMap<LineId, number>): number | null {
  let worthMinor = 0;
  let listMinor = 0;
  for (const line of view.lines) {
    const units = Math.min(named.get(line.lineId) ?? 0, line.paid ?? 0);
    if (line.unitPriceMinor === null) {
      if (units > 0) return null;
      continue;
    }
    listMinor += line.unitPriceMinor * (line.paid ?? 0);
    worthMinor += line.unitPriceMinor * units;
  }
  const { paid } = view.value;
  return paid !== null && paid > listMinor && listMinor > 0 ? Math.ceil((worthMinor * paid) / listMinor) : worthMinor;
}

function namedUnits(refunds: readonly RefundFile[]): Map<LineId, number> {
  const named = new Map<LineId, number>();
  for (const { issued } of refunds)
    for (const { line_id, quantity } of issued.data.lines ?? [])
      named.set(line_id, (named.get(line_id) ?? 0) + quantity);
  return named;
}

/** More units of a line refunded than bought, for more money than they cost: part payments for one unit are no double refund. */
function refundedTwice(
  view: View,
  report: Report,
  line: LineAccount,
  refunds: RefundFile[],
  currency: string,
  told: Set<string>,
): void {
  const naming = refunds.filter(refund => unitsOf(refund, line.lineId) > 0);
  if (naming.length < 2) return;
  let units = 0;
  for (const refund of naming) units += unitsOf(refund, line.lineId);
  const facts = [...naming.map(refund => refund.issued), ...naming.flatMap(refund => refund.reversals)];
  if (line.paid === null) {
    report.unsaid(
      'double_refund',
      'order_not_known',
      `Whether line ${line.lineId} was refunded twice cannot be said: how many units were bought is not known.`,
      facts,
    );
    return;
  }
  if (units <= line.paid) return;
  const ids = naming.map(refund => refund.issued.data.refund_id);
  // Refunds that name the same lines are judged once, with all their lines.
  const key = ids.join('\n');
  if (told.has(key)) return;
  told.add(key);
  const money = naming.reduce((sum, refund) => sum + netOf(refund), 0);
  const most = worth(view, namedUnits(naming));
  if (most === null || money <= most + view.terms.moneyToleranceMinor) return;
  const lines: FindingLine[] = [];
  for (const [line_id, quantity] of namedUnits(naming)) {
    const bought = view.byId.get(line_id)?.paid ?? 0;
    if (quantity > bought) lines.push({ line_id, quantity: quantity - bought });
  }
  const over = { minor: money - most, currency };
  report.found('double_refund', {
    at: naming.at(-1)!.issued.at,
    facts: [...facts, view.dossier.order!],
    lines,
    money: over,
    sentence: `${ids.length} refunds name the same units: line ${line.lineId} was refunded ${units} times for ${line.paid} unit(s) bought, ${showMoney(over)} more than the units cost.`,
    detail: { refundIds: ids },
  });
}

/** Two refunds of one amount, one of them without lines: the same money twice where they answer one claim or return, or go beyond the price together. */
function sameAmountTwice(view: View, report: Report, refunds: RefundFile[], currency: string): void {
  for (let i = 0; i < refunds.length; i++) {
    for (let j = i + 1; j < refunds.length; j++) {
      const [one, other] = [refunds[i]!, refunds[j]!];
      const amount = netOf(one);
      if (amount <= 0 || amount !== netOf(other)) continue;
      const [a, b] = [one.issued.data, other.issued.data];
      if ((a.lines?.length ?? 0) > 0 && (b.lines?.length ?? 0) > 0) continue;
      const facts = [one.issued, other.issued];
      const sameCause =
        (a.claim_id !== undefined && a.claim_id === b.claim_id) ||
        (a.return_id !== undefined && a.return_id === b.return_id);
      const { paid } = view.value;
      const beyond = paid !== null && 2 * amount > paid + view.terms.moneyToleranceMinor;
      if (!beyond && !(sameCause && coversCause(view, amount, one))) {
        const sentence = `Whether refunds ${a.refund_id} and ${b.refund_id} of the same amount are for the same units cannot be said: not both name lines.`;
        report.unsaid('double_refund', 'lines_not_named', sentence, facts);
        continue;
      }
      const money = { minor: amount, currency };
      report.found('double_refund', {
        at: other.issued.at,
        facts: view.dossier.order === null ? facts : [...facts, view.dossier.order],
        lines: a.lines ?? b.lines ?? [],
        money,
        sentence: `${showMoney(money)} were refunded twice${sameCause ? ' for one claim or return' : ', together more than the order cost'}.`,
        detail: { refundIds: [a.refund_id, b.refund_id] },
      });
    }
  }
}

/** Whether one of the refunds alone pays the whole claim that both answer: two halves of one claim are no double refund. */
function coversCause(view: View, amount: number, { issued }: RefundFile): boolean {
  const claim = view.dossier.claims.find(({ filed }) => filed.data.claim_id === issued.data.claim_id);
  if (claim === undefined || claim.filed.data.currency !== issued.data.currency) return false;
  return amount >= moneyOf(claim.filed, claim.filed.data).minor;
}

/** Units refunded and replaced beyond those bought, for more than they cost; a replacement that came back may be refunded in its turn. */
function refundedAndReplaced(view: View, report: Report, refunds: RefundFile[], currency: string): void {
  const { replacements, order } = view.dossier;
  const allFacts = [...refunds.map(refund => refund.issued), ...replacements];
  if (order === null) {
    report.unsaid(
      'refund_and_replacement',
      'order_not_known',
      'Whether units were both refunded and replaced cannot be said: how many were bought is not known.',
      allFacts,
    );
    return;
  }
  const returned = new Map<LineId, number>();
  for (const { line_id, quantity } of replacementsReturned(view.dossier))
    returned.set(line_id, (returned.get(line_id) ?? 0) + quantity);
  const lines: FindingLine[] = [];
  const touched = new Set<RefundFile>();
  const wholly = refunds.filter(refund => (refund.issued.data.lines?.length ?? 0) === 0);
  let replacedMinor = 0;
  // Large orders are refunded by the same few refunds on all lines: what these name is added up once.
  const namedBy = new Map<string, { units: Map<LineId, number>; worth: number | null }>();
  for (const line of view.lines) {
    if (line.quantities.replaced === 0) continue;
    const naming = refunds.filter(refund => unitsOf(refund, line.lineId) > 0);
    // A refund without lines on an order of one line is for that line.
    const meant = view.lines.length === 1 ? [...naming, ...wholly] : naming;
    if (meant.length === 0) continue;
    const refunded = naming.reduce((units, refund) => units + unitsOf(refund, line.lineId), 0);
    const bought = line.paid ?? 0;
    const free = returned.get(line.lineId) ?? 0;
    const over = Math.min(refunded, bought) + line.quantities.replaced - bought - free;
    const money = meant.reduce((sum, refund) => sum + netOf(refund), 0);
    const key = meant.map(refund => refund.issued.data.refund_id).join('\n');
    let named = namedBy.get(key);
    if (named === undefined) {
      const units = namedUnits(meant);
      named = { units, worth: worth(view, units) };
      namedBy.set(key, named);
    }
    const covered = (named.units.get(line.lineId) ?? 0) >= bought;
    const most = covered ? named.worth : worth(view, new Map(named.units).set(line.lineId, bought));
    const price = line.unitPriceMinor;
    if (most === null || price === null) continue;
    const tooMuch = money + price * (line.quantities.replaced - free) > most + view.terms.moneyToleranceMinor;
    if (!tooMuch || (over <= 0 && wholly.length === 0)) {
      if (free > 0 && over + free > 0) {
        const sentence = `Whether the unit of line ${line.lineId} that came back after the replacement is the replacement or the first unit cannot be said.`;
        report.unsaid('refund_and_replacement', 'units_not_told_apart', sentence, allFacts);
      }
      continue;
    }
    lines.push({ line_id: line.lineId, quantity: Math.max(1, over) });
    replacedMinor += price * line.quantities.replaced;
    for (const refund of meant) touched.add(refund);
  }
  if (lines.length === 0) {
    if (wholly.length > 0 && view.lines.length > 1) {
      const sentence = 'Whether a refund that names no lines is for the replaced units cannot be said.';
      report.unsaid('refund_and_replacement', 'lines_not_named', sentence, [
        ...wholly.map(refund => refund.issued),
        ...replacements,
      ]);
    }
    return;
  }
  const sent = replacements.filter(fact =>
    fact.data.lines.some(line => lines.some(found => found.line_id === line.line_id)),
  );
  const paidBack = [...touched];
  const refundedMinor = paidBack.reduce((sum, refund) => sum + netOf(refund), 0);
  const facts = [...paidBack.map(refund => refund.issued), ...paidBack.flatMap(refund => refund.reversals), ...sent];
  report.found('refund_and_replacement', {
    at: Math.max(...facts.map(fact => fact.at)),
    facts: [...facts, order],
    lines,
    money: { minor: refundedMinor, currency },
    sentence: `Units of line ${lines.map(line => line.line_id).join(', ')} were both refunded (${showMoney({ minor: refundedMinor, currency })}) and replaced (worth ${showMoney({ minor: replacedMinor, currency })}).`,
    detail: {
      refundIds: paidBack.map(refund => refund.issued.data.refund_id),
      replacementIds: sent.map(fact => fact.data.replacement_id),
    },
  });
}
