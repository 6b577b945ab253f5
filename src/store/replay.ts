import { eventKey } from '../ingest/event-key.ts';
import { parseLine } from '../ingest/parse.ts';
import { unfitReason } from './append-apart.ts';
import { appendEvents } from './append-events.ts';
import type { Node } from './node.ts';
import { closeQuarantined, type StoredEntry } from './quarantine.ts';

export type Replayed =
  | { readonly ok: true; readonly duplicate: boolean }
  | { readonly ok: false; readonly field: string; readonly reason: string };

/**
 * Takes in the mended text of a quarantined event, or the text as it came, and closes the entry. Where it is still refused the
 * entry stays open. A stop between the two steps does no harm: replayed once more, the event is there already.
 */
export async function replayQuarantined(
  node: Node,
  entry: StoredEntry,
  mended: string | null,
  by: string,
): Promise<Replayed> {
  const parsed = parseLine(mended?.trim() ?? entry.text, {
    receivedAt: node.clock.next(),
    arrival: entry.arrival,
    maskingKey: node.maskingKey,
  });
  if (!parsed.ok) return { ok: false, field: parsed.field, reason: parsed.reason };
  const { event, body } = parsed;
  const intake = { event, body, key: eventKey(event.source, event.id).replaceAll('-', '') };
  try {
    const appended = await appendEvents(node, [intake]);
    await closeQuarantined(node.database, entry.id, 'mended', by);
    return { ok: true, duplicate: appended.duplicate > 0 };
  } catch (error) {
    const reason = unfitReason(error);
    if (reason === null) throw error;
    return { ok: false, field: '', reason };
  }
}
