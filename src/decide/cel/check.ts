import type { ASTNode } from '@marcbachmann/cel-js';
import { TypeError as CelTypeError, ParseError } from '@marcbachmann/cel-js';
import type { Environment } from './environment.ts';
import { findUnguarded } from './guards.ts';
import { MAX_DEPTH, MAX_SOURCE_LENGTH } from './limits.ts';
import { lowerExpression } from './lower.ts';
import { SUPPORTED_CALLS } from './lower-call.ts';
import { depthOf, findUnknownNames } from './names.ts';
import { type FeatureNode, type Node, slotsOf, type ValueType } from './node.ts';
import { type Finding, locate, type Problem } from './problem.ts';

/** What an expression has to be: `bool` for a rule's condition, `number` for a value that is int or double. */
export type Expected = 'bool' | 'number' | 'string';

/** An expression that is well formed, well typed, wholly supported, and ready to be compiled. */
export interface CheckedExpression {
  readonly source: string;
  readonly environment: Environment;
  readonly type: ValueType;
  readonly tree: Node;
  /** Slots that the expression reads, in the order of the text: the numbers that decide. */
  readonly uses: readonly number[];
  /** Reads of optional features that fail when the feature is not known, because no has() guards them. */
  readonly warnings: readonly Problem[];
  readonly unguarded: ReadonlySet<FeatureNode>;
}

export type CheckResult =
  | { readonly ok: true; readonly checked: CheckedExpression }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Parses and checks one CEL expression against an environment. Never throws on any text: what is wrong comes back as
 * problems, each with its place and, where one is known, the way out.
 */
export function checkExpression(source: string, environment: Environment, expected: Expected): CheckResult {
  const refuse = (findings: readonly Finding[]): CheckResult => ({
    ok: false,
    problems: findings.map(finding => locate(source, finding)),
  });
  if (source.trim() === '')
    return refuse([whole(source, 'The expression is empty', 'write a condition, for example order.total > 100.0')]);
  if (source.length > MAX_SOURCE_LENGTH) {
    return refuse([
      whole(
        source,
        `The expression has ${source.length} characters, more than ${MAX_SOURCE_LENGTH}`,
        'split it into several rules',
      ),
    ]);
  }
  const read = parseAndCheck(source, environment);
  if (!read.ok) return refuse(read.findings);
  const { tree, findings } = lowerExpression(read.ast, environment);
  if (findings.length > 0) return refuse(findings);
  if (!meets(tree.type, expected)) return refuse([wrongType(source, tree.type, expected)]);

  const unguarded = findUnguarded(tree, environment);
  const warnings = [...unguarded].map(node => locate(source, warning(node, environment)));
  return {
    ok: true,
    checked: { source, environment, type: tree.type, tree, uses: slotsOf(tree), warnings, unguarded },
  };
}

type Read =
  | { readonly ok: true; readonly ast: ASTNode }
  | { readonly ok: false; readonly findings: readonly Finding[] };

function parseAndCheck(source: string, environment: Environment): Read {
  try {
    const parsed = environment.cel.parse(source);
    if (depthOf(parsed.ast) > MAX_DEPTH) return { ok: false, findings: [tooDeep(source)] };
    const unknown = findUnknownNames(parsed.ast, environment);
    if (unknown.length > 0) return { ok: false, findings: unknown };
    const { valid, error } = parsed.check();
    if (valid) return { ok: true, ast: parsed.ast };
    if (error === undefined) throw new Error('The checker refused an expression without saying why');
    throw error;
  } catch (error) {
    if (error instanceof ParseError) return { ok: false, findings: [syntaxFinding(source, error)] };
    if (error instanceof CelTypeError) return { ok: false, findings: [typeFinding(source, error)] };
    // The parser recurses before the depth can be measured: some thousands of "!" in a row end on its stack.
    if (error instanceof RangeError) return { ok: false, findings: [tooDeep(source)] };
    throw error;
  }
}

function whole(source: string, message: string, hint: string): Finding {
  return { start: 0, end: source.length, message, hint };
}

function tooDeep(source: string): Finding {
  return whole(
    source,
    `The expression nests deeper than ${MAX_DEPTH} levels`,
    'split it into several rules, or write long alternatives as x in [...]',
  );
}

function syntaxFinding(source: string, { code, summary, range }: ParseError): Finding {
  const at = range ?? { start: 0, end: source.length };
  if (code === 'limit_exceeded')
    return { ...at, message: `The expression is too large: ${summary}`, hint: 'split it into several rules' };
  if (source[at.start] === '=') return { ...at, message: 'A single "=" compares nothing', hint: 'write == to compare' };
  const atEnd = at.start >= source.trimEnd().length;
  return {
    ...at,
    message: atEnd ? 'The expression ends too early' : summary,
    hint: atEnd ? 'something is missing at the end' : '',
  };
}

function typeFinding(source: string, { code, summary, range }: CelTypeError): Finding {
  const at = range ?? { start: 0, end: source.length };
  return {
    ...at,
    message: summary.replace(/^no such overload: (.+)$/, '"$1" is not defined for these types'),
    hint: typeHint(code, summary),
  };
}

function typeHint(code: string, summary: string): string {
  if (code === 'no_matching_overload') return `rules may call ${SUPPORTED_CALLS.join(', ')}`;
  if (summary.includes('null')) return 'ask has(family.feature) whether a feature is known';
  if (/\bint\b/.test(summary) && /\bdouble\b/.test(summary))
    return 'CEL mixes int and double only in < <= > >=: write 3.0 for a double, or convert with double(...) or int(...)';
  if (code === 'invalid_logical_operand' || code === 'invalid_condition_type')
    return 'compare the value, for example x > 0 or x != ""';
  return 'both sides must have types that belong together';
}

function meets(type: ValueType, expected: Expected): boolean {
  return expected === 'number' ? type === 'int' || type === 'double' : type === expected;
}

function wrongType(source: string, type: ValueType, expected: Expected): Finding {
  if (expected !== 'bool') return whole(source, `The expression must be a ${expected}, but it is ${article(type)}`, '');
  const hint =
    type === 'int' || type === 'double'
      ? 'compare it with a limit, for example ... > 3'
      : 'compare it, for example ... == "x" or "x" in ...';
  return whole(source, `A rule's condition must be true or false, but this is ${article(type)}`, hint);
}

function article(type: ValueType): string {
  return type === 'int' ? 'an int' : `a ${type}`;
}

function warning(node: FeatureNode, environment: Environment): Finding {
  const { name } = environment.features[node.slot]!;
  return {
    start: node.start,
    end: node.end,
    message: `fails when ${name} is not known`,
    hint: `guard it with has(${name})`,
  };
}
