import type { IncomingHttpHeaders } from 'node:http';
import { idLengthMax } from '../domain/ids.ts';
import { formatMoment } from '../domain/time.ts';
import { eventKey } from '../ingest/event-key.ts';
import { type ParseContext, parseObject } from '../ingest/parse.ts';
import { isReservedSource } from '../ingest/reserved.ts';
import type { Intake } from '../store/append.ts';
import { eventOfBinary } from './cloudevents.ts';
import { type Answer, type FieldError, problem } from './problem.ts';

export type ReadClaim =
  | { readonly ok: true; readonly intake: Intake; readonly masked: number }
  | { readonly ok: false; readonly answer: Answer };

/**
 * The claim in a request: a claim.filed CloudEvent, structured or binary, or the bare data of one, which then is filed under
 * `urn:ringfence:api:<key id>` with its claim id as the event's, at the `time` beside its fields or now.
 */
export function readClaim(
  value: unknown,
  headers: IncomingHttpHeaders,
  keyId: string,
  context: ParseContext,
): ReadClaim {
  const binary = 'ce-specversion' in headers;
  if (!binary && isObject(value) && !('specversion' in value)) return readBare(value, keyId, context);
  const parsed = parseObject(binary ? eventOfBinary(headers, value) : value, context);
  if (!parsed.ok) return refused(parsed.problems);
  const { event } = parsed;
  if (event.type !== 'claim.filed') return refused([{ field: 'type', reason: 'is not "claim.filed"' }]);
  if (isReservedSource(event.source)) return refused([reservedSource]);
  return { ok: true, intake: intakeOf(parsed), masked: parsed.masked };
}

export const reservedSource: FieldError = { field: 'source', reason: 'is reserved for facts of Ringfence itself' };

/** A validated event, ready for the log. */
export function intakeOf({ event, body }: { readonly event: Intake['event']; readonly body: string }): Intake {
  return { event, body, key: eventKey(event.source, event.id).replaceAll('-', '') };
}

function readBare(claim: Record<string, unknown>, keyId: string, context: ParseContext): ReadClaim {
  const { time, ...data } = claim;
  const id = data['claim_id'];
  const parsed = parseObject(
    {
      specversion: '1.0',
      // A claim id that is none is told as such, under its own name.
      id: typeof id === 'string' && id.length > 0 && id.length <= idLengthMax ? id : 'none',
      source: `urn:ringfence:api:${keyId}`,
      type: 'claim.filed',
      time: time ?? formatMoment(context.receivedAt),
      data,
    },
    { ...context, own: true },
  );
  if (parsed.ok) return { ok: true, intake: intakeOf(parsed), masked: parsed.masked };
  return refused(parsed.problems.map(({ field, reason }) => ({ field: bareField(field), reason })));
}

/** The caller knows no event around the claim: its id is the claim's. */
function bareField(field: string): string {
  return field === 'id' ? 'claim_id' : field.replace(/^data\.?/, '');
}

function refused(errors: readonly FieldError[]): ReadClaim {
  const first = errors[0]!;
  const answer = problem({
    code: 'invalid_claim',
    detail: `${first.field === '' ? 'The claim' : first.field} ${first.reason}.`,
    advice: 'Mend the fields that the errors name and send the claim again; nothing was kept of it.',
    errors,
  });
  return { ok: false, answer };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
