import { Readable } from 'node:stream';
import { type ParseContext, parseObject } from '../../ingest/parse.ts';
import { readEvents } from '../../ingest/sources/ndjson.ts';
import { readJson } from '../body.ts';
import { batchType, contentModeOf, eventOfBinary, jsonMedia, ndjsonTypes, structuredType } from '../cloudevents.ts';
import type { Arrived } from '../intake-desk.ts';
import { answerLimitMs, eventsBytesMax } from '../limits.ts';
import { type Answer, json, problem } from '../problem.ts';
import type { Receipt } from '../receipt.ts';
import { defineRoute } from '../route.ts';
import { eventBatchShape, eventDataShape, eventLinesShape, eventShape, receiptShape } from '../schemas.ts';
import { within } from '../within.ts';

export const takeEvents = defineRoute({
  method: 'POST',
  url: '/v1/events',
  tag: 'events',
  summary: 'Take in events',
  description:
    'Takes CloudEvents in: one in structured mode (application/cloudevents+json) or binary mode (ce-* headers), a batch ' +
    '(application/cloudevents-batch+json), or a stream of any length, one event a line (application/x-ndjson, gzip too). ' +
    'The same source and id twice is one event. An event that is refused goes to quarantine with its field and reason and stops none ' +
    'of the others. Claims among the events are decided in shadow within a second or so; to have one decided live, send it to /v1/claims. ' +
    'Sources that begin with urn:ringfence: are reserved. Where an NDJSON stream breaks off, what came before is kept: send it again, whole.',
  access: 'events:write',
  body: {
    content: {
      [structuredType]: eventShape,
      [batchType]: eventBatchShape,
      ...Object.fromEntries(ndjsonTypes.map(type => [type, eventLinesShape])),
      [jsonMedia]: eventDataShape,
    },
    bytesMax: eventsBytesMax,
    optional: false,
  },
  answers: {
    200: { says: 'All events are in the log', schema: receiptShape },
    202: { says: 'Some events wait in quarantine to be mended', schema: receiptShape },
  },
  problems: ['invalid_json', 'invalid_request', 'body_too_large', 'media_type', 'queue_full', 'too_slow'],
  frequent: true,
  async answer({ node, intake }, { body, headers, caller }) {
    const context = (): ParseContext => ({
      receivedAt: node.clock.next(),
      arrival: 'now',
      maskingKey: node.maskingKey,
    });
    const mode = contentModeOf(headers);
    if (mode === 'ndjson') {
      const stream = new EventStream(body instanceof Readable ? body : Readable.from([]), context);
      return receiptAnswer(await intake.take(stream.events(), caller.keyId), stream.fault);
    }
    const read = readJson(body);
    if (!read.ok) return read.answer;
    const sent = mode === 'binary' ? eventOfBinary(headers, read.value) : read.value;
    if (mode === 'batch' && !Array.isArray(sent)) {
      return problem({
        code: 'invalid_request',
        detail: 'A batch of events is a JSON array.',
        advice: `Send a single event as ${structuredType}.`,
        errors: [{ field: '', reason: 'is no list' }],
      });
    }
    const values: readonly unknown[] = mode !== 'binary' && Array.isArray(sent) ? sent : [sent];
    const arrived = values.map((value, index): Arrived => ({ index, parsed: parseObject(value, context()) }));
    return receiptAnswer(await within(answerLimitMs, intake.take(Readable.from([arrived]), caller.keyId)), null);
  },
});

function receiptAnswer(receipt: Receipt, fault: string | null): Answer {
  const body = fault === null ? receipt : { ...receipt, fault };
  return json(body, receipt.quarantined > 0 || fault !== null ? 202 : 200);
}

/** The events of an NDJSON stream as they come, and after them whether and where the stream broke off. */
class EventStream {
  fault: string | null = null;
  readonly #body: Readable;
  readonly #context: () => ParseContext;

  constructor(body: Readable, context: () => ParseContext) {
    this.#body = body;
    this.#context = context;
  }

  async *events(): AsyncGenerator<readonly Arrived[]> {
    const batches = readEvents(this.#body, this.#context);
    while (true) {
      const next = await batches.next().catch(error => {
        // A sender that goes away is no fault of ours; what it sent before is kept.
        if (!this.#body.destroyed) throw error;
        this.fault = 'the connection broke off';
        return null;
      });
      if (next === null || next.done) return;
      const { events, fault } = next.value;
      if (fault !== null) this.fault = fault;
      yield events.map(({ line, parsed }) => ({ index: line, parsed }));
    }
  }
}
