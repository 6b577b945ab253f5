import { isDeepStrictEqual } from 'node:util';
import type { LinkBook } from '../detect/rings/book.ts';
import { linkSources, linksOf } from '../detect/rings/links.ts';
import { returnLinks } from '../detect/rings/return-links.ts';
import { PairTallies, type Sighting } from '../detect/rings/tallies.ts';
import type { Fact } from '../domain/fact.ts';
import { type Database, inTransaction } from './database.ts';
import type { Rests } from './gently.ts';

/** Rows written in one statement. */
const rowsPerWrite = 2_000;

const insert = `
insert into links (account_id, value, source, first_us, last_us, count, seqs)
select a, v, s, f, l, c, string_to_array(q, ',')::bigint[]
from unnest($1::text[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int4[], $7::text[]) as n (a, v, s, f, l, c, q)
on conflict (value, account_id, source) do update set first_us = excluded.first_us, last_us = excluded.last_us,
  count = excluded.count, seqs = excluded.seqs
where excluded.count >= links.count`;

const drop = `
delete from links l using unnest($1::text[], $2::text[]) as n (a, v)
where l.account_id = n.a and l.value = n.v and l.source = 'return'`;

type Row = readonly [account: string, value: string, source: string, sighting: Sighting];

/**
 * Keeps the table of links as the book has it: the first time all of it anew, later what new facts touched. One transaction each time, so that a
 * stop leaves the table as it was.
 */
export class LinkWriter {
  readonly #book: LinkBook;
  /** Pairs (account and source, value) that changed since the last write; null before the first. */
  #touched: Map<number, Set<number>> | null = null;
  /** Links by returns as they were last written. */
  #returns = new PairTallies();

  constructor(book: LinkBook) {
    this.#book = book;
  }

  /** To be told of every fact that is added to the book after the first write. */
  note(fact: Fact): void {
    if (this.#touched === null) return;
    const { names } = this.#book;
    for (const link of linksOf(fact)) {
      const left = names.number(`a/${link.accountId}`) * linkSources.length + linkSources.indexOf(link.source);
      const values = this.#touched.get(left) ?? new Set();
      this.#touched.set(left, values);
      values.add(names.number(link.value));
    }
  }

  async write(database: Database, rests: Rests): Promise<void> {
    const touched = this.#touched;
    const returns = returnLinks(this.#book);
    const before = touched === null ? new PairTallies() : this.#returns;
    await inTransaction(database, async client => {
      if (touched === null) await client.query('truncate links');
      // Which account a return is of may only be known since, so its link may be another's now, or count for less.
      for (const rows of inPieces(this.#unlike(before, returns))) {
        await client.query({ name: 'links-gone', text: drop, values: columnsOf(rows).slice(0, 2) });
        await rests.after();
      }
      for (const rows of inPieces(this.#rows(touched, this.#unlike(returns, before)))) {
        await client.query({ name: 'links', text: insert, values: columnsOf(rows) });
        await rests.after();
      }
    });
    this.#touched = new Map();
    this.#returns = returns;
  }

  *#rows(touched: ReadonlyMap<number, ReadonlySet<number>> | null, ofReturns: Iterable<Row>): Generator<Row> {
    yield* touched === null ? this.#all() : this.#changed(touched);
    yield* ofReturns;
  }

  /** Rows of these that the others have not, or have otherwise. */
  *#unlike(these: PairTallies, others: PairTallies): Generator<Row> {
    for (const [left, value, sighting] of these.entries()) {
      const other = others.find(left, value);
      if (other === null || !isDeepStrictEqual(sighting, other)) yield this.#row(left, value, sighting);
    }
  }

  *#all(): Generator<Row> {
    for (const [left, value, sighting] of this.#book.seen.entries()) yield this.#row(left, value, sighting);
  }

  *#changed(touched: ReadonlyMap<number, ReadonlySet<number>>): Generator<Row> {
    for (const [left, values] of touched)
      for (const value of values) yield this.#row(left, value, this.#book.seen.find(left, value)!);
  }

  #row(left: number, value: number, sighting: Sighting): Row {
    const { names } = this.#book;
    const account = names.text(Math.floor(left / linkSources.length)).slice('a/'.length);
    return [account, names.text(value), linkSources[left % linkSources.length]!, sighting];
  }
}

function* inPieces(rows: Iterable<Row>): Generator<Row[]> {
  let piece: Row[] = [];
  for (const row of rows) {
    piece.push(row);
    if (piece.length < rowsPerWrite) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

function columnsOf(rows: readonly Row[]): unknown[][] {
  return [
    rows.map(([account]) => account),
    rows.map(([, value]) => value),
    rows.map(([, , source]) => source),
    rows.map(([, , , { first }]) => first),
    rows.map(([, , , { last }]) => last),
    rows.map(([, , , { count }]) => count),
    rows.map(([, , , { seqs }]) => seqs.join()),
  ];
}
