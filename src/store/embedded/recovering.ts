import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import type { Layout } from './directory.ts';

/** `global/pg_control` begins with the system's identifier (8 bytes) and two versions (4 each); then comes the state. */
const STATE_OFFSET = 16;
/** `DB_IN_CRASH_RECOVERY` of PostgreSQL's `DBState`. */
const IN_CRASH_RECOVERY = 4;

/**
 * Whether the server is recovering from a crash. Asked for a fast shutdown then, PostgreSQL 18 ends its recovery and waits for ever;
 * an immediate one costs nothing, because whatever recovery reads is read again at the next start.
 */
export function isRecovering(layout: Layout): boolean {
  const state = Buffer.alloc(4);
  try {
    const file = openSync(path.join(layout.cluster, 'global', 'pg_control'), 'r');
    try {
      return readSync(file, state, 0, 4, STATE_OFFSET) === 4 && state.readUInt32LE() === IN_CRASH_RECOVERY;
    } finally {
      closeSync(file);
    }
  } catch {
    // Without its control file no server runs for long: the ordinary way of stopping it goes on.
    return false;
  }
}
