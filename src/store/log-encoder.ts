import type { Fact } from '../domain/fact.ts';
import { streamOf } from '../profiles/streams.ts';
import { ColumnEncoder } from './arrays.ts';
import type { EncodedTable } from './encoded.ts';
import { leafHash, newSalt } from './leaf.ts';
import { batchTables } from './tables.ts';

/** Bytes that an event takes in its largest column, as a first guess. */
const bodyBytes = 400;
const otherBytes = 40;

/** The rows of the log, encoded as the facts come, so that nothing of a fact has to be kept until its batch is full. */
export class LogEncoder {
  readonly #columns: readonly ColumnEncoder[];
  #rows = 0;

  constructor(rows: number) {
    this.#columns = batchTables.eventLog.columns.map(
      ([name, type]) => new ColumnEncoder(type, rows * (name === 'body' ? bodyBytes : otherBytes)),
    );
  }

  /** `body` is the canonical JSON of the event, `key` 32 hexadecimal digits. */
  add(fact: Fact, key: string, body: string): void {
    const salt = newSalt();
    const row = logRow(fact, key, body, salt);
    for (let column = 0; column < row.length; column++) this.#columns[column]!.push(row[column]!);
    this.#rows++;
  }

  finish(): EncodedTable[] {
    if (this.#rows === 0) return [];
    return [{ name: 'eventLog', columns: this.#columns.map(column => column.finish()) }];
  }
}

/** A fact's row of the log, in the order of its columns. */
export function logRow(fact: Fact, key: string, body: string, salt: string): (number | string)[] {
  const leaf = leafHash(body, fact.knownAt, salt);
  return [fact.seq, key, streamOf(fact), fact.type, fact.at, fact.knownAt, body, salt, leaf];
}
