import pg from 'pg';

export type Database = pg.Pool;

/** Where PostgreSQL listens: a connection URL, or a socket of our own server. */
export type Connection =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly password?: string;
    };

/** A node of two cores gains nothing from more; long reads (exports, rebuilds) take one each. */
const poolSize = 4;

/** Moments and minor units are safe integers, so a bigint of ours always fits a number. */
const int8Oid = 20;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8Oid && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** A pool of connections. Idle connections that break are replaced; a query on a broken one throws PostgreSQL's error. */
export function openDatabase(connection: Connection, options: { onIdleError: (error: Error) => void }): Database {
  const pool = new pg.Pool({
    ...('url' in connection ? { connectionString: connection.url } : connection),
    max: poolSize,
    types,
    application_name: 'ringfence',
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', options.onIdleError);
  return pool;
}

/** Runs `work` in one transaction on one connection: all of it is there afterwards, or nothing. */
export async function inTransaction<Result>(
  database: Database,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await database.connect();
  let broken: Error | undefined;
  // The pool does not listen while a connection is lent out, and an error nobody listens to ends the process.
  const onBroken = (error: Error): void => {
    broken = error;
  };
  client.on('error', onBroken);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollback: Error) => {
      broken = rollback;
    });
    throw error;
  } finally {
    client.off('error', onBroken);
    client.release(broken);
  }
}
