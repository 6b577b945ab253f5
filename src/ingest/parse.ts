import { type EventData, type EventType, eventSchemas, eventTypes, isEventType } from '../domain/events/catalogue.ts';
import { type Event, envelope } from '../domain/events/event.ts';
import { type Moment, parseMoment } from '../domain/time.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { mayHoldCardNumber } from '../text/card-number.ts';
import { closest } from '../text/closest.ts';
import { fingerprintWith } from './event-key.ts';
import { inspect } from './inspect.ts';
import { jsonFault } from './json-fault.ts';
import { lineLengthMax, problemsMax } from './limits.ts';
import { maskCards, maskLine } from './mask.ts';
import type { Problem } from './problem.ts';
import { isReservedSource } from './reserved.ts';
import { problemsOf } from './words.ts';

/** What the reader of an event knows beside it. */
export interface ParseContext {
  /** When this event reached us, microseconds; the caller gives each event a later one than the event before. */
  readonly receivedAt: Moment;
  /** `event`: a historical import, known when its source knew it. `now`: a live event, known when it was received. */
  readonly arrival: 'event' | 'now';
  /** Secret that keys the fingerprints of masked ids; the same for all events of an installation. */
  readonly maskingKey: Uint8Array;
  /** Set for an event that Ringfence itself makes, of a bare claim: only then may its source be a reserved one. */
  readonly own?: true;
}

export interface Accepted {
  readonly ok: true;
  readonly event: Event;
  /** Canonical JSON (RFC 8785) of the whole masked CloudEvent, unknown fields included. */
  readonly body: string;
  /** Card numbers that were masked. */
  readonly masked: number;
}

/** Why an event goes to quarantine. `field` and `reason` are those of the first of the problems. */
export interface Refused extends Problem {
  readonly ok: false;
  readonly problems: readonly Problem[];
  /** What came, fit to be kept: card numbers are masked. */
  readonly text: string;
  readonly masked: number;
}

export type Parsed = Accepted | Refused;

/** One line of NDJSON -> a validated event, or the field and the reason of the refusal. Never throws, whatever the line holds. */
export function parseLine(line: string, context: ParseContext): Parsed {
  if (line.length > lineLengthMax) {
    return refused(
      { field: '', reason: `is longer than ${lineLengthMax} characters` },
      maskLine(line.slice(0, 2 * shownLength)).slice(0, shownLength),
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const { position, expected } = jsonFault(line);
    return refused(
      { field: '', reason: `is no valid JSON: ${expected} was expected at character ${position + 1}` },
      maskLine(line),
    );
  }
  // JSON forbids control characters and quotes in strings: without a backslash, in well-formed text, every string is plain.
  const backslash = line.includes('\\');
  const plain = !backslash && line.isWellFormed();
  const mayHoldCards = (backslash && line.includes('\\u')) || mayHoldCardNumber(line);
  return parse(value, plain, mayHoldCards, context);
}

/** An event that was parsed already (the body of a request): the same checks, the same answer. */
export function parseObject(value: unknown, context: ParseContext): Parsed {
  return parse(value, false, true, context);
}

/** Of a line that is too long this much is kept, to recognise it by. */
const shownLength = 1_000;

function parse(value: unknown, plain: boolean, mayHoldCards: boolean, context: ParseContext): Parsed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused({ field: '', reason: 'is no JSON object' }, shown(value));
  }
  const unfit = inspect(value, !plain);
  if (unfit !== null) return refused({ ...unfit, field: maskLine(unfit.field) }, shown(value));
  const masked = mayHoldCards
    ? maskCards(value, fingerprintWith(context.maskingKey))
    : { value, count: 0, problem: null };
  if (masked.problem !== null)
    return refused({ ...masked.problem, field: maskLine(masked.problem.field) }, shown(value), masked.count);
  const body = canonicalJson(masked.value, plain);
  if (body.length > lineLengthMax) {
    return refused(
      { field: '', reason: `is longer than ${lineLengthMax} characters` },
      body.slice(0, shownLength),
      masked.count,
    );
  }
  const validated = validate(masked.value as Record<string, unknown>, context);
  if (Array.isArray(validated)) return refusedFor(validated, body, masked.count);
  return { ok: true, event: validated, body, masked: masked.count };
}

/** The event inside, or what is wrong with it: first with the envelope, then with the data where its type is known. */
function validate(value: Record<string, unknown>, context: ParseContext): Event | Problem[] {
  const outer = envelope.safeParse(value);
  if (!outer.success) {
    const outside = problemsOf(outer.error.issues, value, []);
    const type = value['type'];
    const inside = typeof type === 'string' && isEventType(type) ? validateData(type, value['data']) : [];
    return Array.isArray(inside) ? [...outside, ...inside].slice(0, problemsMax) : outside;
  }
  const { type, source, id, time, recordedtime } = outer.data;
  if (!isEventType(type)) return [{ field: 'type', reason: unknownType(type) }];
  const inner = validateData(type, value['data']);
  if (isReservedSource(source) && context.own !== true) {
    const reserved = { field: 'source', reason: 'is reserved for facts of Ringfence itself' };
    return [reserved, ...(Array.isArray(inner) ? inner : [])].slice(0, problemsMax);
  }
  if (Array.isArray(inner)) return inner;
  const at = parseMoment(time)!;
  const knownAt = context.arrival === 'now' ? context.receivedAt : knownToSource(at, recordedtime);
  // The schema of this very type accepted the data, which the compiler cannot follow through the table.
  return { type, source, id, at, knownAt, data: inner.data } as Event;
}

function validateData(type: EventType, value: unknown): { readonly data: EventData[EventType] } | Problem[] {
  const result = eventSchemas[type].safeParse(value);
  return result.success ? result : problemsOf(result.error.issues, value, ['data']);
}

function knownToSource(at: Moment, recordedtime: string | undefined): Moment {
  return recordedtime === undefined ? at : Math.max(at, parseMoment(recordedtime)!);
}

function unknownType(type: string): string {
  const meant = closest(type, eventTypes);
  return meant === null ? 'is no type that the event contract knows' : `is unknown; did you mean ${meant}?`;
}

function refused(problem: Problem, text: string, masked = 0): Refused {
  return refusedFor([problem], text, masked);
}

function refusedFor(problems: readonly Problem[], text: string, masked: number): Refused {
  const { field, reason } = problems[0]!;
  return { ok: false, field, reason, problems, text, masked };
}

/** The refused value as text. It was not inspected or failed the inspection, so it may be anything, even what JSON cannot write. */
function shown(value: unknown): string {
  try {
    return maskLine(JSON.stringify(value) ?? typeof value).slice(0, lineLengthMax);
  } catch {
    return '';
  }
}
