import type { FastifyError } from 'fastify';
import { isAway } from '../store/away.ts';
import { QueueFull } from '../store/batcher.ts';
import { type Answer, type FieldError, problem } from './problem.ts';
import { TooSlow } from './within.ts';

/** The path or query of a request is not what its route takes. */
export class InvalidAddress extends Error {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('The address of the request is not valid.');
    this.name = 'InvalidAddress';
    this.errors = errors;
  }
}

/** The answer to what was thrown on the way. `expected` is false for a fault of Ringfence's own, which has to be logged. */
export function answerToFault(error: unknown): { readonly answer: Answer; readonly expected: boolean } {
  const answer = expectedAnswer(error);
  if (answer !== null) return { answer, expected: true };
  return {
    answer: problem({
      code: 'internal',
      detail:
        'The request could not be answered because of a fault in Ringfence; it is in the log under the request id.',
      advice:
        'Send it again: the same claim or event twice is one. If that fails too, report the request id (x-request-id).',
    }),
    expected: false,
  };
}

export function databaseAway(): Answer {
  return problem({
    code: 'database_away',
    detail: 'The database did not answer, so nothing was decided or kept that was not answered.',
    advice: 'Send the same request again: the same claim or event twice is one.',
    retryAfterSeconds: 2,
  });
}

export function stopping(): Answer {
  return problem({
    code: 'stopping',
    detail: 'This node is stopping and takes nothing more in.',
    advice: 'Send the request to another node, or again once this one is back.',
    retryAfterSeconds: 5,
  });
}

function expectedAnswer(error: unknown): Answer | null {
  if (error instanceof QueueFull) {
    return problem({
      code: 'queue_full',
      detail: 'More requests are waiting than this node answers in good time.',
      advice: 'Send it again in a second, or start another node on the same database.',
      retryAfterSeconds: 1,
    });
  }
  if (error instanceof TooSlow) {
    return problem({
      code: 'too_slow',
      detail: `There was no answer within ${error.limitMs / 1000} seconds; the work may still be done.`,
      advice: 'Send the same request again: the same claim or event twice is one.',
      retryAfterSeconds: 2,
    });
  }
  if (error instanceof InvalidAddress) {
    return problem({
      code: 'invalid_request',
      detail: 'Parts of the address are not valid.',
      advice: 'Mend them as the errors say; GET /openapi.json describes every route.',
      errors: error.errors,
    });
  }
  if (isAway(error)) return databaseAway();
  return isFastifyError(error) ? answerToFramework(error) : null;
}

function isFastifyError(error: unknown): error is FastifyError {
  return (
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500
  );
}

/** What Fastify refuses before a route is asked. */
function answerToFramework(error: FastifyError): Answer {
  switch (error.statusCode) {
    case 413:
      return problem({
        code: 'body_too_large',
        detail: 'The body is larger than this route takes.',
        advice: 'Send events in smaller batches, or as NDJSON (application/x-ndjson), which has no limit.',
      });
    case 415:
      return problem({
        code: 'media_type',
        detail: 'The body has no content type, or one that is not accepted here.',
        advice: 'Name the content type; GET /openapi.json says which ones the route takes.',
      });
    case 429:
      return problem({
        code: 'rate_limited',
        detail: 'More requests came within a minute than one key or address may send.',
        advice: 'Wait as long as retry-after says, send events in batches, or have the limit raised.',
      });
  }
  return problem({
    code: 'invalid_request',
    detail: 'The request is not well-formed HTTP.',
    advice: 'Check its address, headers and length; GET /openapi.json describes every route.',
  });
}
