import { sqlState } from './retry.ts';

/** Of the system: nobody listens, the socket is gone, the connection broke. */
const systemCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Of PostgreSQL: connection exceptions (08), out of resources (53), stopping or starting (57P), read-only after a switch-over (25006). */
const serverStates = /^(?:08...|53...|57P..|25006)$/;

/** What the client says, without a code, when a connection ends under it or none is to be had. */
const clientMessages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** Whether the error means that the database cannot be used at present: the same request can succeed later, as it is. */
export function isAway(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== undefined) return systemCodes.has(code) || serverStates.test(code);
  return error instanceof Error && clientMessages.test(error.message);
}
