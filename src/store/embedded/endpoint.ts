import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Account, giveTo } from './account.ts';
import { DATABASE_USER, passwordOf } from './cluster.ts';
import { type Layout, refuseFor } from './directory.ts';
import { type EmbeddedRefusal, errorCode, refuse, USE_YOUR_OWN_SERVER } from './refusal.ts';

export const DATABASE_NAME = 'ringfence';

/** What a client needs; `host` is the socket's directory, or 127.0.0.1 with a password where there are no Unix sockets. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
}

/** On a socket, the port is only a part of the socket's file name. */
const SOCKET_PORT = 5432;
/** The shortest `sun_path` of the systems that we know is macOS's 104 bytes, one of which ends the string. */
const SOCKET_PATH_BYTES_MAX = 103;

export type Transport = 'socket' | 'loopback';

/** Decides where clients meet the postmaster. */
export async function chooseEndpoint(layout: Layout, transport: Transport): Promise<Connection> {
  const named = { user: DATABASE_USER, database: DATABASE_NAME };
  return transport === 'loopback'
    ? { host: '127.0.0.1', port: await freePort(), ...named, password: passwordOf(layout) }
    : { host: socketDirectory(layout), port: SOCKET_PORT, ...named };
}

/** The server's own side of the endpoint. */
export function endpointSettings(connection: Connection): Record<string, string> {
  const port = { port: String(connection.port) };
  return connection.password === undefined
    ? { ...port, listen_addresses: '', unix_socket_directories: connection.host, unix_socket_permissions: '0700' }
    : { ...port, listen_addresses: connection.host, unix_socket_directories: '' };
}

/**
 * Makes the socket's directory, which lets in nobody but its owner, and removes a dead postmaster's socket from it: the lock
 * file beside that may name a process id that something else has by now, and PostgreSQL would take that for a live server.
 * The caller holds the data directory's lock and has seen the predecessor end.
 */
export function prepareEndpoint(connection: Connection, account: Account): EmbeddedRefusal | undefined {
  if (connection.password !== undefined) return undefined;
  const refusal = makePrivate(connection.host, account);
  if (refusal) return refusal;
  for (const name of readdirSync(connection.host)) {
    if (name.startsWith('.s.PGSQL.')) rmSync(path.join(connection.host, name), { force: true });
  }
  return undefined;
}

function socketDirectory(layout: Layout): string {
  const longest = path.join(layout.socket, `.s.PGSQL.${SOCKET_PORT}`);
  if (Buffer.byteLength(longest) <= SOCKET_PATH_BYTES_MAX) return layout.socket;
  const hash = createHash('sha256').update(layout.root).digest('hex').slice(0, 16);
  return path.join(tmpdir(), `ringfence-${hash}`);
}

function makePrivate(directory: string, account: Account): EmbeddedRefusal | undefined {
  try {
    mkdirSync(directory, { mode: 0o700 });
    giveTo(account, directory);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') return refuseFor(error, directory);
  }
  // Anybody can make a folder under the temporary directory, even in advance and under this very name.
  const found = lstatSync(directory);
  const uid = account.kind === 'own' ? process.getuid?.() : account.uid;
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
    return refuse(
      'socket_directory_taken',
      `The directory ${directory}, in which the database's socket belongs, is not a directory of user ${uid}.`,
      `Remove it, or name a data directory with a shorter path with --data, ${USE_YOUR_OWN_SERVER}.`,
    );
  }
  chmodSync(directory, 0o700);
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('The operating system gave no port on 127.0.0.1.'));
      });
    });
  });
}
