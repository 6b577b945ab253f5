import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { belongToDirectory, type Layout, refuseFor } from './directory.ts';
import { type EmbeddedRefusal, refuse } from './refusal.ts';

/** Long enough for two processes that started together to see which of them won, short enough to be unnoticed. */
const CONTENTION_MS = 250;
const SQLITE_BUSY = 5;

export interface DirectoryLock {
  readonly ok: true;
  release(): void;
}

/**
 * Takes the data directory for this process alone.
 *
 * The lock must end with the process however it ends, so only the kernel can hold it; Node offers no file locks of its own,
 * but its SQLite takes one on every platform: an exclusive transaction on an empty file that is never written.
 * It also keeps apart two holders inside one process. The owner's id lies in a second file, for the refusal to name.
 */
export function lockDirectory(layout: Layout): DirectoryLock | EmbeddedRefusal {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(layout.lock, { timeout: CONTENTION_MS });
    // Whoever may read the file may also lock it, and so lock us out.
    chmodSync(layout.lock, 0o600);
  } catch (error) {
    return refuseFor(error, layout.root);
  }
  try {
    database.exec('BEGIN EXCLUSIVE');
    writeFileSync(layout.owner, JSON.stringify({ pid: process.pid, host: hostname() }), { mode: 0o600 });
    for (const file of [layout.lock, layout.owner]) belongToDirectory(layout, file);
  } catch (error) {
    database.close();
    return isBusy(error) ? refuseInUse(layout) : refuseFor(error, layout.root);
  }
  return {
    ok: true,
    release() {
      if (!database.isOpen) return;
      rmSync(layout.owner, { force: true });
      database.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function refuseInUse(layout: Layout): EmbeddedRefusal {
  const owner = ownerOf(layout);
  const stop = owner?.host === hostname() ? `stop process ${owner.pid}` : 'stop it';
  return refuse(
    'directory_in_use',
    `Another Ringfence${owner ? ` (process ${owner.pid} on ${owner.host})` : ''} is using the data directory ${layout.root}.`,
    `Either ${stop}, or work through its HTTP API, or name another directory with --data; ` +
      'several processes can share one database only when DATABASE_URL names a PostgreSQL server.',
  );
}

function ownerOf(layout: Layout): { pid: number; host: string } | undefined {
  try {
    const owner = JSON.parse(readFileSync(layout.owner, 'utf8'));
    return typeof owner?.pid === 'number' && typeof owner?.host === 'string' ? owner : undefined;
  } catch {
    // The name of the owner is a courtesy; the refusal stands without it.
    return undefined;
  }
}
