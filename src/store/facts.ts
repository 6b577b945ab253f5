import type { Moment } from '../domain/time.ts';
import type { Database } from './database.ts';

/** A fact as the log has it. */
export interface StoredFact {
  readonly seq: number;
  readonly stream: string;
  readonly type: string;
  readonly at: Moment;
  readonly knownAt: Moment;
  /** Canonical JSON of the whole event; null once a person's data were erased. */
  readonly body: string | null;
  /** Leaf hash in hexadecimal. */
  readonly leaf: string;
}

/** The fact with the number, or null where the log has none. */
export async function readFact(database: Database, seq: number): Promise<StoredFact | null> {
  const result = await database.query<StoredFact>({
    name: 'fact',
    text: `select seq, stream, type, at_us as at, known_us as "knownAt", body, encode(leaf, 'hex') as leaf
           from event_log where seq = $1`,
    values: [seq],
  });
  return result.rows[0] ?? null;
}
