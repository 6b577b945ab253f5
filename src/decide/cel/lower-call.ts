import type { ASTNode } from '@marcbachmann/cel-js';
import { MAX_LOOP_DEPTH, MAX_PATTERN_LENGTH } from './limits.ts';
import { elementType, type Lowering, lower, slotOf, unsupported } from './lower.ts';
import type { Node, Quantifier, ScalarType, TextChange, TextTest } from './node.ts';
import { patternFault } from './pattern.ts';
import type { Span } from './problem.ts';

/** What a rule may call, as it is written. */
export const SUPPORTED_CALLS = [
  'has(family.feature)',
  'size(x)',
  'int(x)',
  'double(x)',
  'string(x)',
  'bool(x)',
  'x.startsWith(text)',
  'x.endsWith(text)',
  'x.contains(text)',
  'x.matches("pattern")',
  'x.lowerAscii()',
  'x.upperAscii()',
  'x.size()',
  'list.exists(v, ...)',
  'list.all(v, ...)',
  'list.exists_one(v, ...)',
  'list.filter(v, ...)',
] as const;

const HINT = `rules may call ${SUPPORTED_CALLS.join(', ')}`;

export function lowerCall(name: string, args: readonly ASTNode[], at: Span, context: Lowering): Node {
  const [argument] = args;
  if (argument === undefined) return unsupported(at, context, `${name}() is not supported`, HINT);
  switch (name) {
    case 'has': {
      const slot = slotOf(argument, context.environment);
      if (slot === undefined) return unsupported(at, context, 'has() asks for a feature', 'write has(family.feature)');
      return { kind: 'has', type: 'bool', slot, ...at };
    }
    case 'size':
      return size(lower(argument, context), at, context);
    case 'int':
    case 'double':
    case 'string':
    case 'bool':
      return conversion(name, lower(argument, context), at, context);
    default:
      return unsupported(at, context, `${name}() is not supported`, HINT);
  }
}

export function lowerMethod(
  name: string,
  receiver: ASTNode,
  args: readonly ASTNode[],
  at: Span,
  context: Lowering,
): Node {
  const [first, second] = args;
  switch (name) {
    case 'exists':
    case 'all':
    case 'exists_one':
    case 'filter':
      if (args.length === 2 && first?.op === 'id' && second)
        return macro(name, receiver, first.args, second, at, context);
      break;
    case 'size':
      if (args.length === 0) return size(lower(receiver, context), at, context);
      break;
    case 'startsWith':
    case 'endsWith':
    case 'contains':
      if (args.length === 1 && first)
        return textTest(name, lower(receiver, context), lower(first, context), at, context);
      break;
    case 'lowerAscii':
    case 'upperAscii':
      if (args.length === 0) return textChange(name, lower(receiver, context), at, context);
      break;
    case 'matches':
      if (args.length === 1 && first) return matches(lower(receiver, context), first, at, context);
      break;
  }
  return unsupported(at, context, `.${name}() is not supported`, HINT);
}

function size(of: Node, at: Span, context: Lowering): Node {
  if (of.type !== 'string' && elementType(of.type) === undefined)
    return unsupported(at, context, `size() is not supported for ${of.type}`);
  return { kind: 'size', type: 'int', of, ...at };
}

/** Which type converts to which, as in the checker; the rest is refused. */
const CONVERSIONS: { readonly [To in ScalarType]: readonly ScalarType[] } = {
  int: ['int', 'double', 'string'],
  double: ['double', 'int', 'string'],
  string: ['string', 'int', 'double', 'bool'],
  bool: ['bool', 'string'],
};

function conversion(to: ScalarType, of: Node, at: Span, context: Lowering): Node {
  if (!CONVERSIONS[to].some(type => type === of.type))
    return unsupported(at, context, `${to}() is not supported for ${of.type}`);
  return { kind: 'convert', type: to, of, ...at };
}

function textTest(test: TextTest, of: Node, argument: Node, at: Span, context: Lowering): Node {
  if (of.type !== 'string' || argument.type !== 'string')
    return unsupported(at, context, `.${test}() is not supported for ${of.type}`);
  return { kind: 'textTest', type: 'bool', test, of, argument, ...at };
}

function textChange(change: TextChange, of: Node, at: Span, context: Lowering): Node {
  if (of.type !== 'string') return unsupported(at, context, `.${change}() is not supported for ${of.type}`);
  return { kind: 'textChange', type: 'string', change, of, ...at };
}

function matches(of: Node, pattern: ASTNode, at: Span, context: Lowering): Node {
  if (of.type !== 'string') return unsupported(at, context, `.matches() is not supported for ${of.type}`);
  if (pattern.op !== 'value' || typeof pattern.args !== 'string') {
    return unsupported(
      pattern,
      context,
      'The pattern of matches() must be written out',
      'use a text in quotes, not a computed one',
    );
  }
  if (pattern.args.length > MAX_PATTERN_LENGTH) {
    return unsupported(
      pattern,
      context,
      `The pattern is longer than ${MAX_PATTERN_LENGTH} characters`,
      'split it over several conditions',
    );
  }
  const fault = patternFault(pattern.args);
  if (fault)
    return unsupported(
      pattern,
      context,
      `The pattern is not valid: ${fault}`,
      'patterns follow RE2, without back-references and look-around',
    );
  return { kind: 'matches', type: 'bool', of, pattern: pattern.args, ...at };
}

function macro(
  name: Quantifier | 'filter',
  receiver: ASTNode,
  variableName: string,
  body: ASTNode,
  at: Span,
  context: Lowering,
): Node {
  const list = lower(receiver, context);
  const type = elementType(list.type);
  if (type === undefined) return unsupported(at, context, `.${name}() is not supported for ${list.type}`, HINT);
  const loopDepth = context.loopDepth + 1;
  if (loopDepth > MAX_LOOP_DEPTH) {
    return unsupported(
      at,
      context,
      `.${name}() is nested in more than ${MAX_LOOP_DEPTH - 1} others`,
      'make a feature of the innermost test',
    );
  }
  const variable = context.nextVariable();
  const variables = new Map(context.variables).set(variableName, { variable, type });
  const condition = lower(body, { ...context, variables, loopDepth });
  if (name === 'filter') return { kind: 'filter', type: list.type, list, variable, condition, ...at };
  return { kind: 'quantifier', type: 'bool', quantifier: name, list, variable, condition, ...at };
}
