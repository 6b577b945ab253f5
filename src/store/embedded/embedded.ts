import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { initialiseCluster, inspectCluster, removeUnfinished } from './cluster.ts';
import { type Layout, openDirectory } from './directory.ts';
import { type Connection, chooseEndpoint, type Transport } from './endpoint.ts';
import { lockDirectory } from './lock.ts';
import { type Plan, startPostmaster } from './postmaster.ts';
import type { EmbeddedRefusal } from './refusal.ts';
import { type EmbeddedChange, oversee } from './supervise.ts';

export interface EmbeddedOptions {
  /** Takes one line of progress, for a person. */
  readonly log: (line: string) => void;
  /** PostgreSQL settings that override ours. */
  readonly settings?: Record<string, string>;
  /** Start the server anew whenever it ends without being asked to. Off unless asked for. */
  readonly supervise?: boolean;
  /** A Unix socket in a private directory, or a port on 127.0.0.1 with a password, which Windows needs. */
  readonly transport?: Transport;
}

/**
 * A running PostgreSQL that belongs to this process: it ends when this process does, however that comes about,
 * and does not by itself keep this process from ending.
 */
export interface Embedded {
  readonly ok: true;
  readonly connection: Connection;
  /** The postmaster's process id; another one after every restart. */
  readonly pid: number;
  /** The last lines of the server's log. */
  lastLines(): readonly string[];
  /** Ends the server, writes everything, and frees the directory. Calling it again waits for the same end. */
  stop(): Promise<void>;
  /** Tells of the server's end and restarts from now on; the answer ends the telling. */
  watch(listener: (change: EmbeddedChange) => void): () => void;
}

/**
 * Starts the PostgreSQL that npm brought along in `directory`, which is made, with a new database in it, where it is missing.
 * One process at a time can hold a directory. Whatever stands in the way is answered as a refusal that says what to do.
 */
export async function startEmbedded(directory: string, options: EmbeddedOptions): Promise<Embedded | EmbeddedRefusal> {
  const layout = openDirectory(directory);
  if (!layout.ok) return layout;
  const lock = lockDirectory(layout);
  if (!lock.ok) return lock;
  try {
    const started = await startLocked(layout, options);
    if (started.ok) return oversee(started, options.supervise ?? false, lock.release);
    lock.release();
    return started;
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The steps of a start, in order. The first that refuses ends it. */
async function startLocked(layout: Layout, options: EmbeddedOptions) {
  const binaries = findBinaries();
  if (!binaries.ok) return binaries;
  const account = chooseAccount(layout, binaries);
  if (!account.ok) return account;
  if (account.kind === 'other_with_passage') {
    options.log(`PostgreSQL runs as user ${account.uid}, let through the closed folders above ${layout.root}`);
  }

  const cluster = inspectCluster(layout, account, binaries.major);
  if (!cluster.ok) return cluster;
  await removeUnfinished(layout);
  if (cluster.kind === 'absent') {
    options.log(`Making a PostgreSQL ${binaries.major} database in ${layout.root}`);
    const refusal = await initialiseCluster(layout, account, binaries);
    if (refusal) return refusal;
  }

  const transport = options.transport ?? (process.platform === 'win32' ? 'loopback' : 'socket');
  const connection = await chooseEndpoint(layout, transport);
  const plan: Plan = { layout, account, binaries, connection, settings: options.settings ?? {}, log: options.log };
  const postmaster = await startPostmaster(plan, new AbortController().signal);
  return postmaster.ok ? ({ ok: true, plan, postmaster } as const) : postmaster;
}
