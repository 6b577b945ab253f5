import type { LedgerEntry, LineAccount } from './entries.ts';

/** More units of one line than this are not laid out one by one: nobody reads them, and a line can have a million. */
export const unitsShownMax = 1_000;

export interface Unit {
  /** From 1 on, within the line. */
  readonly number: number;
  /** As sold or received, where exactly one is known for it. */
  readonly serial: string | null;
  readonly entries: readonly LedgerEntry[];
}

interface OpenUnit {
  readonly number: number;
  serial: string | null;
  readonly entries: LedgerEntry[];
}

/** What is laid on which units: those that the same parcel, return, claim or refund took before, or the next in turn. */
interface Turns {
  readonly units: OpenUnit[];
  readonly next: Map<string, number>;
  readonly groups: Map<string, { units: readonly OpenUnit[]; taken: Map<string, number> }>;
}

/**
 * Lays the entries of a line out per unit, first in, first out: which of equal units was meant no fact says, so the first that has
 * not had the same yet is taken. Units of one parcel, return, claim or refund stay together; a unit received under a serial that was sold is that unit.
 * At most `limit` units are laid out; `omitted` says how many more there are.
 */
export function layOutUnits(line: LineAccount, limit: number = unitsShownMax): { units: Unit[]; omitted: number } {
  let total = line.paid ?? 0;
  for (const entry of line.entries) total = Math.max(total, entry.quantity ?? 0);
  const shown = Math.min(total, limit, unitsShownMax);
  const units: OpenUnit[] = [];
  for (let index = 0; index < shown; index++)
    units.push({ number: index + 1, serial: line.serials[index] ?? null, entries: [] });
  const turns: Turns = { units, next: new Map(), groups: new Map() };
  for (const entry of line.entries) layOut(turns, entry);
  return { units, omitted: total - shown };
}

function layOut(turns: Turns, entry: LedgerEntry): void {
  const quantity = entry.quantity ?? 0;
  if (entry.kind === 'received' && entry.serial !== null && quantity === 1) {
    const unit = turns.units.find(candidate => candidate.serial === entry.serial);
    if (unit !== undefined) {
      unit.entries.push({ ...entry, quantity: 1 });
      return;
    }
  }
  const taken = take(turns, entry, quantity);
  for (const unit of taken) {
    unit.entries.push({ ...entry, quantity: 1 });
    if (entry.kind === 'received' && unit.serial === null && quantity === 1) unit.serial = entry.serial;
  }
  const opens = groupOpened(entry);
  if (opens !== null && !turns.groups.has(opens)) turns.groups.set(opens, { units: taken, taken: new Map() });
}

/** The units of the entry's group in turn; beyond those, and without a group, the line's units in turn of the kind. */
function take(turns: Turns, entry: LedgerEntry, quantity: number): readonly OpenUnit[] {
  for (const name of groupsFollowed(entry)) {
    const group = turns.groups.get(name);
    if (group === undefined) continue;
    // A scan says something of the whole parcel each time; a receipt or refund takes units that had none yet.
    const turn = isRepeated(entry) ? 0 : (group.taken.get(entry.kind) ?? 0);
    group.taken.set(entry.kind, turn + quantity);
    return group.units.slice(turn, turn + quantity);
  }
  const turn = isRepeated(entry) ? 0 : (turns.next.get(entry.kind) ?? 0);
  turns.next.set(entry.kind, turn + quantity);
  // What goes beyond the units bought starts again at the first: there it shows as done twice.
  const begin = turns.units.length === 0 ? 0 : turn < turns.units.length ? turn : turn % turns.units.length;
  return turns.units.slice(begin, begin + quantity);
}

function isRepeated(entry: LedgerEntry): boolean {
  return (
    entry.kind === 'scanned' || entry.kind === 'delivered' || entry.kind === 'scanned_back' || entry.kind === 'at_dock'
  );
}

function groupOpened(entry: LedgerEntry): string | null {
  switch (entry.kind) {
    case 'shipped':
      return `parcel ${entry.parcelId}`;
    case 'claimed':
      return `claim ${entry.claimId}`;
    case 'return_authorised':
      return `return ${entry.returnId}`;
    case 'refunded':
      return `refund ${entry.refundId}`;
    case 'paid':
    case 'scanned':
    case 'delivered':
    case 'labelled':
    case 'scanned_back':
    case 'at_dock':
    case 'received':
    case 'reversed':
    case 'replaced':
    case 'credited':
    case 'disputed':
      return null;
  }
}

function groupsFollowed(entry: LedgerEntry): string[] {
  switch (entry.kind) {
    case 'scanned':
    case 'delivered':
      return [`parcel ${entry.parcelId}`];
    case 'return_authorised':
      return entry.claimId === null ? [] : [`claim ${entry.claimId}`];
    case 'labelled':
    case 'scanned_back':
    case 'received':
      return [`return ${entry.returnId}`];
    case 'at_dock':
      return entry.returnId === null ? [] : [`return ${entry.returnId}`];
    case 'refunded':
      return [
        ...(entry.returnId === null ? [] : [`return ${entry.returnId}`]),
        ...(entry.claimId === null ? [] : [`claim ${entry.claimId}`]),
      ];
    case 'replaced':
      return entry.claimId === null ? [] : [`claim ${entry.claimId}`];
    case 'reversed':
      return [`refund ${entry.refundId}`];
    case 'paid':
    case 'shipped':
    case 'claimed':
    case 'credited':
    case 'disputed':
      return [];
  }
}
