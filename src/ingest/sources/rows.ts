import { open } from 'node:fs/promises';
import { csvRows } from './csv.ts';
import type { Mapping } from './mapping.ts';
import { parquetRows } from './parquet.ts';
import type { RejectedRow, Row } from './row.ts';

/** A stretch of a table. */
export interface RowBatch {
  readonly rows: readonly Row[];
  /** Rows that the file itself spoils: wrong number of cells, broken quotes, bytes that are no text. */
  readonly rejected: readonly RejectedRow[];
  /** Set on the last batch where the file broke off. */
  readonly fault: string | null;
}

/** A table that can be read from its start as often as needed, each time in constant memory. */
export interface Table {
  readonly columns: readonly string[];
  /** Number of rows, where the file says it. */
  readonly totalRows: number | null;
  batches(): AsyncIterable<RowBatch>;
}

/** Rows handed on at a time: large enough that the hand-over does not matter, small enough to be forgotten. */
export const batchRows = 2_048;

const parquetMagic = Buffer.from('PAR1');

/** Opens a CSV (plain or gzip) or Parquet file, told apart by the first bytes. Rejects where the file cannot be read. */
export async function openTable(path: string, mapping: Pick<Mapping, 'csv'>): Promise<Table> {
  return (await isParquet(path)) ? parquetRows(path) : csvRows(path, mapping.csv);
}

export async function isParquet(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(parquetMagic.length), 0, parquetMagic.length, 0);
    return buffer.equals(parquetMagic);
  } finally {
    await file.close();
  }
}
