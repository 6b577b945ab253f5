import { open } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Row } from './row.ts';
import { batchRows, type RowBatch, type Table } from './rows.ts';

/** A Parquet file of flat columns. It is read row group by row group: memory is that of the largest one. */
export async function parquetRows(path: string): Promise<Table> {
  const file = await fileBuffer(path);
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children.map(child => child.element.name);
  return {
    columns,
    totalRows: Number(metadata.num_rows),
    batches: () => parquetBatches(file, metadata, columns),
  };
}

/** The file, opened for each of the few reads: so nothing has to be closed when a reader stops early. */
async function fileBuffer(path: string): Promise<AsyncBuffer> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  await file.close();
  return { byteLength: size, slice: (start, end) => readSlice(path, start, end ?? size) };
}

async function readSlice(path: string, start: number, end: number): Promise<ArrayBuffer> {
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(end - start);
    await file.read(bytes, 0, bytes.length, start);
    return bytes.buffer;
  } finally {
    await file.close();
  }
}

async function* parquetBatches(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly string[],
): AsyncGenerator<RowBatch> {
  const local = localTimes(metadata);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    let columnCells: Map<string, readonly unknown[]>;
    try {
      columnCells = await readColumns(file, metadata, rowStart, rowEnd);
    } catch (error) {
      yield {
        rows: [],
        rejected: [],
        fault: `the Parquet is damaged behind row ${rowStart}: ${(error as Error).message}`,
      };
      return;
    }
    for (let from = rowStart; from < rowEnd; from += batchRows) {
      const rows: Row[] = [];
      for (let at = from; at < Math.min(from + batchRows, rowEnd); at++) {
        const cells: Record<string, string> = Object.create(null);
        for (const name of columns) cells[name] = cellText(columnCells.get(name)?.[at - rowStart], local.has(name));
        rows.push({ number: at + 1, cells });
      }
      yield { rows, rejected: [], fault: null };
    }
    rowStart = rowEnd;
  }
}

async function readColumns(
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Map<string, readonly unknown[]>> {
  const columns = new Map<string, unknown[]>();
  await parquetRead({
    file,
    metadata,
    rowStart,
    rowEnd,
    compressors,
    onChunk: chunk => {
      const cells = columns.get(chunk.columnName) ?? [];
      columns.set(chunk.columnName, cells);
      for (let index = 0; index < chunk.columnData.length; index++) {
        cells[chunk.rowStart + index - rowStart] = chunk.columnData[index];
      }
    },
  });
  return columns;
}

/** Columns whose times name no zone: the mapping says which one they are in. */
function localTimes(metadata: FileMetaData): ReadonlySet<string> {
  const local = metadata.schema.filter(
    element => element.logical_type?.type === 'TIMESTAMP' && element.logical_type.isAdjustedToUTC === false,
  );
  return new Set(local.map(element => element.name));
}

function cellText(value: unknown, local: boolean): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return '';
    return local ? value.toISOString().slice(0, -1) : value.toISOString();
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value === 'object')
    return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner));
  return String(value);
}
