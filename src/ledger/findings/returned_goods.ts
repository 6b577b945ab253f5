import type { ClaimReason } from '../../domain/events/claim.ts';
import type { FactOf } from '../../domain/fact.ts';
import { formatMoment } from '../../domain/time.ts';
import type { ReturnFile } from '../drawers.ts';
import type { Report, View } from '../report.ts';
import { isGoods } from '../returns.ts';
import { firstTrace } from '../traces.ts';

/** What the bench found in returned parcels: nothing, something else, another unit, or all that was agreed on. */
export function returnedGoods(view: View, report: Report): void {
  for (const file of view.dossier.returns) {
    for (const receipt of file.receipts) {
      wrongGoods(view, report, file, receipt);
      otherSerials(view, report, receipt);
    }
    receivedInFull(view, report, file);
  }
}

/** What a claim says about the goods that explains what the bench found: then the receipt bears the claim out. */
const explainedBy: Readonly<Record<'empty' | 'wrong_item', readonly ClaimReason[]>> = {
  empty: ['empty_parcel', 'missing_item'],
  wrong_item: ['wrong_item', 'not_as_described'],
};

function wrongGoods(view: View, report: Report, file: ReturnFile, receipt: FactOf<'return.received'>): void {
  for (const condition of ['empty', 'wrong_item'] as const) {
    const lines = receipt.data.lines.filter(line => line.condition === condition);
    if (lines.length === 0) continue;
    const claims = view.dossier.claims.filter(({ filed }) =>
      file.authorised?.data.claim_id === undefined
        ? filed.data.lines.some(claimed => lines.some(line => line.line_id === claimed.line_id))
        : filed.data.claim_id === file.authorised.data.claim_id,
    );
    if (claims.some(claim => explainedBy[condition].includes(claim.filed.data.reason))) continue;
    const reason = claims.at(-1)?.filed.data.reason ?? null;
    const claim = reason === null ? 'no claim with a reason is known' : `the claim says "${reason}"`;
    report.found('returned_goods_wrong', {
      at: receipt.at,
      facts: [receipt, ...claims.map(({ filed }) => filed)],
      lines: lines.map(({ line_id, quantity }) => ({ line_id, quantity })),
      money: null,
      sentence: `Receipt ${receipt.data.receipt_id} records the returned goods as "${condition}"; ${claim}.`,
      detail: { receiptId: receipt.data.receipt_id, condition, reason },
    });
  }
}

function otherSerials(view: View, report: Report, receipt: FactOf<'return.received'>): void {
  if (!receipt.data.lines.some(line => line.serial !== undefined)) return;
  const { receipt_id: receiptId } = receipt.data;
  const sold = new Set<string>();
  for (const line of view.lines) for (const serial of line.serials) sold.add(plainSerial(serial));
  for (const { line_id, quantity, serial, condition } of receipt.data.lines) {
    if (serial === undefined || !isGoods(condition)) continue;
    const line = view.byId.get(line_id);
    const { order } = view.dossier;
    // Any unit of the order will do: who bought two devices may send back the other one.
    if (sold.has(plainSerial(serial))) continue;
    const replaced = view.dossier.replacements.filter(
      fact => fact.at < receipt.at && fact.data.lines.some(sent => sent.line_id === line_id),
    );
    if (
      order === null ||
      line === undefined ||
      line.paid === null ||
      line.serials.length === 0 ||
      line.serials.length < line.paid
    ) {
      const sentence = `Whether serial ${serial} of receipt ${receiptId} is one that was sold cannot be said: not every unit's serial was recorded at sale.`;
      report.unsaid('serial_mismatch', 'serials_not_known', sentence, [receipt]);
    } else if (replaced.length > 0) {
      const sentence = `Whether serial ${serial} of receipt ${receiptId} is the replacement's cannot be said: its serial was not recorded.`;
      report.unsaid('serial_mismatch', 'serials_not_known', sentence, [receipt, ...replaced]);
    } else {
      report.found('serial_mismatch', {
        at: receipt.at,
        facts: [receipt, order],
        lines: [{ line_id, quantity }],
        money: null,
        sentence: `Receipt ${receiptId} records serial ${serial}; the order's units were sold under ${line.serials.length === 1 ? `serial ${line.serials[0]}` : `${line.serials.length} other serials`}.`,
        detail: { receiptId, serial },
      });
    }
  }
}

function receivedInFull(view: View, report: Report, file: ReturnFile): void {
  const { authorised, returnId, receipts } = file;
  if (authorised === null || receipts.length === 0 || authorised.data.lines.length === 0) return;
  const missing = new Map<string, number>();
  for (const { line_id, quantity } of authorised.data.lines)
    missing.set(line_id, (missing.get(line_id) ?? 0) + quantity);
  let completedBy: FactOf<'return.received'> | null = null;
  const inOrder = [...receipts].sort((a, b) => a.at - b.at || a.seq - b.seq);
  for (const receipt of inOrder) {
    for (const { line_id, quantity, condition } of receipt.data.lines) {
      const left = missing.get(line_id);
      if (left === undefined || !isGoods(condition)) continue;
      if (left > quantity) missing.set(line_id, left - quantity);
      else missing.delete(line_id);
    }
    if (missing.size === 0) {
      completedBy = receipt;
      break;
    }
  }
  if (completedBy === null) return;
  const trace = firstTrace(view.dossier, file, 'arrival');
  // Without a trace it is a person's word alone, and that is a finding of another kind.
  if (trace === null) return;
  report.found('return_received_in_full', {
    at: Math.max(completedBy.at, trace.at),
    facts: [authorised, ...receipts, trace],
    lines: authorised.data.lines,
    money: null,
    sentence: `Everything agreed for return ${returnId} was received by ${formatMoment(completedBy.at)}, and ${trace.type === 'dock.scanned' ? 'a dock scan' : 'a carrier scan'} bears it out.`,
    detail: { returnId, tracedAt: trace.at },
  });
}

function plainSerial(serial: string): string {
  return serial.replace(/[\s-]/g, '').toUpperCase();
}
