import { emitValue } from './emit.ts';
import { emitQuantifier } from './emit-macro.ts';
import type { LogicNode, Node } from './node.ts';
import { type Condition, codeOf, conditionOf, type Frame, temporary } from './program.ts';

/** JavaScript for a boolean node: plain where nothing in it can fail, else a code with CEL's rules for failures. */
export function emitCondition(node: Node, frame: Frame): Condition {
  switch (node.kind) {
    case 'has':
      return {
        total: true,
        js: frame.checked.environment.features[node.slot]!.optional ? `(r[${node.slot}] !== null)` : 'true',
      };
    case 'not':
      return negation(emitCondition(node.of, frame), frame);
    case 'every':
    case 'some':
      return logic(node, frame);
    case 'choose': {
      const [test, yes, no] = [
        emitCondition(node.condition, frame),
        emitCondition(node.whenTrue, frame),
        emitCondition(node.whenFalse, frame),
      ];
      if (test.total && yes.total && no.total) return { total: true, js: `(${test.js} ? ${yes.js} : ${no.js})` };
      if (test.total) return { total: false, js: `(${test.js} ? ${codeOf(yes)} : ${codeOf(no)})` };
      const code = temporary(frame);
      return {
        total: false,
        js: `((${code} = ${test.js}) > 1 ? ${code} : ${code} === 1 ? ${codeOf(yes)} : ${codeOf(no)})`,
      };
    }
    case 'quantifier':
      return emitQuantifier(node, frame);
    default:
      return conditionOf(emitValue(node, frame));
  }
}

function negation({ total, js }: Condition, frame: Frame): Condition {
  if (total) return { total, js: `!${js}` };
  const code = temporary(frame);
  return { total, js: `((${code} = ${js}) > 1 ? ${code} : 1 - ${code})` };
}

/**
 * `&&` is false as soon as one operand is, even when another failed; otherwise the first failure is the outcome.
 * `||` is the same with true. Built from the right: every step decides between its operand and the rest of the chain.
 */
function logic({ kind, of }: LogicNode, frame: Frame): Condition {
  const [join, decided] = kind === 'every' ? ['&&', 0] : ['||', 1];
  const operands = of.map(operand => emitCondition(operand, frame));
  return operands.reduceRight((rest, operand): Condition => {
    if (operand.total && rest.total) return { total: true, js: `(${operand.js} ${join} ${rest.js})` };
    if (operand.total)
      return {
        total: false,
        js: decided === 0 ? `(${operand.js} ? ${rest.js} : 0)` : `(${operand.js} ? 1 : ${rest.js})`,
      };
    const code = temporary(frame);
    if (rest.total) {
      const otherwise = decided === 0 ? `${rest.js} ? ${code} : 0` : `${rest.js} ? 1 : ${code}`;
      return { total: false, js: `((${code} = ${operand.js}) === ${decided} ? ${decided} : ${otherwise})` };
    }
    const following = temporary(frame);
    return {
      total: false,
      js: `((${code} = ${operand.js}) === ${decided} ? ${decided} : (${following} = ${rest.js}) === ${decided} ? ${decided} : ${code} > 1 ? ${code} : ${following})`,
    };
  });
}
