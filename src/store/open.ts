import type { Policy } from '../decide/policy/policy.ts';
import type { LedgerTerms } from '../ledger/terms.ts';
import { type Connection, type Database, openDatabase } from './database.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { migrate } from './migrate.ts';
import { type Node, openNode } from './node.ts';
import { sqlState } from './retry.ts';
import { whyAway } from './why-away.ts';

/** Why the store does not open: `message` says what happened and where, `advice` what to do. */
export interface StoreRefusal {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

export interface OpenStore {
  readonly ok: true;
  readonly database: Database;
  /** Where the data are, for a person; never a password. */
  readonly place: string;
  /** Migrations that were applied just now. */
  readonly migrated: readonly string[];
  readonly nodeWith: (policy: Policy, terms: LedgerTerms) => Promise<Node>;
  /** Why the database went away under the work, or null where the error is about something else. To be asked before `close`. */
  readonly whyAway: (error: unknown) => StoreRefusal | null;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Server of your own; where it is missing, the embedded one in `directory` is started. */
  readonly databaseUrl: string | undefined;
  readonly directory: string;
  readonly log: (line: string) => void;
  /** Keep the embedded server up when it dies: for a server that stays, not for a command that ends. */
  readonly supervise: boolean;
}

/** Opens the store and brings its schema to this version. */
export async function openStore(options: StoreOptions): Promise<OpenStore | StoreRefusal> {
  if (options.databaseUrl !== undefined) {
    if (!namesPostgres(options.databaseUrl)) return refusalFor({ code: 'ERR_INVALID_URL' }, 'DATABASE_URL');
    return openAt({ url: options.databaseUrl }, placeOf(options.databaseUrl), options, notOurs);
  }
  const embedded = await startEmbedded(options.directory, { log: options.log, supervise: options.supervise });
  if (!embedded.ok) return embedded;
  const stopWatching = embedded.watch(change => options.log(`PostgreSQL: ${change.kind.replaceAll('_', ' ')}`));
  return openAt(embedded.connection, options.directory, options, {
    lastLines: () => embedded.lastLines(),
    async stop() {
      stopWatching();
      await embedded.stop();
    },
  });
}

/** The server process behind a connection, as far as it is ours. */
interface ServerProcess {
  lastLines(): readonly string[];
  stop(): Promise<void>;
}

const notOurs: ServerProcess = { lastLines: () => [], stop: async () => {} };

async function openAt(
  connection: Connection,
  place: string,
  options: StoreOptions,
  server: ServerProcess,
): Promise<OpenStore | StoreRefusal> {
  const database = openDatabase(connection, {
    onIdleError: error => options.log(`A connection to PostgreSQL broke: ${error.message}`),
  });
  const close = async (): Promise<void> => {
    await database.end();
    await server.stop();
  };
  try {
    const migrated = await migrate(database);
    if (migrated.ok)
      return {
        ok: true,
        database,
        place,
        migrated: migrated.applied,
        whyAway: error => whyAway(error, server.lastLines()),
        nodeWith: (policy, terms) => openNode(database, policy, terms),
        close,
      };
    await close();
    return migrated;
  } catch (error) {
    const refusal = whyNotOpened(error, place, server);
    await close();
    return refusal;
  }
}

/**
 * A server of ours answered a moment ago: whatever now breaks the connection, it went away. One of somebody else's may never have been
 * there, which its codes tell; only a connection that broke for no reason of theirs was cut short.
 */
function whyNotOpened(error: unknown, place: string, server: ServerProcess): StoreRefusal {
  const isStated = server === notOurs && (sqlState(error) ?? '') in refusals;
  return (isStated ? null : whyAway(error, server.lastLines())) ?? refusalFor(error, place);
}

/** A URL of PostgreSQL, or a socket's path as its client takes one; anything else would be taken for the name of a host. */
function namesPostgres(url: string): boolean {
  if (/^(?:\/|socket:)/.test(url)) return true;
  return (
    /^postgres(?:ql)?:\/\//.test(url) &&
    (URL.canParse(url) || /^[^@]*@?\/[^?]*\?(?:.*&)?host=/.test(url.slice(url.indexOf('//') + 2)))
  );
}

/** Host and database of a connection URL, without user and password. */
function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

const refusals: Readonly<Record<string, readonly [message: string, advice: string]>> = {
  ECONNREFUSED: ['nothing listens there', 'Start the server, or correct DATABASE_URL.'],
  ENOTFOUND: ['there is no such host', 'Correct the host in DATABASE_URL.'],
  ENOENT: ['there is no such socket', 'Start the server, or correct DATABASE_URL.'],
  ERR_INVALID_URL: ['DATABASE_URL is no URL of PostgreSQL', 'Write it as postgres://user:password@host:5432/database.'],
  '28P01': ['the password was refused', 'Correct user and password in DATABASE_URL.'],
  '28000': ['the user was refused', 'Correct the user in DATABASE_URL, or let the server accept it (pg_hba.conf).'],
  '3D000': ['there is no such database', 'Create it, or correct DATABASE_URL.'],
  '42501': ['the user may not create tables there', 'Grant it CREATE on the database and its schema "public".'],
  '53100': ['its disk is full', 'Free some space there; nothing was changed.'],
  '53300': ['it has too many connections', 'Raise max_connections there, or stop another client.'],
};

function refusalFor(error: unknown, place: string): StoreRefusal {
  const code = sqlState(error) ?? 'unknown';
  const known = refusals[code];
  const message = known?.[0] ?? (error instanceof Error ? error.message : String(error));
  return {
    ok: false,
    code,
    message: `The database at ${place} cannot be used: ${message}.`,
    advice: known?.[1] ?? 'See the message above; `ringfence doctor` checks more.',
  };
}
