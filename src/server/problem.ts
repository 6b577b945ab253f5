/** Answers of the API as plain values; what went wrong is one of them, in the form of RFC 9457 (problem details). */

export interface Answer {
  readonly status: number;
  /** Text is sent as it is. */
  readonly body: string | object;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One field of what was sent and what is wrong with it: "data.amount", "is missing". */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
}

/** Every code with its HTTP status and title. */
export const problemKinds = {
  invalid_json: [400, 'The body is no JSON'],
  invalid_request: [400, 'The request cannot be read'],
  key_missing: [401, 'An API key is needed'],
  key_unknown: [401, 'The API key is not valid'],
  scope_missing: [403, 'The API key may not do this'],
  host_not_allowed: [403, 'The request came under another host name'],
  not_found: [404, 'There is no such thing'],
  request_too_slow: [408, 'The request took too long to arrive'],
  claim_conflict: [409, 'The id belongs to another claim'],
  event_conflict: [409, 'The source and id belong to another event'],
  entry_closed: [409, 'The entry is closed'],
  body_too_large: [413, 'The body is too large'],
  media_type: [415, 'The content type is not accepted here'],
  invalid_claim: [422, 'The claim is not valid'],
  invalid_verdict: [422, 'The verdict is not valid'],
  invalid_event: [422, 'The event is not valid'],
  rate_limited: [429, 'Too many requests'],
  headers_too_large: [431, 'The headers are too large'],
  internal: [500, 'Something went wrong in Ringfence'],
  database_away: [503, 'The database cannot be reached'],
  queue_full: [503, 'Too many requests are waiting'],
  too_slow: [503, 'The answer took too long'],
  stopping: [503, 'This node is stopping'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problemKinds;
export const problemCodes = Object.keys(problemKinds) as ProblemCode[];

export const problemType = 'application/problem+json; charset=utf-8';
export const jsonType = 'application/json; charset=utf-8';

export interface ProblemSaid {
  readonly code: ProblemCode;
  /** What happened, in a sentence; never quotes what was sent. */
  readonly detail: string;
  /** What to do about it. */
  readonly advice: string;
  readonly errors?: readonly FieldError[];
  /** Seconds after which the same request can succeed. */
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that says what is wrong. */
export function problem(said: ProblemSaid): Answer {
  const { code, detail, advice, errors = [], retryAfterSeconds } = said;
  const [status, title] = problemKinds[code];
  return {
    status,
    type: problemType,
    body: { type: `urn:ringfence:problem:${code}`, title, status, code, detail, advice, errors },
    headers: {
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
      ...said.headers,
    },
  };
}

/** An answer of JSON. */
export function json(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body, type: jsonType, headers };
}
