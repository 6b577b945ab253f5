import type pg from 'pg';
import { type EncodedTable, encodeRows } from './encoded.ts';
import { type BatchRows, type BatchTable, type BatchTableName, batchTables } from './tables.ts';

const tableNames = Object.keys(batchTables) as BatchTableName[];
const statements = new Map<string, string>();

/**
 * Writes all rows in one statement, which is one round trip and, outside a transaction, one transaction of its own.
 * Throws PostgreSQL's error: a unique violation (23505) means that somebody else wrote one of the facts first.
 */
export async function writeRows(client: pg.ClientBase | pg.Pool, rows: BatchRows): Promise<void> {
  await writeEncoded(client, encodeRows(rows));
}

/** The same for rows that are encoded already. */
export async function writeEncoded(client: pg.ClientBase | pg.Pool, tables: readonly EncodedTable[]): Promise<void> {
  if (tables.length === 0) return;
  const used = tables.map(({ name }) => name);
  const values = tables.flatMap(({ columns }) => columns.map(asBuffer));
  await client.query({ name: statementName(used), text: statementFor(used), values });
}

/** What another thread encoded arrives as plain bytes; the driver takes only a Buffer for binary. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** PostgreSQL keeps 63 characters of a name, so the tables of a statement are written as bits. */
function statementName(used: readonly BatchTableName[]): string {
  const bits = used.reduce((sum, name) => sum + 2 ** tableNames.indexOf(name), 0);
  return `write-${bits.toString(16)}`;
}

function statementFor(used: readonly BatchTableName[]): string {
  const key = used.join();
  const known = statements.get(key);
  if (known !== undefined) return known;
  let parameter = 0;
  const parts = used.map(name => {
    const table: BatchTable = batchTables[name];
    const names = table.columns.map(([column]) => column).join(', ');
    const arrays = table.columns.map(([, type]) => `$${++parameter}::${type}[]`).join(', ');
    return `${name} as (insert into ${table.name} (${names}) select * from unnest(${arrays}) ${table.onConflict ?? ''})`;
  });
  const text = `with ${parts.join(',\n')} select 1`;
  statements.set(key, text);
  return text;
}
