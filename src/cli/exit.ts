/** Exit codes that scripts may rely on. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  gate: 3,
  notAllowed: 4,
  notFound: 5,
  conflict: 6,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a message for a person: what happened, where, and what to do. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly advice: string;

  constructor(exitCode: ExitCode, code: string, message: string, advice = '') {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.code = code;
    this.advice = advice;
  }
}

export function usageFailure(message: string, advice = ''): CommandFailure {
  return new CommandFailure(exitCodes.usage, 'usage', message, advice);
}
