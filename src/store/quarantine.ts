import { hash } from 'node:crypto';
import type { ColumnValue } from './arrays.ts';
import type { Database } from './database.ts';

/** An event that was refused, with the place and the reason: kept, never dropped. */
export interface QuarantineEntry {
  /** File or client that it came from. */
  readonly origin: string;
  readonly line: number | null;
  readonly field: string;
  readonly reason: string;
  /** What came, card numbers masked. */
  readonly text: string;
  readonly arrival: 'event' | 'now';
}

export interface StoredEntry extends QuarantineEntry {
  readonly id: number;
  readonly state: 'open' | 'mended' | 'dropped';
  readonly receivedAt: string;
  readonly closedBy: string | null;
  readonly closedBecause: string | null;
}

/** Text kept of one entry: a whole line of the longest kind that an intake takes. */
const textMax = 1_100_000;

/** The same text from the same line of the same origin is one entry, however often it is sent. */
export function quarantineRows(entries: readonly QuarantineEntry[]): ColumnValue[][] {
  return entries.map(entry => {
    const text = storable(entry.text).slice(0, textMax);
    const fingerprint = hash('sha256', `${entry.origin}\0${entry.line ?? ''}\0${text}`, 'hex');
    return [fingerprint, entry.origin, entry.line, storable(entry.field), storable(entry.reason), text, entry.arrival];
  });
}

/** PostgreSQL keeps no NUL, and its encoding no half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '\u2400').toWellFormed();
}

const columns =
  'quarantine_id as id, origin, line_no as line, field, reason, line as text, arrival, state, received_at::text as "receivedAt", closed_by as "closedBy", closed_because as "closedBecause"';

/** Open entries in the order in which they came, after the entry `after`. */
export async function listQuarantine(
  database: Database,
  options: { after?: number; limit: number },
): Promise<StoredEntry[]> {
  const result = await database.query<StoredEntry>(
    `select ${columns} from quarantine where state = 'open' and quarantine_id > $1 order by quarantine_id limit $2`,
    [options.after ?? 0, options.limit],
  );
  return result.rows;
}

export async function findQuarantined(database: Database, id: number): Promise<StoredEntry | null> {
  const result = await database.query<StoredEntry>(`select ${columns} from quarantine where quarantine_id = $1`, [id]);
  return result.rows[0] ?? null;
}

/** Closes an entry: `mended` once its replacement is in the log, `dropped` when a named person decided that it is no event, and why. */
export async function closeQuarantined(
  database: Database,
  id: number,
  state: 'mended' | 'dropped',
  by: string,
  because: string | null = null,
): Promise<boolean> {
  const result = await database.query(
    "update quarantine set state = $2, closed_at = now(), closed_by = $3, closed_because = $4 where quarantine_id = $1 and state = 'open'",
    [id, state, by, because === null ? null : storable(because)],
  );
  return result.rowCount === 1;
}

/** Numbers of open entries by reason, the most frequent first. */
export async function countQuarantine(database: Database): Promise<{ reason: string; field: string; n: number }[]> {
  const result = await database.query<{ reason: string; field: string; n: number }>(
    "select field, reason, count(*) as n from quarantine where state = 'open' group by 1, 2 order by n desc limit 50",
  );
  return result.rows;
}
