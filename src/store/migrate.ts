import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type Database, inTransaction } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any fixed number: nodes that start together on one database wait for each other here. */
const migrationLock = 7_246_111;
const oldestServer = 150_000;

export type Migrated =
  | { readonly ok: true; readonly applied: readonly string[] }
  | {
      readonly ok: false;
      readonly code: 'schema_newer' | 'server_too_old';
      readonly message: string;
      readonly advice: string;
    };

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** The numbered SQL files, in order. */
export function migrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter(name => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map(name => ({ number: Number(name.slice(0, 4)), name, sql: readFileSync(new URL(name, folder), 'utf8') }));
}

/** Brings the schema to this version, all missing files in one transaction. Refuses a schema that a newer Ringfence made. */
export async function migrate(database: Database, files: readonly Migration[] = migrations()): Promise<Migrated> {
  return inTransaction(database, async client => {
    const version = Number((await client.query('show server_version_num')).rows[0].server_version_num);
    const tooOld = serverTooOld(version);
    if (tooOld !== null) return tooOld;
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(
      'create table if not exists schema_migrations (number int primary key, name text not null, applied_at timestamptz not null default now())',
    );
    const present = await client.query<{ number: number; name: string }>(
      'select number, name from schema_migrations order by number',
    );
    const newest = files.at(-1)?.number ?? 0;
    const ahead = present.rows.find(row => row.number > newest);
    if (ahead !== undefined) {
      return {
        ok: false,
        code: 'schema_newer',
        message: `The data were written by a newer Ringfence (schema ${ahead.name}, this one knows ${newest}).`,
        advice: 'Install that version or a later one; this one has changed nothing.',
      };
    }
    const applied: string[] = [];
    for (const file of files.slice(present.rows.length)) {
      await client.query(file.sql);
      await client.query('insert into schema_migrations (number, name) values ($1, $2)', [file.number, file.name]);
      applied.push(file.name);
    }
    await client.query('insert into installation (masking_key) values ($1) on conflict do nothing', [randomBytes(32)]);
    return { ok: true, applied };
  });
}

/** The refusal of a server by its `server_version_num`, such as 150012; null where it will do. */
export function serverTooOld(version: number): Extract<Migrated, { ok: false }> | null {
  if (version >= oldestServer) return null;
  return {
    ok: false,
    code: 'server_too_old',
    message: `The database server is PostgreSQL ${Math.floor(version / 10_000)}; Ringfence needs 15 or later.`,
    advice: 'Point DATABASE_URL at a newer server, or unset it to use the one that comes with Ringfence.',
  };
}
