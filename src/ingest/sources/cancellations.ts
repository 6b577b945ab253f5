import { type Moment, parseMoment } from '../../domain/time.ts';
import { type RowTest, rowTest } from './condition.ts';
import { type Filler, filler, type Tables } from './expression.ts';
import type { CancellationColumns } from './mapping.ts';
import type { Row } from './row.ts';
import type { RowBatch, Table } from './rows.ts';

/**
 * Finds the order that a cancellation undoes, where the table does not name it.
 *
 * A row of cancelled goods is matched to purchases of the same customer and article at an earlier moment with enough
 * units left: the latest single
 * purchase that has them all; else several, the latest first, when together they have enough; else none.
 * Cancellations are served in the order of their
 * moments, then of their rows, and each takes its units away, so no unit is cancelled twice. Whatever the order of
 * the file, the result is the same
 * but for ties. Rows of the same invoice that are no goods (postage, a discount) follow its first matched row.
 *
 * Rows gain three columns: `#line`, the position of the row in its invoice from 1; `#matched_order` and
 * `#matched_line`, the invoice and position of
 * the purchase, both empty where none matches. A row matched to several purchases becomes as many rows with the same number.
 * Two passes; memory: the purchases and cancellations, some 150 bytes each.
 */
export async function withCancellations(table: Table, columns: CancellationColumns, tables: Tables): Promise<Table> {
  const match = await matchAll(table, columns, tables);
  return {
    columns: [...table.columns, ...addedColumns],
    totalRows: table.totalRows,
    batches: () => annotated(table, columns, match),
  };
}

const addedColumns = ['#line', '#matched_order', '#matched_line'] as const;

interface Purchase {
  readonly at: Moment;
  readonly row: number;
  readonly invoice: string;
  readonly line: number;
  unitsLeft: number;
}

interface Cancellation {
  readonly at: Moment;
  readonly row: number;
  readonly invoice: string;
  readonly units: number;
  readonly purchases: readonly Purchase[];
}

/** Units of one cancellation that undo one purchase. */
interface Piece {
  readonly units: number;
  readonly order: string;
  readonly line: number;
}

interface Matches {
  /** Pieces of each matched row, by its number. */
  readonly pieces: ReadonlyMap<number, readonly Piece[]>;
  /** The order of the first matched row of each cancelling invoice. */
  readonly orders: ReadonlyMap<string, string>;
  readonly isGoods: RowTest;
}

async function matchAll(table: Table, columns: CancellationColumns, tables: Tables): Promise<Matches> {
  const reader = new PurchaseReader(columns, tables);
  for await (const batch of table.batches()) for (const row of batch.rows) reader.take(row);
  const { purchases, cancellations } = reader;
  for (const list of purchases.values()) list.sort(byMoment);
  cancellations.sort(byMoment);
  const pieces = new Map<number, readonly Piece[]>();
  const orders = new Map<string, string>();
  for (const cancellation of cancellations) {
    const found = piecesFor(cancellation);
    if (found.length === 0) continue;
    pieces.set(cancellation.row, found);
    if (!orders.has(cancellation.invoice)) orders.set(cancellation.invoice, found[0]!.order);
  }
  return { pieces, orders, isGoods: rowTest(columns.cancelled) };
}

function byMoment(a: { at: Moment; row: number }, b: { at: Moment; row: number }): number {
  return a.at - b.at || a.row - b.row;
}

/** Sorts the rows of a table into purchases by customer and article, and cancellations of them. */
class PurchaseReader {
  readonly purchases = new Map<string, Purchase[]>();
  readonly cancellations: Cancellation[] = [];
  readonly #columns: CancellationColumns;
  readonly #isPurchase: RowTest;
  readonly #isCancelled: RowTest;
  readonly #at: Filler;
  readonly #lines = new LineCounter();

  constructor(columns: CancellationColumns, tables: Tables) {
    this.#columns = columns;
    this.#isPurchase = rowTest(columns.purchases);
    this.#isCancelled = rowTest(columns.cancelled);
    this.#at = filler(columns.at, 'cancellations.at', tables);
  }

  take(row: Row): void {
    const { cells } = row;
    const invoice = cells[this.#columns.invoice] ?? '';
    const line = this.#lines.next(invoice);
    const cancelled = this.#isCancelled(row);
    if (!cancelled && !this.#isPurchase(row)) return;
    const customer = cells[this.#columns.customer] ?? '';
    const units = Math.abs(Number(cells[this.#columns.quantity]));
    const at = momentOf(this.#at({ rows: [row], row, position: 1 }));
    if (customer === '' || at === null || !Number.isSafeInteger(units) || units === 0) return;
    const key = `${customer}\0${cells[this.#columns.article] ?? ''}`;
    const purchases = this.purchases.get(key) ?? [];
    this.purchases.set(key, purchases);
    if (cancelled) this.cancellations.push({ at, row: row.number, invoice, units, purchases });
    else purchases.push({ at, row: row.number, invoice, line, unitsLeft: units });
  }
}

function momentOf(value: unknown): Moment | null {
  return typeof value === 'string' ? parseMoment(value) : null;
}

/** Purchases that one cancellation looks back at: a customer who bought an article more often is no customer but a default value. */
const lookBackMax = 1_000;

function piecesFor(cancellation: Cancellation): Piece[] {
  const earlier = latestEarlier(cancellation);
  const whole = earlier.find(purchase => purchase.unitsLeft >= cancellation.units);
  if (whole !== undefined) return [take(whole, cancellation.units)];
  const left = earlier.reduce((sum, purchase) => sum + purchase.unitsLeft, 0);
  if (left < cancellation.units) return [];
  const pieces: Piece[] = [];
  let open = cancellation.units;
  for (const purchase of earlier) {
    if (open === 0) break;
    const piece = take(purchase, Math.min(open, purchase.unitsLeft));
    open -= piece.units;
    pieces.push(piece);
  }
  return pieces;
}

function take(purchase: Purchase, units: number): Piece {
  purchase.unitsLeft -= units;
  return { units, order: purchase.invoice, line: purchase.line };
}

/** Purchases before the cancellation that have units left, the latest first. */
function latestEarlier({ purchases, at }: Cancellation): Purchase[] {
  let end = purchases.length;
  while (end > 0 && purchases[end - 1]!.at >= at) end--;
  return purchases
    .slice(Math.max(0, end - lookBackMax), end)
    .filter(purchase => purchase.unitsLeft > 0)
    .reverse();
}

/** Counts the rows of each invoice, wherever in the table they stand. */
class LineCounter {
  readonly #counts = new Map<string, number>();

  next(invoice: string): number {
    const line = (this.#counts.get(invoice) ?? 0) + 1;
    this.#counts.set(invoice, line);
    return line;
  }
}

async function* annotated(table: Table, columns: CancellationColumns, matches: Matches): AsyncGenerator<RowBatch> {
  const lines = new LineCounter();
  for await (const batch of table.batches()) {
    const rows = batch.rows.flatMap(row => {
      const invoice = row.cells[columns.invoice] ?? '';
      return annotate(row, lines.next(invoice), invoice, columns, matches);
    });
    yield { ...batch, rows };
  }
}

function annotate(row: Row, line: number, invoice: string, columns: CancellationColumns, matches: Matches): Row[] {
  const pieces = matches.pieces.get(row.number);
  const common = { ...row.cells, '#line': String(line), '#matched_line': '' };
  if (pieces === undefined) {
    // A row of goods that matches nothing stays unmatched, even where its neighbours match.
    const follows = matches.orders.get(invoice) ?? '';
    return [{ number: row.number, cells: { ...common, '#matched_order': matches.isGoods(row) ? '' : follows } }];
  }
  const sign = (row.cells[columns.quantity] ?? '').trim().startsWith('-') ? '-' : '';
  return pieces.map(piece => ({
    number: row.number,
    cells: {
      ...common,
      [columns.quantity]: `${sign}${piece.units}`,
      '#matched_order': piece.order,
      '#matched_line': String(piece.line),
    },
  }));
}
