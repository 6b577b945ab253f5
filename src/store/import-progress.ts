import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type pg from 'pg';
import type { Database } from './database.ts';

/** How far an import of one file has come; written in the transaction of each batch, so that it never says too much. */
export interface ImportProgress {
  readonly importId: number;
  readonly offsetBytes: number;
  readonly lineNo: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly masked: number;
  readonly finished: boolean;
}

/** Bytes of a file's start that tell it from others of the same size. */
const startBytes = 65_536;

/** Names a file by what it is: its size and a hash of its start. Moved or renamed, it is still the same file. */
export async function fingerprintFile(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return createHash('sha256').update(`${size}\0`).update(buffer.subarray(0, bytesRead)).digest('hex');
  } finally {
    await file.close();
  }
}

const columns =
  'import_id as "importId", offset_bytes as "offsetBytes", line_no as "lineNo", accepted, duplicate, quarantined, masked, finished';

/** The progress of a file's import, started now where it is new. */
export async function beginImport(database: Database, fingerprint: string, name: string): Promise<ImportProgress> {
  const result = await database.query<ImportProgress>(
    `insert into imports (fingerprint, name) values ($1, $2)
     on conflict (fingerprint) do update set updated_at = now() returning ${columns}`,
    [fingerprint, name],
  );
  return result.rows[0]!;
}

/**
 * Saves the progress in the transaction of a batch. `before` is what this run saved last: where that is no longer what is saved, it throws,
 * since another run is writing for the same file, or the database crashed and lost what it had not yet brought to the disk.
 */
export async function saveProgress(
  client: pg.ClientBase,
  progress: ImportProgress,
  before: ImportProgress | null,
): Promise<void> {
  const result = await client.query({
    name: 'save-progress',
    text: `update imports set offset_bytes = $2, line_no = $3, accepted = $4, duplicate = $5, quarantined = $6, masked = $7, finished = $8,
           updated_at = now() where import_id = $1 and coalesce(offset_bytes = $9 and line_no = $10, true)`,
    values: [
      progress.importId,
      progress.offsetBytes,
      progress.lineNo,
      progress.accepted,
      progress.duplicate,
      progress.quarantined,
      progress.masked,
      progress.finished,
      before?.offsetBytes ?? null,
      before?.lineNo ?? null,
    ],
  });
  if (result.rowCount !== 1) throw new ProgressLost();
}

/** PostgreSQL's state for a connection that ends because the server crashed. */
const crashState = '57P02';

/** What was saved last is no longer there: for the run the same as if the database had gone away under it. */
class ProgressLost extends Error {
  readonly code = crashState;

  constructor() {
    super('it crashed and lost the last batches, or another run imports the same source');
    this.name = 'ProgressLost';
  }
}
