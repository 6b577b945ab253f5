import { isEventType } from '../domain/events/catalogue.ts';
import type { Fact } from '../domain/fact.ts';
import { type Moment, parseMoment } from '../domain/time.ts';

/** A row of the log as it is read back. */
export interface LogRow {
  readonly seq: number;
  readonly known_us: Moment;
  readonly body: string;
}

/**
 * The fact that a row of the log holds, or null for a fact of Ringfence's own (a decision). It was validated when it came in,
 * so it is not validated again; a body that does not parse is a broken store and throws.
 */
export function reviveFact(row: LogRow): Fact | null {
  const event = JSON.parse(row.body) as { id: string; source: string; type: string; time: string; data: unknown };
  if (!isEventType(event.type)) return null;
  const at = parseMoment(event.time);
  if (at === null) throw new Error(`Fact ${row.seq} in the log has no time; the log was changed from outside.`);
  return {
    type: event.type,
    source: event.source,
    id: event.id,
    at,
    knownAt: row.known_us,
    seq: row.seq,
    data: event.data,
  } as Fact;
}
