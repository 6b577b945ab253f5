import type { CheckedExpression } from './check.ts';
import { locate, type Problem, type Span } from './problem.ts';

/** The parts of the generated program that expressions share, while it grows. */
export interface Program {
  /** Declarations of functions beside the expressions' own: one per macro. */
  readonly functions: string[];
  /** Values that code refers to by position: patterns, sets, lists. */
  readonly constants: unknown[];
  /** Every place that can fail; its code is its index + `FIRST_FAILURE`. */
  readonly failures: Problem[];
}

/** Codes of a boolean that may fail: 0 false, 1 true, and from here on the place that failed. */
export const FIRST_FAILURE = 2;

/** One generated function: its temporaries, and the variables of macros around it, which are its parameters. */
export interface Frame {
  readonly program: Program;
  readonly checked: CheckedExpression;
  readonly temporaries: string[];
  readonly variables: readonly number[];
}

/** JavaScript for a value: `checks` is an expression that is true when the value exists, '' when it always does, and must run before `js`. */
export interface Value {
  readonly checks: string;
  readonly js: string;
}

/** JavaScript for a boolean: a boolean expression when it cannot fail, else an expression of a code. */
export interface Condition {
  readonly total: boolean;
  readonly js: string;
}

export function emptyProgram(): Program {
  return { functions: [], constants: [], failures: [] };
}

export function temporary(frame: Frame): string {
  const name = `t${frame.temporaries.length}`;
  frame.temporaries.push(name);
  return name;
}

export function constant({ program }: Frame, value: unknown): string {
  program.constants.push(value);
  return `k${program.constants.length - 1}`;
}

/** The code of a failure at a place. */
export function failureCode({ program, checked }: Frame, { start, end }: Span, message: string, hint: string): number {
  program.failures.push(locate(checked.source, { start, end, message, hint }));
  return program.failures.length - 1 + FIRST_FAILURE;
}

/** Notes the failure and is false: the end of a check that was not met. `f` holds the code of the one failure of a strict value. */
export function failed(code: number): string {
  return `(f = ${code}, false)`;
}

export function both(...checks: readonly string[]): string {
  return checks.filter(check => check !== '').join(' && ');
}

/** A condition as a code, whichever it is. */
export function codeOf({ total, js }: Condition): string {
  return total ? `(${js} ? 1 : 0)` : js;
}

/** A strict boolean value as a condition. */
export function conditionOf({ checks, js }: Value): Condition {
  return checks === '' ? { total: true, js } : { total: false, js: `(${checks} ? (${js} ? 1 : 0) : f)` };
}

/** The body of a function around statements that use the frame's temporaries. */
export function withTemporaries(frame: Frame, statements: string): string {
  return `let ${['f = 0', ...frame.temporaries].join(', ')}; ${statements}`;
}
