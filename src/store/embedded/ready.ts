import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Connection } from './endpoint.ts';
import { errorCode, errorText } from './refusal.ts';

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unusable'; readonly reason: string };

const POLL_MS = 10;
/** A server that accepts a connection and then says nothing for so long is asked anew. */
const ANSWER_MS = 5_000;
/** After this long, the person who waits is told what for. */
const SILENCE_MS = 2_000;
/** Replaying 2 GB of log takes minutes on a slow disk; longer than this, something else is wrong. */
const RECOVERY_MS = 15 * 60_000;

/** PostgreSQL's SQLSTATE codes that mean "not yet" (starting up, in recovery) and "no such database". */
const NOT_YET = ['57P03', '57P01', '57P02'];
const NO_DATABASE = '3D000';
const DATABASE_EXISTS = '42P04';

/** Waits until the server answers a query, and makes Ringfence's database when it is not there yet. */
export async function untilReady(
  connection: Connection,
  log: (line: string) => void,
  cancelled: AbortSignal,
): Promise<Readiness> {
  const started = performance.now();
  let told = false;
  while (!cancelled.aborted) {
    const waitedMs = performance.now() - started;
    if (waitedMs > RECOVERY_MS)
      return { kind: 'unusable', reason: `it gave no answer for ${RECOVERY_MS / 60_000} min` };
    if (waitedMs > SILENCE_MS && !told) {
      log('PostgreSQL is recovering from an unclean stop; this can take minutes after a large import');
      told = true;
    }
    const error = await query(connection, connection.database, 'SELECT 1');
    if (error === undefined) return { kind: 'ready' };
    if (errorCode(error) === NO_DATABASE) {
      const failure = await query(connection, 'postgres', `CREATE DATABASE ${connection.database}`);
      if (failure === undefined || errorCode(failure) === DATABASE_EXISTS) continue;
      if (!mayPass(failure)) return { kind: 'unusable', reason: errorText(failure) };
    } else if (!mayPass(error)) return { kind: 'unusable', reason: errorText(error) };
    await sleep(POLL_MS);
  }
  return { kind: 'cancelled' };
}

/** A connection that cannot be made or that breaks may be a server on its way up; an answer that says no is final. */
function mayPass(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || NOT_YET.includes(error.code ?? '');
}

async function query(connection: Connection, database: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ ...connection, database, ssl: false, connectionTimeoutMillis: ANSWER_MS });
  // A server that ends while we hold the connection is seen by its exit, not here.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(sql);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}
