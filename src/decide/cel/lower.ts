import type { ASTNode } from '@marcbachmann/cel-js';
import type { Environment } from './environment.ts';
import { MAX_INT } from './limits.ts';
import { lowerCall, lowerMethod } from './lower-call.ts';
import type { Arithmetic, Comparison, Node, ScalarType, ValueType } from './node.ts';
import type { Finding, Span } from './problem.ts';

/** What lowering needs to know and where it notes what the compiler does not support. */
export interface Lowering {
  readonly environment: Environment;
  readonly findings: Finding[];
  /** Variables of the macros around the current place. */
  readonly variables: ReadonlyMap<string, { readonly variable: number; readonly type: ScalarType }>;
  readonly nextVariable: () => number;
  /** How many macros are around the current place. */
  readonly loopDepth: number;
}

/**
 * Turns a parsed and type-checked expression into the typed tree. Whatever the checker allows but the compiler does
 * not support becomes a finding; then the returned tree holds placeholders and must be thrown away.
 */
export function lowerExpression(
  root: ASTNode,
  environment: Environment,
): { readonly tree: Node; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let variables = 0;
  const tree = lower(root, {
    environment,
    findings,
    variables: new Map(),
    nextVariable: () => variables++,
    loopDepth: 0,
  });
  return { tree, findings };
}

export function lower(node: ASTNode, context: Lowering): Node {
  const at = spanOf(node);
  switch (node.op) {
    case 'value':
      return literal(node.args, at, context);
    case 'id': {
      const bound = context.variables.get(node.args);
      if (bound === undefined) return unsupported(at, context, `"${node.args}" is not a value here`);
      return { kind: 'variable', ...bound, ...at };
    }
    case '.': {
      const slot = slotOf(node, context.environment);
      if (slot === undefined) return unsupported(at, context, 'Reading a field is not supported here');
      return { kind: 'feature', type: context.environment.features[slot]!.type, slot, ...at };
    }
    case '!_':
      return { kind: 'not', type: 'bool', of: lower(node.args, context), ...at };
    case '-_':
      return negation(lower(node.args, context), at, context);
    case '&&':
    case '||':
      return logic(node.op === '&&' ? 'every' : 'some', node.args, at, context);
    case '?:': {
      const [condition, whenTrue, whenFalse] = [
        lower(node.args[0], context),
        lower(node.args[1], context),
        lower(node.args[2], context),
      ];
      const type = whenTrue.type === 'list<empty>' ? whenFalse.type : whenTrue.type;
      return { kind: 'choose', type, condition, whenTrue, whenFalse, ...at };
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node.op, lower(node.args[0], context), lower(node.args[1], context), at, context);
    case '==':
    case '!=':
      return {
        kind: 'equal',
        type: 'bool',
        negated: node.op === '!=',
        left: lower(node.args[0], context),
        right: lower(node.args[1], context),
        ...at,
      };
    case 'in':
      return membership(lower(node.args[0], context), lower(node.args[1], context), at, context);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(node.op, lower(node.args[0], context), lower(node.args[1], context), at, context);
    case 'list':
      return list(
        node.args.map(element => lower(element, context)),
        at,
        context,
      );
    case '[]':
      return element(lower(node.args[0], context), lower(node.args[1], context), at, context);
    case 'call':
      return lowerCall(node.args[0], node.args[1], at, context);
    case 'rcall':
      return lowerMethod(node.args[0], node.args[1], node.args[2], at, context);
    case 'map':
      return unsupported(at, context, 'Maps are not supported', 'compare features with values or lists');
    case '.?':
    case '[?]':
      return unsupported(at, context, 'Optional access is not supported', 'guard the feature with has(...)');
  }
}

const SUBSET = 'rules know features, literals, lists, comparison, arithmetic, && || !, ?: and in, and a few calls';

/** Notes a finding; the placeholder is never compiled. */
export function unsupported(at: Span, context: Lowering, message: string, hint = SUBSET): Node {
  context.findings.push({ ...at, message, hint });
  return { kind: 'literal', type: 'bool', value: false, ...at };
}

export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

export function slotOf(node: ASTNode, environment: Environment): number | undefined {
  if (node.op !== '.' || node.args[0].op !== 'id') return undefined;
  return environment.slotByName.get(`${node.args[0].args}.${node.args[1]}`);
}

/** The type of a list's elements; undefined for what is no list, `list<empty>` counts as a list of strings. */
export function elementType(type: ValueType): ScalarType | undefined {
  switch (type) {
    case 'list<string>':
    case 'list<empty>':
      return 'string';
    case 'list<int>':
      return 'int';
    case 'list<double>':
      return 'double';
    case 'list<bool>':
      return 'bool';
    case 'int':
    case 'double':
    case 'bool':
    case 'string':
      return undefined;
  }
}

function isScalar(type: ValueType): type is ScalarType {
  return elementType(type) === undefined;
}

function literal(value: unknown, at: Span, context: Lowering): Node {
  if (typeof value === 'bigint') {
    const int = Number(value);
    if (int <= MAX_INT) return { kind: 'literal', type: 'int', value: int, ...at };
    return unsupported(
      at,
      context,
      `${value} is too large: ints go up to ${MAX_INT}`,
      'write a double, for example 1e18',
    );
  }
  if (typeof value === 'number') return { kind: 'literal', type: 'double', value, ...at };
  if (typeof value === 'boolean') return { kind: 'literal', type: 'bool', value, ...at };
  if (typeof value === 'string') return { kind: 'literal', type: 'string', value, ...at };
  if (value === null)
    return unsupported(at, context, 'null is not supported', 'ask has(family.feature) whether a feature is known');
  if (value instanceof Uint8Array)
    return unsupported(at, context, 'Bytes are not supported', 'use text without the b before its quote');
  return unsupported(at, context, 'Unsigned ints are not supported', 'leave out the u');
}

function negation(of: Node, at: Span, context: Lowering): Node {
  if (of.type !== 'int' && of.type !== 'double') return unsupported(at, context, `"-" is not supported for ${of.type}`);
  return { kind: 'negate', type: of.type, of, ...at };
}

/**
 * Flattens a chain. Tests of `has()` go first: CEL lets `&&` and `||` work in any order with the same outcome, and so
 * `account.x > 1 && has(account.x)` is as well guarded as the other way round.
 */
function logic(kind: 'every' | 'some', [left, right]: readonly [ASTNode, ASTNode], at: Span, context: Lowering): Node {
  const operands = [lower(left, context), lower(right, context)].flatMap(node =>
    node.kind === kind ? node.of : [node],
  );
  const isGuard = (node: Node): boolean =>
    kind === 'every' ? node.kind === 'has' : node.kind === 'not' && node.of.kind === 'has';
  return { kind, type: 'bool', of: [...operands.filter(isGuard), ...operands.filter(node => !isGuard(node))], ...at };
}

function comparison(operator: Comparison, left: Node, right: Node, at: Span, context: Lowering): Node {
  if (!isScalar(left.type) || !isScalar(right.type))
    return unsupported(at, context, `"${operator}" is not supported for lists`);
  return { kind: 'compare', type: 'bool', operator, left, right, ...at };
}

function membership(item: Node, list: Node, at: Span, context: Lowering): Node {
  if (!isScalar(item.type) || isScalar(list.type))
    return unsupported(at, context, `"in" is not supported for ${item.type} in ${list.type}`);
  return { kind: 'membership', type: 'bool', item, list, ...at };
}

function arithmetic(operator: Arithmetic, left: Node, right: Node, at: Span, context: Lowering): Node {
  const { type } = left;
  if (type === 'int' || type === 'double') return { kind: 'arithmetic', type, operator, left, right, ...at };
  if (type === 'string' && operator === '+') return { kind: 'concatenate', type, left, right, ...at };
  return unsupported(at, context, `"${operator}" is not supported for ${type}`);
}

function list(of: readonly Node[], at: Span, context: Lowering): Node {
  const first = of[0];
  if (first === undefined) return { kind: 'list', type: 'list<empty>', of, ...at };
  if (!isScalar(first.type)) return unsupported(at, context, 'Lists of lists are not supported');
  return { kind: 'list', type: `list<${first.type}>`, of, ...at };
}

function element(of: Node, index: Node, at: Span, context: Lowering): Node {
  const type = elementType(of.type);
  if (type === undefined || index.type !== 'int')
    return unsupported(at, context, `[...] is not supported for ${of.type}`);
  return { kind: 'index', type, list: of, index, ...at };
}
