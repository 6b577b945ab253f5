import type { Environment } from './environment.ts';
import type { FeatureNode, Node } from './node.ts';
import { partsOf } from './node.ts';

type Slots = ReadonlySet<number>;

/**
 * What a finished evaluation of a boolean node tells about slots. The facts hold also where the node failed, because
 * `&&` and `||` go on after a failed operand: `notFalse` are the slots known whenever the node is true or failed.
 */
interface Facts {
  readonly notFalse: Slots;
  readonly notTrue: Slots;
}

const NONE: Slots = new Set();
const NO_FACTS: Facts = { notFalse: NONE, notTrue: NONE };

/**
 * The reads of optional features that no `has()` guards on every path to them: exactly these fail when the feature is
 * not known. A forward pass over the tree; linear but for the unions of small sets.
 */
export function findUnguarded(root: Node, environment: Environment): ReadonlySet<FeatureNode> {
  const unguarded = new Set<FeatureNode>();

  function visit(node: Node, known: Slots): Facts {
    switch (node.kind) {
      case 'feature':
        if (environment.features[node.slot]!.optional && !known.has(node.slot)) unguarded.add(node);
        return NO_FACTS;
      case 'has':
        return { notFalse: new Set([node.slot]), notTrue: NONE };
      case 'not': {
        const { notFalse, notTrue } = visit(node.of, known);
        return { notFalse: notTrue, notTrue: notFalse };
      }
      case 'every': {
        const operands = visitInOrder(node.of, known, facts => facts.notFalse);
        return {
          notFalse: union(operands.map(facts => facts.notFalse)),
          notTrue: common(operands.map(facts => facts.notTrue)),
        };
      }
      case 'some': {
        const operands = visitInOrder(node.of, known, facts => facts.notTrue);
        return {
          notFalse: common(operands.map(facts => facts.notFalse)),
          notTrue: union(operands.map(facts => facts.notTrue)),
        };
      }
      case 'choose': {
        // The branches run only when the condition is exactly true or false, but a failed condition skips both,
        // so nothing follows from the outcome unless the condition says it too; claiming nothing is always safe.
        const condition = visit(node.condition, known);
        visit(node.whenTrue, union([known, condition.notFalse]));
        visit(node.whenFalse, union([known, condition.notTrue]));
        return NO_FACTS;
      }
      default:
        for (const part of partsOf(node)) visit(part, known);
        return NO_FACTS;
    }
  }

  function visitInOrder(operands: readonly Node[], known: Slots, carried: (facts: Facts) => Slots): readonly Facts[] {
    let soFar = known;
    return operands.map(operand => {
      const facts = visit(operand, soFar);
      soFar = union([soFar, carried(facts)]);
      return facts;
    });
  }

  visit(root, NONE);
  return unguarded;
}

function union(sets: readonly Slots[]): Slots {
  return new Set(sets.flatMap(set => [...set]));
}

function common(sets: readonly Slots[]): Slots {
  const [first, ...others] = sets;
  return first === undefined ? NONE : new Set([...first].filter(slot => others.every(set => set.has(slot))));
}
