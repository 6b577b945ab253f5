import type { Fact } from '../domain/fact.ts';
import type { LineId } from '../domain/ids.ts';
import { parseMinor } from '../domain/money.ts';
import type { Moment } from '../domain/time.ts';
import { moneyOf } from './account.ts';
import type { Dossier } from './dossier.ts';
import type { LineAccount } from './entries.ts';
import { isGoods } from './returns.ts';

/** Sums in minor units of one currency. */
export interface Sums {
  readonly refunded: number;
  readonly reversed: number;
  readonly credited: number;
  readonly disputedOpen: number;
  readonly disputedLost: number;
  readonly disputedWon: number;
}

/**
 * The value account: `back` = refunded - reversed + credited + disputedLost + replaced - replacementsReturned, in minor units of `currency`.
 * Amounts in other currencies stand in `otherCurrencies`; they are never converted and in no other sum.
 */
export interface ValueAccount extends Sums {
  /** The order's; while that is not known the one that all amounts share; null where there is none. */
  readonly currency: string | null;
  /** What the customer paid; null where the order is not known. */
  readonly paid: number | null;
  /** Replaced units at the price of the order. */
  readonly replaced: number;
  /** Units received after a replacement of their line, at most as many as were replaced, at the price of the order. */
  readonly replacementsReturned: number;
  /** Units replaced whose price is not known; they are in no sum. */
  readonly replacedUnpriced: number;
  readonly back: number;
  readonly otherCurrencies: readonly (Sums & { readonly currency: string })[];
}

/** One change of the value back, in the account's currency. */
export interface Movement {
  readonly kind: 'refund' | 'reversal' | 'credit' | 'dispute_lost' | 'replacement' | 'replacement_returned';
  readonly at: Moment;
  /** Positive towards the customer. */
  readonly minor: number;
  readonly facts: readonly Fact[];
}

type OpenSums = { -readonly [Key in keyof Sums]: number };

/** Adds up the value account, with the movements of the value back in order of time. */
export function valueAccount(
  dossier: Dossier,
  lines: readonly LineAccount[],
): { value: ValueAccount; movements: Movement[] } {
  const currency = dossier.order?.data.currency ?? sharedCurrency(dossier);
  const books = new Map<string, OpenSums>();
  const movements: Movement[] = [];
  const move = (kind: Movement['kind'], of: string, at: Moment, minor: number, facts: Fact[]): void => {
    if (of === currency) movements.push({ kind, at, minor, facts });
  };
  for (const { issued, reversals } of dossier.refunds) {
    const amount = moneyOf(issued, issued.data);
    bookOf(books, amount.currency).refunded += amount.minor;
    move('refund', amount.currency, issued.at, amount.minor, [issued]);
    for (const reversal of reversals) {
      const back = moneyOf(reversal, reversal.data);
      bookOf(books, back.currency).reversed += back.minor;
      move('reversal', back.currency, reversal.at, -back.minor, [issued, reversal]);
    }
  }
  for (const credit of dossier.credits) {
    const amount = moneyOf(credit, credit.data);
    bookOf(books, amount.currency).credited += amount.minor;
    move('credit', amount.currency, credit.at, amount.minor, [credit]);
  }
  for (const { opened, closed } of dossier.disputes) {
    const amount = moneyOf(opened, opened.data);
    const book = bookOf(books, amount.currency);
    if (closed === null) book.disputedOpen += amount.minor;
    else if (closed.data.outcome === 'won') book.disputedWon += amount.minor;
    else {
      book.disputedLost += amount.minor;
      move('dispute_lost', amount.currency, closed.at, amount.minor, [opened, closed]);
    }
  }
  const goods = replacedGoods(dossier, lines, movements);
  movements.sort((a, b) => a.at - b.at || a.facts.at(-1)!.seq - b.facts.at(-1)!.seq);
  const own = currency === null ? emptySums() : bookOf(books, currency);
  if (currency !== null) books.delete(currency);
  const back =
    own.refunded - own.reversed + own.credited + own.disputedLost + goods.replaced - goods.replacementsReturned;
  const paid = dossier.order === null ? null : parseMinor(dossier.order.data.total, dossier.order.data.currency);
  const otherCurrencies = [...books].map(([other, sums]) => ({ currency: other, ...sums }));
  otherCurrencies.sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return { value: { currency, paid, ...own, ...goods, back, otherCurrencies }, movements };
}

/** Values replaced units, and those units that came back after their replacement went out: goods that the customer no longer has. */
function replacedGoods(dossier: Dossier, lines: readonly LineAccount[], movements: Movement[]) {
  const goods = { replaced: 0, replacementsReturned: 0, replacedUnpriced: 0 };
  if (dossier.replacements.length === 0) return goods;
  const prices = new Map(lines.map(line => [line.lineId, line.unitPriceMinor]));
  for (const fact of dossier.replacements) {
    let minor = 0;
    for (const { line_id, quantity } of fact.data.lines) {
      const price = prices.get(line_id) ?? null;
      if (price === null) goods.replacedUnpriced += quantity;
      else minor += price * quantity;
    }
    goods.replaced += minor;
    movements.push({ kind: 'replacement', at: fact.at, minor, facts: [fact] });
  }
  for (const { line_id, quantity, receipt } of replacementsReturned(dossier)) {
    const minor = (prices.get(line_id) ?? 0) * quantity;
    goods.replacementsReturned += minor;
    movements.push({ kind: 'replacement_returned', at: receipt.at, minor: -minor, facts: [receipt] });
  }
  return goods;
}

/**
 * Units of each line that were received after as many had been replaced: they may be the replacements. Whether original or replacement
 * came back is not told apart, so this is the most that can be the replacement's.
 */
export function replacementsReturned(dossier: Dossier) {
  const returned: { line_id: LineId; quantity: number; receipt: Dossier['returns'][number]['receipts'][number] }[] = [];
  if (dossier.replacements.length === 0) return returned;
  const taken = new Map<LineId, number>();
  const receipts = dossier.returns.flatMap(file => file.receipts).sort((a, b) => a.at - b.at || a.seq - b.seq);
  for (const receipt of receipts) {
    for (const { line_id, quantity, condition } of receipt.data.lines) {
      if (!isGoods(condition)) continue;
      let replaced = 0;
      for (const fact of dossier.replacements) {
        if (fact.at >= receipt.at) continue;
        for (const line of fact.data.lines) if (line.line_id === line_id) replaced += line.quantity;
      }
      const before = taken.get(line_id) ?? 0;
      const units = Math.min(quantity, replaced - before);
      if (units <= 0) continue;
      taken.set(line_id, before + units);
      returned.push({ line_id, quantity: units, receipt });
    }
  }
  return returned;
}

function sharedCurrency(dossier: Dossier): string | null {
  const named = new Set<string>();
  for (const { issued } of dossier.refunds) named.add(issued.data.currency);
  for (const credit of dossier.credits) named.add(credit.data.currency);
  for (const { opened } of dossier.disputes) named.add(opened.data.currency);
  const [only] = named;
  return named.size === 1 && only !== undefined ? only : null;
}

function emptySums(): OpenSums {
  return { refunded: 0, reversed: 0, credited: 0, disputedOpen: 0, disputedLost: 0, disputedWon: 0 };
}

function bookOf(books: Map<string, OpenSums>, currency: string): OpenSums {
  let book = books.get(currency);
  if (book === undefined) {
    book = emptySums();
    books.set(currency, book);
  }
  return book;
}
