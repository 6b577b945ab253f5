import { showMoney } from '../../domain/money.ts';
import { formatMoment, hourUs, type Moment } from '../../domain/time.ts';
import { moneyOf } from '../account.ts';
import type { ClaimFile, RefundFile, ReturnFile } from '../drawers.ts';
import { receivingFeed } from '../feeds.ts';
import type { Report, View } from '../report.ts';
import { heardThroughout } from '../silence.ts';
import type { RefundNeeds } from '../terms.ts';
import { firstTrace, withSlack } from '../traces.ts';

/** Refunds that went out before what the shop's terms want for their reason: the goods received, or at least on their way. */
export function refundBeforeReceipt(view: View, report: Report): void {
  for (const refund of view.dossier.refunds) {
    const returnId = refund.issued.data.return_id;
    const file = view.dossier.returns.find(candidate => candidate.returnId === returnId);
    if (file !== undefined) judge(view, report, refund, file);
  }
}

function judge(view: View, report: Report, { issued }: RefundFile, file: ReturnFile): void {
  const { refund_id: refundId, lines } = issued.data;
  const { returnId } = file;
  const claim = claimBehind(view.dossier.claims, issued.data.claim_id ?? file.authorised?.data.claim_id);
  if (claim === undefined) {
    const sentence = `Whether refund ${refundId} had to wait for return ${returnId} cannot be said: no claim with a reason is known for it.`;
    report.unsaid('refund_before_receipt', 'reason_not_known', sentence, [issued]);
    return;
  }
  const needs: RefundNeeds = view.terms.refundNeeds[claim.filed.data.reason];
  if (needs === 'nothing') return;
  const receipt = file.receipts.reduce<ReturnFile['receipts'][number] | undefined>(
    (a, b) => (a !== undefined && a.at <= b.at ? a : b),
    undefined,
  );
  const trace = needs === 'first_scan' ? firstTrace(view.dossier, file, 'any') : null;
  // A receipt means that the parcel moved too, so it meets either need.
  const met = trace !== null && (receipt === undefined || trace.at < receipt.at) ? trace : receipt;
  if (met !== undefined && met.at <= withSlack(view, issued.at)) return;
  if (met === undefined && !missing(view, report, needs, issued, file)) return;
  const money = moneyOf(issued, issued.data);
  const wanted = needs === 'receipt' ? 'the receipt of the goods' : 'a first scan of the parcel';
  const since =
    met === undefined
      ? `no such thing is on record up to ${formatMoment(view.dossier.asOf)}`
      : `it came at ${formatMoment(met.at)}`;
  report.found('refund_before_receipt', {
    at: issued.at,
    ...(met === undefined ? { notBefore: issued.at + view.terms.traceGraceHours * hourUs } : {}),
    facts: [
      issued,
      claim.filed,
      ...(file.authorised === null ? [] : [file.authorised]),
      ...(met === undefined ? [] : [met]),
    ],
    lines: lines ?? file.authorised?.data.lines ?? [],
    money,
    sentence: `${showMoney(money)} were refunded at ${formatMoment(issued.at)}; for "${claim.filed.data.reason}" the terms want ${wanted} first, and ${since}.`,
    detail: { refundId, returnId, needs, metAt: met?.at ?? null },
  });
}

/** Whether the absence counts: late sources had their time, and the source that should have shown it was speaking up to the refund. */
function missing(
  view: View,
  report: Report,
  needs: RefundNeeds,
  issued: RefundFile['issued'],
  file: ReturnFile,
): boolean {
  // A missing scan is judged with all its sources as refund_without_trace; here only what staff record is asked.
  if (needs === 'first_scan') return false;
  const what = `Whether refund ${issued.data.refund_id} came before the receipt of return ${file.returnId} cannot be said`;
  if (view.dossier.asOf < issued.at + view.terms.traceGraceHours * hourUs) {
    report.unsaid(
      'refund_before_receipt',
      'too_early',
      `${what} yet: receipts have ${view.terms.traceGraceHours} hours to be reported.`,
      [issued],
    );
    return false;
  }
  const sites = new Set(file.labels.map(label => receivingFeed(label.issued.data.to_facility)));
  if (sites.size === 0) {
    report.unsaid('refund_before_receipt', 'no_source', `${what}: no label says where the parcel was sent.`, [issued]);
    return false;
  }
  const from: Moment = Math.max(file.authorised?.at ?? 0, issued.at - view.terms.traceLookbackHours * hourUs);
  for (const feed of sites) {
    const state = heardThroughout(view.feeds, feed, from, issued.at);
    if (state === 'active') continue;
    const why = state === 'silent' ? 'feed_silent' : 'feed_not_connected';
    const words =
      state === 'silent' ? 'recorded nothing for anyone in that time' : 'is not connected, or its habits are not known';
    report.unsaid('refund_before_receipt', why, `${what}: ${feed} ${words}.`, [issued]);
    return false;
  }
  return true;
}

function claimBehind(claims: readonly ClaimFile[], claimId: string | undefined): ClaimFile | undefined {
  return claims.find(claim => claim.filed.data.claim_id === claimId);
}
