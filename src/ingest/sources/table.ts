import type { EventType } from '../../domain/events/catalogue.ts';
import { type Accepted, type ParseContext, parseObject } from '../parse.ts';
import { withCancellations } from './cancellations.ts';
import { missingColumns } from './columns.ts';
import { type RowTest, rowTest } from './condition.ts';
import { type Filler, filler, Unfilled } from './expression.ts';
import { Grouper } from './group.ts';
import type { MappedEvent, Mapping } from './mapping.ts';
import type { RejectedRow, Row } from './row.ts';
import { openTable, type Table } from './rows.ts';

/** An event made of rows. */
export interface TableEvent {
  /** Numbers of its rows, counted from 1. */
  readonly rows: readonly number[];
  readonly parsed: Accepted;
}

export interface TableBatch {
  readonly events: readonly TableEvent[];
  readonly rejected: readonly RejectedRow[];
  readonly rowsRead: number;
  readonly totalRows: number | null;
  /** Set on the last batch where the file broke off; everything before was delivered. */
  readonly fault: string | null;
}

/** An opened table, or what stands in the way of reading it by the mapping. */
export type TableOpened =
  | { readonly ok: true; readonly columns: readonly string[]; readonly batches: AsyncIterable<TableBatch> }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * The events of a CSV or Parquet file by the mapping. Every row ends in an event or is handed back with field and reason;
 * a row may be part of several events. Ids come from the rows, so reading a file twice gives the same events.
 * Memory: the open groups of rows, and what matching cancellations takes. Rejects where the file cannot be read.
 */
export async function readTable(path: string, mapping: Mapping, context: () => ParseContext): Promise<TableOpened> {
  const plain = await openTable(path, mapping);
  const { cancellations } = mapping;
  const extra = cancellations === undefined ? [] : ['#line', '#matched_order', '#matched_line'];
  const problems = missingColumns(mapping, [...plain.columns, ...extra]);
  if (problems.length > 0) return { ok: false, problems };
  let makers: EventMaker[];
  let rejections: Rejection[];
  try {
    makers = mapping.events.map(event => new EventMaker(event, mapping, context));
    rejections = mapping.reject.map(rule => ({
      test: rowTest(rule.when),
      field: rule.field ?? '',
      reason: rule.reason,
    }));
  } catch (error) {
    return { ok: false, problems: [(error as Error).message] };
  }
  const table = cancellations === undefined ? plain : await withCancellations(plain, cancellations, mapping.tables);
  return { ok: true, columns: plain.columns, batches: tableBatches(table, makers, rejections) };
}

interface Rejection {
  readonly test: RowTest;
  readonly field: string;
  readonly reason: string;
}

/** Where events and rejected rows are put down as they arise. */
interface Outcome {
  readonly events: TableEvent[];
  readonly rejected: RejectedRow[];
}

async function* tableBatches(
  table: Table,
  makers: readonly EventMaker[],
  rejections: readonly Rejection[],
): AsyncGenerator<TableBatch> {
  let rowsRead = 0;
  let fault: string | null = null;
  for await (const batch of table.batches()) {
    const outcome: Outcome = { events: [], rejected: [...batch.rejected] };
    for (const row of batch.rows) {
      take(row, makers, rejections, outcome);
      rowsRead = row.number;
    }
    for (const { row } of batch.rejected) rowsRead = Math.max(rowsRead, row.number);
    fault = batch.fault;
    yield { ...outcome, rowsRead, totalRows: table.totalRows, fault: null };
  }
  const last: Outcome = { events: [], rejected: [] };
  for (const maker of makers) maker.end(last);
  yield { ...last, rowsRead, totalRows: table.totalRows, fault };
}

function take(row: Row, makers: readonly EventMaker[], rejections: readonly Rejection[], outcome: Outcome): void {
  const rejection = rejections.find(rule => rule.test(row));
  if (rejection !== undefined) {
    outcome.rejected.push({ row, event: null, field: rejection.field, reason: rejection.reason });
    return;
  }
  let taken = false;
  for (const maker of makers) {
    if (!maker.test(row)) continue;
    maker.add(row, outcome);
    taken = true;
  }
  if (!taken)
    outcome.rejected.push({ row, event: null, field: '', reason: 'meets the conditions of no event of the mapping' });
}

/** Makes the events of one entry of the mapping. */
class EventMaker {
  readonly test: RowTest;
  readonly #type: EventType;
  readonly #grouper: Grouper | null;
  readonly #fill: Filler;
  readonly #source: string;
  readonly #context: () => ParseContext;

  constructor(event: MappedEvent, mapping: Mapping, context: () => ParseContext) {
    this.test = rowTest(event.when);
    this.#type = event.type;
    this.#grouper = event.group_by === undefined ? null : new Grouper(event.group_by, event.group_window);
    this.#source = mapping.source;
    this.#context = context;
    this.#fill = envelopeFiller(event, mapping);
  }

  add(row: Row, outcome: Outcome): void {
    if (this.#grouper === null) {
      this.#make([row], outcome);
      return;
    }
    const { closed, refusal } = this.#grouper.add(row);
    for (const rows of closed) this.#make(rows, outcome);
    if (refusal !== null) outcome.rejected.push({ row, event: this.#type, field: '', reason: refusal });
  }

  end(outcome: Outcome): void {
    for (const rows of this.#grouper?.end() ?? []) this.#make(rows, outcome);
  }

  #make(rows: readonly Row[], outcome: Outcome): void {
    const filled = this.#fill({ rows, row: rows[0]!, position: 1 });
    if (filled instanceof Unfilled) {
      this.#reject(rows, filled.field, filled.reason, outcome);
      return;
    }
    const event = { ...(filled as object), specversion: '1.0', type: this.#type, source: this.#source };
    const parsed = parseObject(event, this.#context());
    if (parsed.ok) outcome.events.push({ rows: [...new Set(rows.map(row => row.number))], parsed });
    else this.#reject(rows, parsed.field, parsed.reason, outcome);
  }

  #reject(rows: readonly Row[], field: string, reason: string, outcome: Outcome): void {
    for (const row of rows) outcome.rejected.push({ row, event: this.#type, field, reason });
  }
}

/** Fills what differs from event to event; the fields are those of the CloudEvent, so problems name them as everywhere. */
function envelopeFiller(event: MappedEvent, mapping: Mapping): Filler {
  const { id, time, recordedtime, subject, data } = event;
  const fillers: [string, Filler][] = [
    ['id', filler(id, 'id', mapping.tables)],
    ['time', filler(time, 'time', mapping.tables)],
    ['data', filler({ object: data }, 'data', mapping.tables)],
  ];
  if (recordedtime !== undefined) fillers.push(['recordedtime', filler(recordedtime, 'recordedtime', mapping.tables)]);
  if (subject !== undefined) fillers.push(['subject', filler(subject, 'subject', mapping.tables)]);
  return scope => {
    const filled: Record<string, unknown> = {};
    for (const [name, fill] of fillers) {
      const value = fill(scope);
      if (value instanceof Unfilled) return value;
      if (value !== undefined) filled[name] = value;
    }
    return filled;
  };
}
