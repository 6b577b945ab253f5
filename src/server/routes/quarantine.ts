import { problemsOf } from '../../ingest/words.ts';
import { closeQuarantined, findQuarantined, listQuarantine, type StoredEntry } from '../../store/quarantine.ts';
import { replayQuarantined } from '../../store/replay.ts';
import { readJson } from '../body.ts';
import { jsonMedia, structuredType } from '../cloudevents.ts';
import { otherBytesMax } from '../limits.ts';
import { type Answer, json, problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import {
  dropBody,
  droppedShape,
  entryDetailShape,
  entryListShape,
  entryParams,
  eventShape,
  quarantineQuery,
  replayedShape,
} from '../schemas.ts';

export const listEntries = defineRoute({
  method: 'GET',
  url: '/v1/quarantine',
  tag: 'quarantine',
  summary: 'List quarantined events',
  description: 'Events that were refused and wait to be mended or dropped, in the order in which they came.',
  access: 'quarantine:read',
  query: quarantineQuery,
  answers: { 200: { says: 'A page of open entries', schema: entryListShape } },
  problems: ['invalid_request'],
  frequent: false,
  async answer({ node }, { query }) {
    const { after = 0, limit } = query;
    const found = await listQuarantine(node.database, { after, limit: limit + 1 });
    const entries = found.slice(0, limit);
    return json({ entries: entries.map(listed), next: found.length > limit ? entries.at(-1)!.id : null });
  },
});

export const readEntry = defineRoute({
  method: 'GET',
  url: '/v1/quarantine/:id',
  tag: 'quarantine',
  summary: 'Read a quarantined event',
  description: 'One entry with the text that came, card numbers masked.',
  access: 'quarantine:read',
  params: entryParams,
  answers: { 200: { says: 'The entry', schema: entryDetailShape } },
  problems: ['invalid_request', 'not_found'],
  frequent: false,
  async answer({ node }, { params }) {
    const entry = await findQuarantined(node.database, params.id);
    if (entry === null) return noEntry();
    const { text, closedBy, closedBecause } = entry;
    return json({ ...listed(entry), text, closed_by: closedBy, closed_because: closedBecause });
  },
});

export const replayEntry = defineRoute({
  method: 'POST',
  url: '/v1/quarantine/:id/replay',
  tag: 'quarantine',
  summary: 'Replay a quarantined event',
  description:
    'Takes in the mended event in the body, or without a body the text as it came; the entry is closed once the event is in the log.',
  access: 'quarantine:write',
  params: entryParams,
  body: { content: { [jsonMedia]: eventShape, [structuredType]: eventShape }, bytesMax: otherBytesMax, optional: true },
  answers: { 200: { says: 'The event is in the log', schema: replayedShape } },
  problems: [
    'invalid_json',
    'invalid_request',
    'not_found',
    'entry_closed',
    'invalid_event',
    'body_too_large',
    'media_type',
  ],
  frequent: false,
  async answer({ node, shadow }, { params, body, caller }) {
    const mended = Buffer.isBuffer(body) && body.length > 0 ? readJson(body) : null;
    if (mended !== null && !mended.ok) return mended.answer;
    const entry = await findQuarantined(node.database, params.id);
    if (entry === null) return noEntry();
    if (entry.state !== 'open') return entryClosed(entry.state);
    const text = mended === null ? null : JSON.stringify(mended.value);
    const replayed = await replayQuarantined(node, entry, text, `api:${caller.keyId}`);
    if (replayed.ok) {
      shadow.wake();
      return json({ id: entry.id, state: 'mended', duplicate: replayed.duplicate });
    }
    return problem({
      code: 'invalid_event',
      detail: `${replayed.field === '' ? 'The event' : replayed.field} ${replayed.reason}; the entry stays open.`,
      advice: 'Mend the event and replay it with the mended one in the body.',
      errors: [{ field: replayed.field, reason: replayed.reason }],
    });
  },
});

export const dropEntry = defineRoute({
  method: 'POST',
  url: '/v1/quarantine/:id/drop',
  tag: 'quarantine',
  summary: 'Drop a quarantined event',
  description:
    'Closes an entry that is no event after all. It stays readable, with the key that dropped it and the reason.',
  access: 'quarantine:write',
  params: entryParams,
  body: { content: { [jsonMedia]: dropBody }, bytesMax: otherBytesMax, optional: false },
  answers: { 200: { says: 'The entry is closed', schema: droppedShape } },
  problems: ['invalid_json', 'invalid_request', 'not_found', 'entry_closed', 'body_too_large', 'media_type'],
  frequent: false,
  async answer({ node }, { params, body, caller }) {
    const read = readJson(body);
    if (!read.ok) return read.answer;
    const said = dropBody.safeParse(read.value);
    if (!said.success) {
      return problem({
        code: 'invalid_request',
        detail: 'The body does not say why the entry is dropped.',
        advice: 'Send {"reason": "..."}.',
        errors: problemsOf(said.error.issues, read.value, []),
      });
    }
    const { database } = node;
    if (await closeQuarantined(database, params.id, 'dropped', `api:${caller.keyId}`, said.data.reason)) {
      return json({ id: params.id, state: 'dropped' });
    }
    const entry = await findQuarantined(database, params.id);
    return entry === null ? noEntry() : entryClosed(entry.state);
  },
});

function listed(entry: StoredEntry): object {
  const { id, state, origin, line, field, reason, arrival, receivedAt } = entry;
  return { id, state, origin, index: line, field, reason, arrival, received_at: new Date(receivedAt).toISOString() };
}

function noEntry(): Answer {
  return problem({
    code: 'not_found',
    detail: 'There is no entry of this number in quarantine.',
    advice: 'GET /v1/quarantine lists those that are open.',
  });
}

function entryClosed(state: string): Answer {
  return problem({
    code: 'entry_closed',
    detail: `The entry was ${state} before.`,
    advice: 'GET /v1/quarantine/{id} shows by whom; send a new event to POST /v1/events.',
  });
}
