import { emitCondition } from './emit-condition.ts';
import { emitConversion } from './emit-conversion.ts';
import { emitFilter } from './emit-macro.ts';
import { MAX_INT } from './limits.ts';
import type { ArithmeticNode, FeatureNode, LiteralNode, MembershipNode, Node } from './node.ts';
import { compilePattern } from './pattern.ts';
import { both, codeOf, constant, type Frame, failed, failureCode, temporary, type Value } from './program.ts';

/**
 * JavaScript for the value of a node. Text comes only from this file and its neighbours: literals pass through
 * JSON.stringify, features and variables are numbers, so nothing of the source's text can become code.
 */
export function emitValue(node: Node, frame: Frame): Value {
  switch (node.kind) {
    case 'literal':
      return { checks: '', js: literal(node) };
    case 'feature':
      return feature(node, frame);
    case 'variable':
      return { checks: '', js: `v${node.variable}` };
    case 'has':
    case 'not':
    case 'every':
    case 'some':
    case 'quantifier':
      return booleanValue(node, frame);
    case 'choose':
      return node.type === 'bool'
        ? booleanValue(node, frame)
        : choice(node.condition, node.whenTrue, node.whenFalse, frame);
    case 'compare': {
      const { operator } = node;
      if (node.left.type === 'string')
        return strict(
          frame,
          [node.left, node.right],
          (left, right) => `(compareText(${left}, ${right}) ${operator} 0)`,
        );
      return strict(frame, [node.left, node.right], (left, right) => `(${left} ${operator} ${right})`);
    }
    case 'equal': {
      const [equal, not] = node.negated ? ['!==', '!'] : ['===', ''];
      if (node.left.type.startsWith('list'))
        return strict(frame, [node.left, node.right], (left, right) => `${not}sameList(${left}, ${right})`);
      return strict(frame, [node.left, node.right], (left, right) => `(${left} ${equal} ${right})`);
    }
    case 'arithmetic':
      return node.type === 'double'
        ? strict(frame, [node.left, node.right], (left, right) => `(${left} ${node.operator} ${right})`)
        : intArithmetic(node, frame);
    case 'negate':
      return strict(frame, [node.of], of => `(-${of})`);
    case 'concatenate':
      return strict(frame, [node.left, node.right], (left, right) => `(${left} + ${right})`);
    case 'membership':
      return membership(node, frame);
    case 'list':
      return list(node.of, frame);
    case 'index':
      return element(node.list, node.index, node, frame);
    case 'textTest': {
      const method = { startsWith: 'startsWith', endsWith: 'endsWith', contains: 'includes' }[node.test];
      return strict(frame, [node.of, node.argument], (of, argument) => `${of}.${method}(${argument})`);
    }
    case 'textChange':
      return strict(frame, [node.of], of => `${node.change}(${of})`);
    case 'size':
      return strict(frame, [node.of], of => (node.of.type === 'string' ? `countCharacters(${of})` : `${of}.length`));
    case 'matches':
      return strict(frame, [node.of], of => `${constant(frame, compilePattern(node.pattern))}.test(${of})`);
    case 'convert':
      return emitConversion(node, frame);
    case 'filter':
      return emitFilter(node, frame);
  }
}

/** A value that exists when all its parts do. */
export function strict(frame: Frame, parts: readonly Node[], js: (...parts: string[]) => string): Value {
  const values = parts.map(part => emitValue(part, frame));
  return { checks: both(...values.map(value => value.checks)), js: js(...values.map(value => value.js)) };
}

function literal({ value }: LiteralNode): string {
  return JSON.stringify(value);
}

function feature(node: FeatureNode, frame: Frame): Value {
  const js = `r[${node.slot}]`;
  if (!frame.checked.unguarded.has(node)) return { checks: '', js };
  const { name } = frame.checked.environment.features[node.slot]!;
  return {
    checks: `(${js} !== null || ${failed(failureCode(frame, node, `${name} is not known`, `guard it with has(${name})`))})`,
    js,
  };
}

function booleanValue(node: Node, frame: Frame): Value {
  const condition = emitCondition(node, frame);
  if (condition.total) return { checks: '', js: condition.js };
  const code = temporary(frame);
  return { checks: `((${code} = ${condition.js}) < 2 || (f = ${code}, false))`, js: `(${code} === 1)` };
}

function choice(condition: Node, whenTrue: Node, whenFalse: Node, frame: Frame): Value {
  const [test, yes, no] = [emitCondition(condition, frame), emitValue(whenTrue, frame), emitValue(whenFalse, frame)];
  if (test.total && yes.checks === '' && no.checks === '')
    return { checks: '', js: `(${test.js} ? ${yes.js} : ${no.js})` };
  const result = temporary(frame);
  const take = ({ checks, js }: Value): string => `(${both(checks, `(${result} = ${js}, true)`)})`;
  if (test.total) return { checks: `(${test.js} ? ${take(yes)} : ${take(no)})`, js: result };
  const code = temporary(frame);
  return {
    checks: `((${code} = ${codeOf(test)}) > 1 ? (f = ${code}, false) : ${code} === 1 ? ${take(yes)} : ${take(no)})`,
    js: result,
  };
}

/** A rounded result beyond the range proves that the exact one is, and within the range it is exact. */
function intArithmetic(node: ArithmeticNode, frame: Frame): Value {
  const [left, right] = [emitValue(node.left, frame), emitValue(node.right, frame)];
  const operands = [left.checks, right.checks];
  if (node.operator === '+' || node.operator === '-' || node.operator === '*') {
    const result = temporary(frame);
    const overflow = failed(
      failureCode(frame, node, `"${node.operator}" leaves the range of int`, 'convert to double(...) first'),
    );
    const inRange = `(${result} <= ${MAX_INT} && ${result} >= -${MAX_INT} || ${overflow})`;
    return {
      checks: both(...operands, `((${result} = ${left.js} ${node.operator} ${right.js}), ${inRange})`),
      js: result,
    };
  }
  const quotient = (dividend: string, divisor: string): string =>
    node.operator === '/' ? `Math.trunc(${dividend} / ${divisor})` : `(${dividend} % ${divisor})`;
  if (node.right.kind === 'literal' && node.right.value !== 0)
    return { checks: both(...operands), js: quotient(left.js, right.js) };
  const divisor = temporary(frame);
  const byZero = failed(
    failureCode(
      frame,
      node,
      node.operator === '/' ? 'division by zero' : 'modulo by zero',
      'test the divisor first: x != 0 && ...',
    ),
  );
  return {
    checks: both(...operands, `((${divisor} = ${right.js}) !== 0 || ${byZero})`),
    js: quotient(left.js, divisor),
  };
}

/** Longest list of literals that is compared one by one; a longer one becomes a set. */
const MAX_COMPARED_LITERALS = 8;

function membership({ item, list }: MembershipNode, frame: Frame): Value {
  const literals = list.kind === 'list' ? list.of.filter(element => element.kind === 'literal') : [];
  if (list.kind !== 'list' || literals.length === 0 || literals.length < list.of.length) {
    return strict(frame, [item, list], (one, all) => `contains(${all}, ${one})`);
  }
  if (literals.length > MAX_COMPARED_LITERALS) {
    return strict(
      frame,
      [item],
      one => `${constant(frame, new Set(literals.map(element => element.value)))}.has(${one})`,
    );
  }
  return strict(frame, [item], one => {
    const equals = literals.map(element => ` === ${literal(element)}`);
    if (item.kind === 'feature' || item.kind === 'variable')
      return `(${equals.map(equal => one + equal).join(' || ')})`;
    const compared = temporary(frame);
    return `(${equals.map((equal, index) => (index === 0 ? `(${compared} = ${one})` : compared) + equal).join(' || ')})`;
  });
}

function list(elements: readonly Node[], frame: Frame): Value {
  const literals = elements.filter(element => element.kind === 'literal');
  if (literals.length === elements.length)
    return {
      checks: '',
      js: constant(
        frame,
        literals.map(element => element.value),
      ),
    };
  return strict(frame, elements, (...parts) => `[${parts.join(', ')}]`);
}

function element(of: Node, index: Node, at: Node, frame: Frame): Value {
  const [all, position] = [emitValue(of, frame), emitValue(index, frame)];
  const [taken, place] = [temporary(frame), temporary(frame)];
  const outside = failed(failureCode(frame, at, 'the list has no such element', 'test size(...) first'));
  const inside = `((${taken} = ${all.js}), (${place} = ${position.js}) >= 0 && ${place} < ${taken}.length || ${outside})`;
  return { checks: both(all.checks, position.checks, inside), js: `${taken}[${place}]` };
}
