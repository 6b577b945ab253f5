import type { Condition } from '../domain/events/return.ts';
import type { LineQuantities, OpenAccount } from './account.ts';
import type { Dossier } from './dossier.ts';
import type { ReturnFile } from './drawers.ts';
import { placeOf } from './place.ts';

/** Whether the goods themselves came back, in whatever state. */
export function isGoods(condition: Condition): boolean {
  return condition !== 'empty' && condition !== 'wrong_item';
}

/** Writes what came back: authorisation, labels, scans on the way, docks and receipts. */
export function returnEntries(account: OpenAccount, dossier: Dossier): void {
  for (const file of dossier.returns) {
    const lines = file.authorised?.data.lines ?? null;
    writeAuthorised(account, file, lines);
    writeWay(account, file, lines);
    for (const receipt of file.receipts) writeReceipt(account, receipt);
  }
}

function writeAuthorised(account: OpenAccount, file: ReturnFile, lines: LineQuantities | null): void {
  const { returnId, authorised } = file;
  if (authorised !== null) {
    const { claim_id, by } = authorised.data;
    account.write(
      {
        kind: 'return_authorised',
        at: authorised.at,
        quantity: null,
        facts: [authorised.seq],
        returnId,
        claimId: claim_id ?? null,
        by: by ?? null,
      },
      lines,
      'returnAuthorised',
    );
  }
  for (const { issued } of file.labels) {
    account.write(
      {
        kind: 'labelled',
        at: issued.at,
        quantity: null,
        facts: [issued.seq],
        returnId,
        labelId: issued.data.label_id,
        carrier: issued.data.carrier,
        tracking: issued.data.tracking,
        toFacility: issued.data.to_facility,
        expectedWeightGrams: issued.data.expected_weight_g ?? null,
      },
      lines,
      null,
    );
  }
}

function writeWay(account: OpenAccount, file: ReturnFile, lines: LineQuantities | null): void {
  const { returnId } = file;
  for (const { issued, scans } of file.labels) {
    for (const { seq, at, data } of scans) {
      account.write(
        {
          kind: 'scanned_back',
          at,
          quantity: null,
          facts: [issued.seq, seq],
          returnId,
          labelId: issued.data.label_id,
          status: data.status,
          facility: data.facility ?? null,
          place: placeOf(data),
          weightGrams: data.weight_g ?? null,
        },
        lines,
        null,
      );
    }
  }
  for (const { seq, at, data } of file.docks) {
    account.write(
      {
        kind: 'at_dock',
        at,
        quantity: null,
        facts: [seq],
        returnId,
        facility: data.facility,
        station: data.station ?? null,
        employeeId: data.employee_id ?? null,
        weightGrams: data.weight_g ?? null,
      },
      lines,
      null,
    );
  }
}

function writeReceipt(account: OpenAccount, receipt: ReturnFile['receipts'][number]): void {
  const { seq, at, data } = receipt;
  const common = {
    kind: 'received',
    at,
    facts: [seq],
    receiptId: data.receipt_id,
    returnId: data.return_id,
    employeeId: data.employee_id,
    facility: data.facility,
    station: data.station ?? null,
    weightGrams: data.weight_g ?? null,
  } as const;
  for (const { line_id, quantity, serial, condition } of data.lines) {
    const line = account.line(line_id);
    line.entries.push({ ...common, quantity, serial: serial ?? null, condition });
    if (isGoods(condition)) line.quantities.received += quantity;
  }
}
