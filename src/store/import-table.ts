import { basename } from 'node:path';
import { eventKey } from '../ingest/event-key.ts';
import type { Mapping } from '../ingest/sources/mapping.ts';
import type { RejectedRow } from '../ingest/sources/row.ts';
import { readTable, type TableBatch } from '../ingest/sources/table.ts';
import type { Intake } from './append.ts';
import type { ImportProgress } from './import-progress.ts';
import type { Node } from './node.ts';
import { RowBook, type RowCount } from './row-book.ts';
import { type ImportStep, type Stretch, takeIn } from './take-in.ts';

/** A transaction holds about this many events, and the rows read for it are at most so many: an order may have a thousand lines. */
const batchEvents = 1_000;
const batchRows = 16_384;

export interface TableImportOptions {
  readonly path: string;
  readonly mapping: Mapping;
  readonly arrival: 'event' | 'now';
  /** Takes the rows that are handed back, before the step that counts them; those of a group come when it is complete. */
  readonly rejected: (rows: readonly RejectedRow[]) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** An opened table that can be imported, or what stands in the way of it. */
export type TableImport =
  | {
      readonly ok: true;
      readonly columns: readonly string[];
      readonly steps: AsyncIterable<ImportStep>;
      /** What became of the rows read so far. */
      readonly rows: () => RowCount;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Imports a CSV or Parquet file by a mapping, always from its first row: the ids of events come from the rows, so what is in the log
 * already is left out and counted as duplicate. Steps as in `importEvents`, with rows for lines. Memory: what the reader takes, and a byte a row.
 */
export async function importTable(
  node: Node,
  progress: ImportProgress,
  options: TableImportOptions,
): Promise<TableImport> {
  const { mapping, arrival, signal } = options;
  const opened = await readTable(options.path, mapping, () => ({
    receivedAt: node.clock.next(),
    arrival,
    maskingKey: node.maskingKey,
  }));
  if (!opened.ok) return opened;
  const book = new RowBook();
  const start = {
    ...progress,
    offsetBytes: 0,
    lineNo: 0,
    accepted: 0,
    duplicate: 0,
    quarantined: 0,
    masked: 0,
    finished: false,
  };
  const steps = takeIn(node, start, stretchesOf(opened.batches, book, options), signal);
  return { ok: true, columns: opened.columns, steps, rows: () => book.count() };
}

async function* stretchesOf(
  batches: AsyncIterable<TableBatch>,
  book: RowBook,
  options: TableImportOptions,
): AsyncGenerator<Stretch> {
  let intakes: Intake[] = [];
  let firstRows = new Map<Intake, number>();
  let rejected: RejectedRow[] = [];
  let masked = 0;
  let from = 0;
  let last: TableBatch | null = null;
  const stretch = async (batch: TableBatch): Promise<Stretch> => {
    if (rejected.length > 0) await options.rejected(rejected.sort((a, b) => a.row.number - b.row.number));
    const { rowsRead, totalRows, fault } = batch;
    const share = totalRows === null || totalRows === 0 ? null : Math.min(1, rowsRead / totalRows);
    const made: Stretch = {
      events: intakes.length,
      intakes: intakesOf(intakes),
      encoded: null,
      refused: [],
      entryOf: entriesOf(firstRows, options),
      handedBack: rejected.length,
      masked,
      offsetBytes: 0,
      lineNo: rowsRead,
      share,
      fault,
    };
    intakes = [];
    firstRows = new Map();
    rejected = [];
    masked = 0;
    from = rowsRead;
    return made;
  };
  for await (const batch of batches) {
    last = batch;
    for (const { rows, parsed } of batch.events) {
      const { event, body } = parsed;
      const intake = { event, body, key: eventKey(event.source, event.id).replaceAll('-', '') };
      intakes.push(intake);
      firstRows.set(intake, rows[0]!);
      masked += parsed.masked;
      book.taken(rows);
    }
    for (const row of batch.rejected) {
      rejected.push(row);
      book.rejected(row);
    }
    if (intakes.length >= batchEvents || batch.rowsRead - from >= batchRows || batch.fault !== null)
      yield await stretch(batch);
    // The batch before is flowing into its socket meanwhile.
    else await new Promise(resolve => setImmediate(resolve));
  }
  if (last !== null && intakes.length + rejected.length > 0) yield await stretch(last);
}

function intakesOf(intakes: readonly Intake[]): Stretch['intakes'] {
  return () => intakes;
}

/** An event that the database cannot keep is kept in quarantine as the event it is, with the first of its rows. */
function entriesOf(firstRows: ReadonlyMap<Intake, number>, { path, arrival }: TableImportOptions): Stretch['entryOf'] {
  const origin = basename(path);
  return (intake, reason) => ({
    origin,
    line: firstRows.get(intake) ?? null,
    field: '',
    reason,
    text: intake.body,
    arrival,
  });
}
