import { maskLine } from '../mask.ts';

/** A row of a table. Every cell is text; an empty one stands for "not there". */
export interface Row {
  /** Counted from 1, the header left out. */
  readonly number: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A row of which no event came to be, or one event less than the mapping asks for. */
export interface RejectedRow {
  readonly row: Row;
  /** Type of the event that was refused; null where the row as such was. */
  readonly event: string | null;
  /** Field of the event, or the column of the row. */
  readonly field: string;
  readonly reason: string;
}

/** The first line of a CSV of rejected rows. */
export function rejectedCsvHeader(columns: readonly string[]): string {
  return csvLine(['row', 'event', 'field', 'reason', ...columns]);
}

/** The rejected row as a line of CSV: what is wrong with it, then its cells, card numbers masked. */
export function rejectedCsvLine(rejected: RejectedRow, columns: readonly string[]): string {
  const { row, event, field, reason } = rejected;
  return csvLine([
    String(row.number),
    event ?? '',
    field,
    reason,
    ...columns.map(name => maskLine(row.cells[name] ?? '')),
  ]);
}

const needsQuotes = /[",\r\n]/;

function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}
