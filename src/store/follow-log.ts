import type { Fact } from '../domain/fact.ts';
import type { Database } from './database.ts';
import { ownTypes } from './own-facts.ts';
import { reviveFact } from './revive.ts';

/** Facts read at a time: a fraction of the time in which a claim is to be decided beside it. */
const pageSize = 1_000;

export interface FollowedPage {
  readonly facts: readonly Fact[];
  /** Facts read since this look began, and about how many there are to read. */
  readonly read: number;
  readonly total: number;
}

type Row = [seq: number, tx: number, known_us: number, body: string];

/**
 * Reads the facts from outside that the log got since the last look, each once. A number is taken before its fact is committed, and a quiet node
 * fills its block of numbers days later, so numbers do not tell what is new; transactions do. Every look begins at the
 * oldest transaction that was still open at the look before (rows carry theirs), and what was read from there on is left out by its number.
 */
export class LogFollower {
  readonly #database: Database;
  /** Transactions below this were over, and all they wrote was read. */
  #settled = 0;
  /** Numbers of facts that were read and whose transactions are not below `settled`. */
  #read = new Map<number, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  async *fresh(): AsyncGenerator<FollowedPage> {
    const horizon = await this.#horizon();
    const total = await this.#countFrom(this.#settled);
    let read = 0;
    let after = -1;
    while (true) {
      const rows = await this.#page(after);
      if (rows.length === 0) break;
      after = rows.at(-1)![0];
      const facts: Fact[] = [];
      for (const [seq, tx, known_us, body] of rows) {
        if (this.#read.has(seq)) continue;
        if (tx >= horizon) this.#read.set(seq, tx);
        const fact = reviveFact({ seq, known_us, body });
        if (fact !== null) facts.push(fact);
      }
      read += rows.length;
      yield { facts, read, total: Math.max(read, total) };
    }
    this.#settled = horizon;
    for (const [seq, tx] of this.#read) if (tx < horizon) this.#read.delete(seq);
  }

  /** The oldest transaction that is still open: what lies below it is all there, or never will be. */
  async #horizon(): Promise<number> {
    const result = await this.#database.query<{ tx: number }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as tx',
    );
    return result.rows[0]!.tx;
  }

  async #countFrom(settled: number): Promise<number> {
    const result = await this.#database.query<{ n: number }>(
      `select count(*) as n from event_log where ${conditions(settled)}`,
      settled === 0 ? [ownTypes] : [ownTypes, settled],
    );
    return result.rows[0]!.n;
  }

  async #page(after: number): Promise<Row[]> {
    const settled = this.#settled;
    const place = settled === 0 ? '$2' : '$3';
    const result = await this.#database.query<Row>({
      text: `select seq, tx::text::bigint, known_us, body from event_log
             where ${conditions(settled)} and seq > ${place} order by seq limit ${pageSize}`,
      values: settled === 0 ? [ownTypes, after] : [ownTypes, settled, after],
      rowMode: 'array',
    } as never);
    return result.rows;
  }
}

/** The first look reads the whole log by its numbers; a later one only what its transactions may have brought. */
function conditions(settled: number): string {
  const ours = 'body is not null and type <> all ($1::text[])';
  return settled === 0 ? ours : `${ours} and tx::text::bigint >= $2`;
}
