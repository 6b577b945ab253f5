import type { Fact } from '../domain/fact.ts';
import type { LineId } from '../domain/ids.ts';
import { type Money, parseMinor } from '../domain/money.ts';
import type { Dossier } from './dossier.ts';
import type { LedgerEntry, LineAccount, Quantities } from './entries.ts';
import { outboundEntries } from './outbound.ts';
import { remedyEntries } from './remedies.ts';
import { returnEntries } from './returns.ts';

export type LineQuantities = readonly { readonly line_id: LineId; readonly quantity: number }[];

export type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

interface OpenLine extends Omit<LineAccount, 'entries' | 'quantities' | 'paid'> {
  paid: number | null;
  readonly quantities: Writable<Quantities>;
  readonly entries: LedgerEntry[];
}

/** The account while it is written: entries by line, and beside them those of which no fact says for which lines they are. */
export class OpenAccount {
  readonly lines = new Map<LineId, OpenLine>();
  readonly unassigned: LedgerEntry[] = [];
  readonly #orderKnown: boolean;

  constructor(orderKnown: boolean) {
    this.#orderKnown = orderKnown;
  }

  line(lineId: LineId): OpenLine {
    let line = this.lines.get(lineId);
    if (line === undefined) {
      line = {
        lineId,
        paid: this.#orderKnown ? 0 : null,
        sku: null,
        title: null,
        unitPriceMinor: null,
        unitWeightGrams: null,
        serials: [],
        quantities: {
          shipped: 0,
          delivered: 0,
          claimed: 0,
          returnAuthorised: 0,
          received: 0,
          refunded: 0,
          replaced: 0,
        },
        entries: [],
      };
      this.lines.set(lineId, line);
    }
    return line;
  }

  /** Writes the entry to each line with its quantity, adding that up under `counts`; without lines, beside them. */
  write(entry: LedgerEntry, lines: LineQuantities | null, counts: keyof Quantities | null): void {
    if (lines === null || lines.length === 0) {
      this.unassigned.push(entry);
      return;
    }
    for (const { line_id, quantity } of lines) {
      const line = this.line(line_id);
      line.entries.push({ ...entry, quantity });
      if (counts !== null) line.quantities[counts] += quantity;
    }
  }
}

/** The quantity account of the order: one account a line, in the order of the order's lines, then of those only others name. */
export function keepAccount(dossier: Dossier): { lines: LineAccount[]; unassigned: LedgerEntry[] } {
  const account = new OpenAccount(dossier.order !== null);
  writeOrder(account, dossier);
  outboundEntries(account, dossier);
  returnEntries(account, dossier);
  remedyEntries(account, dossier);
  const lines = [...account.lines.values()];
  for (const line of lines) line.entries.sort(byTime);
  account.unassigned.sort(byTime);
  return { lines, unassigned: account.unassigned };
}

function writeOrder(account: OpenAccount, { order }: Dossier): void {
  if (order === null) return;
  for (const ordered of order.data.lines) {
    // A line that an order lists twice is one line with both quantities.
    const known = account.lines.get(ordered.line_id);
    const line: OpenLine = {
      lineId: ordered.line_id,
      paid: (known?.paid ?? 0) + ordered.quantity,
      sku: ordered.sku,
      title: ordered.title ?? null,
      unitPriceMinor: parseMinor(ordered.unit_price, order.data.currency),
      unitWeightGrams: ordered.weight_g ?? null,
      serials: known === undefined ? (ordered.serials ?? []) : [...known.serials, ...(ordered.serials ?? [])],
      quantities: account.line(ordered.line_id).quantities,
      entries: known?.entries ?? [],
    };
    line.entries.push({ kind: 'paid', at: order.at, quantity: ordered.quantity, facts: [order.seq] });
    account.lines.set(ordered.line_id, line);
  }
}

/** Reads the amount of a fact. Validation has let only amounts through that fit their currency. */
export function moneyOf(fact: Fact, named: { amount: string; currency: string }): Money {
  const minor = parseMinor(named.amount, named.currency);
  if (minor === null)
    throw new Error(
      `fact ${fact.seq} (${fact.type}) has the amount "${named.amount}" ${named.currency}: it was not validated`,
    );
  return { minor, currency: named.currency };
}

function byTime(a: LedgerEntry, b: LedgerEntry): number {
  return a.at - b.at || a.facts[0]! - b.facts[0]!;
}
