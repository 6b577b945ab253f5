import type { ColumnValue } from './arrays.ts';
import { encodeColumn } from './arrays.ts';
import { type BatchRows, type BatchTable, type BatchTableName, batchTables } from './tables.ts';

/** Rows of one table as they travel: a binary array a column. */
export interface EncodedTable {
  readonly name: BatchTableName;
  readonly columns: readonly Uint8Array[];
}

/** The tables that have rows, in the order in which they are written. */
export function encodeRows(rows: BatchRows): EncodedTable[] {
  const names = Object.keys(batchTables) as BatchTableName[];
  return names
    .filter(name => (rows[name]?.length ?? 0) > 0)
    .map(name => ({ name, columns: columnsOf(batchTables[name], rows[name]!) }));
}

function columnsOf(table: BatchTable, rows: readonly (readonly ColumnValue[])[]): Uint8Array[] {
  return table.columns.map(([, type], column) =>
    encodeColumn(
      type,
      rows.map(row => row[column] ?? null),
    ),
  );
}
