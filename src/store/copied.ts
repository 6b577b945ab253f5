import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type EncodedTable, encodeRows } from './encoded.ts';
import { type BatchRows, type BatchTable, type BatchTableName, batchTables } from './tables.ts';
import { type ColumnValue, WireBuffer } from './wire.ts';
import { writeEncoded } from './write.ts';

/** Rows of one table in the binary format of COPY. */
export interface CopiedTable {
  readonly name: BatchTableName;
  readonly rows: Uint8Array;
}

/** The signature, no flags, no extension (PostgreSQL documentation, COPY, Binary Format). */
const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const trailer = -1;
/** For fewer rows than this the round trip of their own would cost more than COPY saves. */
const copyRowsMin = 100;
/** A guess of what a row takes, to save growing. */
const bytesPerRow = 150;

/**
 * Rows on their way into a table by COPY, which takes large batches with less work than any statement: PostgreSQL neither builds arrays
 * nor logs row by row. It knows no `on conflict`, and each table is a round trip.
 */
export class CopyEncoder {
  readonly #name: BatchTableName;
  readonly #types: BatchTable['columns'];
  readonly #wire: WireBuffer;

  /** `memory` as for {@link WireBuffer}. */
  constructor(name: BatchTableName, memory: Buffer | number) {
    this.#name = name;
    this.#types = batchTables[name].columns;
    this.#wire = new WireBuffer(memory);
    this.#wire.bytes(header);
  }

  /** A row, in the order of the table's columns. */
  add(row: readonly ColumnValue[]): void {
    const types = this.#types;
    this.#wire.int16(types.length);
    for (let column = 0; column < types.length; column++) this.#wire.value(types[column]![1], row[column] ?? null);
  }

  /** The finished rows; none may be added after it. */
  finish(): CopiedTable {
    this.#wire.int16(trailer);
    return { name: this.#name, rows: this.#wire.written };
  }
}

/** A batch on its way: what COPY takes, and what one statement takes. */
export interface EncodedBatch {
  readonly copies: readonly CopiedTable[];
  readonly tables: readonly EncodedTable[];
}

/** Encodes rows for {@link writeBatch}. */
export function encodeBatch(rows: BatchRows): EncodedBatch {
  const copies: CopiedTable[] = [];
  const others: BatchRows = {};
  for (const name of Object.keys(rows) as BatchTableName[]) {
    const own = rows[name] ?? [];
    if (own.length >= copyRowsMin && isAppended(name)) copies.push(encodeCopy(name, own));
    else others[name] = own;
  }
  return { copies, tables: encodeRows(others) };
}

function isAppended(name: BatchTableName): boolean {
  return (batchTables[name] as BatchTable).onConflict === undefined;
}

function encodeCopy(name: BatchTableName, rows: readonly (readonly ColumnValue[])[]): CopiedTable {
  const encoder = new CopyEncoder(name, header.length + rows.length * bytesPerRow);
  for (const row of rows) encoder.add(row);
  return encoder.finish();
}

/** Writes a batch within a transaction. Throws PostgreSQL's error, as `writeEncoded` does. */
export async function writeBatch(client: pg.ClientBase, { copies, tables }: EncodedBatch): Promise<void> {
  for (const { name, rows } of copies) {
    const stream = client.query(copyFrom(copyStatement(name)));
    stream.end(rows);
    await finished(stream);
  }
  await writeEncoded(client, tables);
}

function copyStatement(name: BatchTableName): string {
  const { name: table, columns } = batchTables[name];
  return `copy ${table} (${columns.map(([column]) => column).join(', ')}) from stdin (format binary)`;
}
