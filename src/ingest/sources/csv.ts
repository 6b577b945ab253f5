import { pipeline, Readable } from 'node:stream';
import { CsvError, type Options, type Parser, parse } from 'csv-parse';
import { openBytes } from '../bytes.ts';
import { lineLengthMax } from '../limits.ts';
import type { Mapping } from './mapping.ts';
import type { RejectedRow, Row } from './row.ts';
import { batchRows, type RowBatch, type Table } from './rows.ts';

type CsvOptions = Mapping['csv'];

/** A CSV with a header, plain or gzip. */
export async function csvRows(path: string, options: CsvOptions): Promise<Table> {
  const columns = await headerOf(path, options);
  return { columns, totalRows: null, batches: () => csvBatches(path, options, columns) };
}

async function headerOf(path: string, options: CsvOptions): Promise<string[]> {
  const { parser } = await openParser(path, { ...parserOptions(options), to: 1 });
  try {
    for await (const record of parser) return (record as { record: string[] }).record.map(name => name.trim());
    return [];
  } finally {
    parser.destroy();
  }
}

function parserOptions(options: CsvOptions): Options {
  return {
    bom: true,
    delimiter: options.delimiter,
    encoding: options.encoding,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // A stray quote inside a cell is part of it; only a cell that is never closed breaks the file off.
    relax_quotes: true,
    max_record_size: lineLengthMax,
  };
}

interface Opened {
  readonly parser: Parser;
  readonly state: { fault: string | null };
}

async function openParser(path: string, options: Options): Promise<Opened> {
  const source = await openBytes(path, 0);
  const state: { fault: string | null } = { fault: null };
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const stretch of source.stretches) {
      state.fault = stretch.fault;
      if (stretch.bytes.length > 0) yield stretch.bytes;
    }
  }
  const parser = parse(options);
  // Errors reach whoever iterates the parser; the callback is there because the pipeline wants one.
  pipeline(Readable.from(bytes(), { objectMode: false }), parser, () => undefined);
  return { parser, state };
}

interface CsvItem {
  readonly record: readonly string[];
  /** `records` counts the header too. */
  readonly info: { readonly records: number };
}

async function* csvBatches(path: string, options: CsvOptions, columns: readonly string[]): AsyncGenerator<RowBatch> {
  let rows: Row[] = [];
  let rejected: RejectedRow[] = [];
  const { parser, state } = await openParser(path, { ...parserOptions(options), from: 2 });
  try {
    for await (const item of parser) {
      const { record, info } = item as CsvItem;
      const row = { number: info.records - 1, cells: cellsOf(record, columns) };
      const reason = faultOf(record, columns, options);
      if (reason === null) rows.push(row);
      else rejected.push({ row, event: null, field: '', reason });
      if (rows.length + rejected.length < batchRows) continue;
      yield { rows, rejected, fault: null };
      rows = [];
      rejected = [];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    state.fault = `the CSV breaks off: ${error.message}`;
  }
  yield { rows, rejected, fault: state.fault };
}

function cellsOf(record: readonly string[], columns: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = Object.create(null);
  for (let index = 0; index < columns.length; index++) cells[columns[index]!] = record[index] ?? '';
  return cells;
}

function faultOf(record: readonly string[], columns: readonly string[], options: CsvOptions): string | null {
  if (record.length !== columns.length) return `has ${record.length} cells where the header has ${columns.length}`;
  if (options.encoding === 'utf8' && record.some(cell => cell.includes('\ufffd'))) {
    return 'is no valid UTF-8: set csv.encoding in the mapping, such as latin1';
  }
  return null;
}
