import { type DestinationStream, type Logger, pino } from 'pino';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * The log of the server: one JSON object a line. It names routes, never addresses with their ids; it holds no bodies, tokens or
 * personal data. Whoever writes to it passes fields made for it, never a request or an error as it is.
 */
export function openLog(level: LogLevel, stream: DestinationStream): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}

/** Stack frames logged of a fault. */
const framesMax = 12;

/**
 * What may be logged of an error. Messages of PostgreSQL and of JSON.parse quote what they were given, which may be a customer's
 * words, so of the first only codes and names are kept, and of the second nothing but its kind.
 */
export function faultFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const { code, routine, table, constraint, severity } = error as Error & Record<string, unknown>;
  const frames = (error.stack ?? '').split('\n').filter(line => line.startsWith('    at '));
  const quotes = severity !== undefined || error instanceof SyntaxError;
  return {
    fault: error.name,
    ...(quotes ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    ...(severity === undefined ? {} : { routine, table, constraint }),
    at: frames.slice(0, framesMax).map(frame => frame.trim()),
  };
}
