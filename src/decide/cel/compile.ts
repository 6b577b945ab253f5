import type { CheckedExpression } from './check.ts';
import { emitValue } from './emit.ts';
import { emitCondition } from './emit-condition.ts';
import type { Environment, FeatureRow } from './environment.ts';
import { MAX_FUNCTION_LENGTH } from './limits.ts';
import type { Problem } from './problem.ts';
import { codeOf, emptyProgram, FIRST_FAILURE, type Frame, type Program, withTemporaries } from './program.ts';
import { runtime } from './runtime.ts';

/** What became of one condition: `evaluateAll` writes these. */
export const FALSE = 0;
export const TRUE = 1;
export const FAILED = 2;

/** All conditions of a policy, compiled into plain JavaScript. */
export interface CompiledConditions {
  readonly count: number;
  /** For each condition the slots that it reads. */
  readonly uses: readonly (readonly number[])[];
  /**
   * Evaluates every condition over one row and writes FALSE, TRUE or FAILED for each into `codes`, which must hold
   * `count` bytes. Never throws for a row that fits the environment (see checkRow).
   */
  readonly evaluateAll: (row: FeatureRow, codes: Uint8Array) => void;
  /** Why a condition failed over a row, at its place in the condition; undefined when it did not fail. */
  readonly explainFailure: (index: number, row: FeatureRow) => Problem | undefined;
}

export type NumberResult =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly failure: Problem };

/** An int or double expression, compiled. */
export interface CompiledNumber {
  readonly uses: readonly number[];
  readonly evaluateNumber: (row: FeatureRow) => NumberResult;
}

/**
 * Compiles checked conditions. An int is a JavaScript number here: arithmetic beyond +-(2^53 - 1) fails, where CEL
 * would go on to 64 bits. Everything else follows the CEL specification.
 * @throws when an expression is no bool or was checked against another environment: a fault of the program.
 */
export function compileExpressions(
  conditions: readonly CheckedExpression[],
  environment: Environment,
): CompiledConditions {
  const program = emptyProgram();
  const statements = conditions.map((checked, index) => {
    assertFits(checked, environment, checked.type === 'bool');
    return emitStatement(checked, index, program);
  });
  const chunks = chunked(statements).map((chunk, index) => `function a${index}(r, o) { let c = 0; ${chunk} }`);
  program.functions.push(...chunks, `function all(r, o) { ${chunks.map((_, index) => `a${index}(r, o);`).join(' ')} }`);
  const each = conditions.map((_, index) => `e${index}`);
  const generated = build(program, `{ all, each: [${each.join(', ')}] }`) as {
    readonly all: CompiledConditions['evaluateAll'];
    readonly each: readonly ((row: FeatureRow) => number)[];
  };
  return {
    count: conditions.length,
    uses: conditions.map(checked => checked.uses),
    evaluateAll: generated.all,
    explainFailure: (index, row) => {
      const evaluate = generated.each[index];
      if (evaluate === undefined)
        throw new Error(`There is no condition ${index}: the policy has ${conditions.length}`);
      return program.failures[evaluate(row) - FIRST_FAILURE];
    },
  };
}

/** Compiles an expression whose value is a number, for example a score or an amount. @throws as compileExpressions */
export function compileNumber(checked: CheckedExpression, environment: Environment): CompiledNumber {
  assertFits(checked, environment, checked.type === 'int' || checked.type === 'double');
  const program = emptyProgram();
  const frame: Frame = { program, checked, temporaries: [], variables: [] };
  const { checks, js } = emitValue(checked.tree, frame);
  // Adding 0 takes the sign off the zero of an int, which has only one; a double keeps its own.
  const value = checked.type === 'int' ? `${js} + 0` : js;
  const fail = checks === '' ? '' : `if (!(${checks})) return failed(f);`;
  program.functions.push(`function number(r, failed) { ${withTemporaries(frame, `${fail} return ${value};`)} }`);
  const number = build(program, 'number') as (row: FeatureRow, failed: (code: number) => Problem) => number | Problem;
  const failureOf = (code: number): Problem => program.failures[code - FIRST_FAILURE]!;
  return {
    uses: checked.uses,
    evaluateNumber: row => {
      const result = number(row, failureOf);
      return typeof result === 'number' ? { ok: true, value: result } : { ok: false, failure: result };
    },
  };
}

/** Declares the condition's own function, which answers its code, and returns the statement that stores its outcome. */
function emitStatement(checked: CheckedExpression, index: number, program: Program): string {
  const frame: Frame = { program, checked, temporaries: [], variables: [] };
  const condition = emitCondition(checked.tree, frame);
  program.functions.push(`function e${index}(r) { ${withTemporaries(frame, `return ${codeOf(condition)};`)} }`);
  const inline = condition.total && frame.temporaries.length === 0;
  return inline ? `o[${index}] = ${condition.js} ? 1 : 0;` : `c = e${index}(r); o[${index}] = c > 1 ? 2 : c;`;
}

/** Statements joined into bodies that V8 still optimises. */
function chunked(statements: readonly string[]): readonly string[] {
  const chunks: string[] = [];
  for (const statement of statements) {
    const last = chunks.at(-1);
    if (last === undefined || last.length + statement.length > MAX_FUNCTION_LENGTH) chunks.push(statement);
    else chunks[chunks.length - 1] = `${last} ${statement}`;
  }
  return chunks;
}

/** The one place where text becomes code. The text was written by the emitters alone, from numbers and quoted literals. */
function build(program: Program, result: string): unknown {
  const constants = program.constants.map((_, index) => `const k${index} = constants[${index}];`);
  const text = [
    '"use strict";',
    `const { ${Object.keys(runtime).join(', ')} } = runtime;`,
    ...constants,
    ...program.functions,
    `return ${result};`,
  ].join('\n');
  return new Function('runtime', 'constants', text)(runtime, program.constants);
}

function assertFits(checked: CheckedExpression, environment: Environment, rightType: boolean): void {
  if (checked.environment !== environment)
    throw new Error(`"${checked.source}" was checked against another environment`);
  if (!rightType) throw new Error(`"${checked.source}" is ${checked.type}, which cannot be compiled here`);
}
