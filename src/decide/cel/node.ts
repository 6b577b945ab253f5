import type { Span } from './problem.ts';

export type ScalarType = 'int' | 'double' | 'bool' | 'string';

/** `list<empty>` is the type of `[]`, which fits every list. */
export type ValueType = ScalarType | `list<${ScalarType}>` | 'list<empty>';

export type Comparison = '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type Quantifier = 'exists' | 'all' | 'exists_one';
export type TextTest = 'startsWith' | 'endsWith' | 'contains';
export type TextChange = 'lowerAscii' | 'upperAscii';

/** The typed tree of a checked expression: only what the compiler supports, every name resolved to a slot or a variable. */
export type Node =
  | LiteralNode
  | FeatureNode
  | (Base<'has', 'bool'> & { readonly slot: number })
  | (Base<'variable', ScalarType> & { readonly variable: number })
  | (Base<'not', 'bool'> & { readonly of: Node })
  | LogicNode
  | (Base<'choose', ValueType> & { readonly condition: Node; readonly whenTrue: Node; readonly whenFalse: Node })
  | (Base<'compare', 'bool'> & { readonly operator: Comparison; readonly left: Node; readonly right: Node })
  | (Base<'equal', 'bool'> & { readonly negated: boolean; readonly left: Node; readonly right: Node })
  | ArithmeticNode
  | (Base<'negate', 'int' | 'double'> & { readonly of: Node })
  | (Base<'concatenate', 'string'> & { readonly left: Node; readonly right: Node })
  | MembershipNode
  | (Base<'list', ValueType> & { readonly of: readonly Node[] })
  | (Base<'index', ScalarType> & { readonly list: Node; readonly index: Node })
  | (Base<'textTest', 'bool'> & { readonly test: TextTest; readonly of: Node; readonly argument: Node })
  | (Base<'textChange', 'string'> & { readonly change: TextChange; readonly of: Node })
  | (Base<'size', 'int'> & { readonly of: Node })
  | (Base<'matches', 'bool'> & { readonly of: Node; readonly pattern: string })
  | (Base<'convert', ScalarType> & { readonly of: Node })
  | QuantifierNode
  | FilterNode;

interface Base<Kind extends string, Type extends ValueType> extends Span {
  readonly kind: Kind;
  readonly type: Type;
}

export interface LiteralNode extends Base<'literal', ScalarType> {
  readonly value: string | number | boolean;
}

export interface FeatureNode extends Base<'feature', ValueType> {
  readonly slot: number;
}

/** A chain of `&&` (`every`) or of `||` (`some`), flattened. */
export interface LogicNode extends Base<'every' | 'some', 'bool'> {
  readonly of: readonly Node[];
}

export interface ArithmeticNode extends Base<'arithmetic', 'int' | 'double'> {
  readonly operator: Arithmetic;
  readonly left: Node;
  readonly right: Node;
}

export interface MembershipNode extends Base<'membership', 'bool'> {
  readonly item: Node;
  readonly list: Node;
}

export interface QuantifierNode extends Base<'quantifier', 'bool'> {
  readonly quantifier: Quantifier;
  readonly list: Node;
  readonly variable: number;
  readonly condition: Node;
}

export interface FilterNode extends Base<'filter', ValueType> {
  readonly list: Node;
  readonly variable: number;
  readonly condition: Node;
}

/** The parts of a node, in the order of evaluation. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'literal':
    case 'feature':
    case 'has':
    case 'variable':
      return [];
    case 'not':
    case 'negate':
    case 'textChange':
    case 'size':
    case 'matches':
    case 'convert':
      return [node.of];
    case 'every':
    case 'some':
    case 'list':
      return node.of;
    case 'choose':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'compare':
    case 'equal':
    case 'arithmetic':
    case 'concatenate':
      return [node.left, node.right];
    case 'membership':
      return [node.item, node.list];
    case 'index':
      return [node.list, node.index];
    case 'textTest':
      return [node.of, node.argument];
    case 'quantifier':
    case 'filter':
      return [node.list, node.condition];
  }
}

/** The slots that a tree reads, each once, in the order of the text. */
export function slotsOf(root: Node): readonly number[] {
  const slots = new Set<number>();
  const visit = (node: Node): void => {
    if (node.kind === 'feature' || node.kind === 'has') slots.add(node.slot);
    for (const part of partsOf(node)) visit(part);
  };
  visit(root);
  return [...slots];
}
