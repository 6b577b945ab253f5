import type { FactOf } from '../../domain/fact.ts';
import { showMoney } from '../../domain/money.ts';
import { formatMoment, hourUs } from '../../domain/time.ts';
import { moneyOf } from '../account.ts';
import type { ReturnFile } from '../drawers.ts';
import type { FindingKind, Source } from '../finding.ts';
import type { Report, View } from '../report.ts';
import { firstTrace, linesOfReturn, showSources, sourcesOf, withSlack } from '../traces.ts';

/** Money or a receipt that rests on a return of which nothing physical is on record. */
export function withoutTrace(view: View, report: Report): void {
  for (const file of view.dossier.returns) {
    for (const receipt of file.receipts) receiptWithoutTrace(view, report, file, receipt);
    for (const { issued } of view.dossier.refunds) {
      if (issued.data.return_id === file.returnId) refundWithoutTrace(view, report, file, issued);
    }
  }
}

function receiptWithoutTrace(view: View, report: Report, file: ReturnFile, receipt: FactOf<'return.received'>): void {
  const trace = firstTrace(view.dossier, file, 'arrival');
  if (trace !== null && trace.at <= withSlack(view, receipt.at)) return;
  const { receipt_id: receiptId, return_id: returnId, employee_id: employeeId, facility } = receipt.data;
  const what = `receipt ${receiptId} of return ${returnId}`;
  const sources = established(view, report, 'receipt_without_trace', what, file, receipt, [facility]);
  if (sources === null) return;
  const lastScan = file.labels.flatMap(label => label.scans).findLast(scan => scan.at <= withSlack(view, receipt.at));
  const seen = lastScan === undefined ? '' : ` The carrier's last scan before says "${lastScan.data.status}".`;
  report.found('receipt_without_trace', {
    at: receipt.at,
    notBefore: receipt.at + view.terms.traceGraceHours * hourUs,
    facts: basis(file, receipt, lastScan),
    lines: receipt.data.lines.map(({ line_id, quantity }) => ({ line_id, quantity })),
    money: null,
    sentence: `Return ${returnId} was recorded as received at ${facility} at ${formatMoment(receipt.at)}, and neither a carrier delivery nor a dock scan of it is on record before (${showSources(sources)}).${seen}`,
    detail: { receiptId, returnId, employeeId, facility, sources, lastStatus: lastScan?.data.status ?? null },
  });
}

function refundWithoutTrace(view: View, report: Report, file: ReturnFile, refund: FactOf<'refund.issued'>): void {
  const trace = firstTrace(view.dossier, file, 'any');
  if (trace !== null && trace.at <= withSlack(view, refund.at)) return;
  const { refund_id: refundId, lines } = refund.data;
  const { returnId, receipts } = file;
  const facilities = [
    ...file.labels.map(label => label.issued.data.to_facility),
    ...receipts.map(receipt => receipt.data.facility),
  ];
  const what = `refund ${refundId} on return ${returnId}`;
  const sources = established(view, report, 'refund_without_trace', what, file, refund, facilities);
  if (sources === null) return;
  const money = moneyOf(refund, refund.data);
  const received = receipts.some(receipt => receipt.at <= withSlack(view, refund.at));
  const word = received ? ' A receipt was recorded by then; no carrier or dock bears it out.' : '';
  const later = trace === null ? '' : ` The first trace came at ${formatMoment(trace.at)}.`;
  report.found('refund_without_trace', {
    at: refund.at,
    notBefore: refund.at + view.terms.traceGraceHours * hourUs,
    facts: [...basis(file, refund, trace ?? undefined), ...receipts],
    lines: lines ?? file.authorised?.data.lines ?? [],
    money,
    sentence: `${showMoney(money)} were refunded for return ${returnId} at ${formatMoment(refund.at)}, when no scan by a carrier or dock had recorded the parcel (${showSources(sources)}).${word}${later}`,
    detail: { refundId, returnId, sources, tracedLaterAt: trace?.at ?? null, received },
  });
}

/**
 * The sources whose silence about this return means something, or null (with the reason reported) where the trace may have been lost or is late:
 * none may have failed in the stretch, and at least one must have been reporting other parcels throughout.
 */
function established(
  view: View,
  report: Report,
  kind: FindingKind,
  what: string,
  file: ReturnFile,
  fact: FactOf<'return.received'> | FactOf<'refund.issued'>,
  facilities: readonly string[],
): Source[] | null {
  if (view.dossier.asOf < fact.at + view.terms.traceGraceHours * hourUs) {
    const sentence = `Whether ${what} lacks a trace cannot be said yet: sources have ${view.terms.traceGraceHours} hours to report.`;
    report.unsaid(kind, 'too_early', sentence, [fact]);
    return null;
  }
  const sources = sourcesOf(view, file, facilities, fact.at);
  if (sources.length === 0) {
    const lines = linesOfReturn(view.dossier, file).size === 0 ? ' nor its lines' : '';
    const sentence = `Whether ${what} lacks a trace cannot be said: neither a label nor a place of receipt${lines} is known, so no carrier or dock can be asked.`;
    report.unsaid(kind, 'no_source', sentence, [fact]);
    return null;
  }
  if (sources.some(source => source.state === 'silent')) {
    const sentence = `Whether ${what} lacks a trace cannot be said: a source failed for everyone in that time (${showSources(sources)}).`;
    report.unsaid(kind, 'feed_silent', sentence, basis(file, fact));
    return null;
  }
  for (const { feed, state } of sources) {
    if (state !== 'unknown') continue;
    const sentence = `${feed} was not connected, or too little heard of to know its habits, so it can neither show nor deny a trace for ${what}.`;
    report.unsaid(kind, 'feed_not_connected', sentence, basis(file, fact));
  }
  return sources.some(source => source.state === 'active') ? sources : null;
}

function basis(
  file: ReturnFile,
  ...facts: (
    | FactOf<'return.received'>
    | FactOf<'refund.issued'>
    | FactOf<'parcel.scanned'>
    | FactOf<'dock.scanned'>
    | undefined
  )[]
) {
  const all = facts.filter(fact => fact !== undefined);
  const authorised = file.authorised === null ? [] : [file.authorised];
  return [...all, ...authorised, ...file.labels.map(label => label.issued)];
}
