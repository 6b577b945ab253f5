import type { ASTNode } from '@marcbachmann/cel-js';
import { closest } from './closest.ts';
import type { Environment } from './environment.ts';
import type { Finding, Span } from './problem.ts';

/** Macros whose first argument names a variable for the others. */
const BINDING_MACROS: ReadonlySet<string> = new Set(['exists', 'all', 'exists_one', 'filter', 'map']);

/**
 * Reports every name that is neither a feature nor a variable of an enclosing macro. It runs before the type check,
 * which stops at the first error, does not look into `has(...)` and knows no better name to offer.
 */
export function findUnknownNames(root: ASTNode, environment: Environment): readonly Finding[] {
  const findings: Finding[] = [];
  const report = (at: Span, message: string, hint: string): void => {
    findings.push({ start: at.start, end: at.end, message, hint });
  };

  function visit(node: ASTNode, variables: ReadonlySet<string>): void {
    switch (node.op) {
      case 'id':
        if (!variables.has(node.args)) reportName(node, node.args);
        return;
      case '.': {
        const [base, field] = node.args;
        if (base.op === 'id' && !variables.has(base.args)) checkFeature(node, `${base.args}.${field}`);
        else report(node, `".${field}" reads a field, but only features have a dotted name`, 'write family.feature');
        return;
      }
      case 'rcall': {
        const [method, receiver, args] = node.args;
        visit(receiver, variables);
        const [variable, ...rest] = args;
        if (!BINDING_MACROS.has(method) || variable?.op !== 'id') {
          for (const arg of args) visit(arg, variables);
          return;
        }
        if (environment.families.has(variable.args)) {
          report(
            variable,
            `"${variable.args}" is a family of features and cannot name a variable`,
            'choose another name',
          );
        }
        const inner = new Set(variables).add(variable.args);
        for (const arg of rest) visit(arg, inner);
        return;
      }
      default:
        for (const part of astParts(node)) visit(part, variables);
    }
  }

  function checkFeature(at: Span, name: string): void {
    if (environment.slotByName.has(name)) return;
    const meant = closest(name, environment.slotByName.keys());
    report(at, `There is no feature "${name}"`, meant ? `did you mean ${meant}?` : neighbours(name, environment));
  }

  function reportName(at: Span, name: string): void {
    if (environment.families.has(name)) {
      const example = environment.features.find(feature => feature.name.startsWith(`${name}.`))!.name;
      report(at, `"${name}" is a family of features, not a value`, `name one of its features, for example ${example}`);
      return;
    }
    const meant = closest(name, environment.slotByName.keys());
    report(
      at,
      `Unknown name "${name}"`,
      meant ? `did you mean ${meant}?` : 'features are written family.feature, text in quotes',
    );
  }

  visit(root, new Set());
  return findings;
}

/** Most names in a hint; more would hide the message. */
const MAX_NAMES = 8;

/** What could stand in the place of an unknown feature: the features of its family, or the families. */
function neighbours(name: string, environment: Environment): string {
  const family = name.slice(0, name.indexOf('.'));
  const fields = environment.features
    .filter(feature => feature.name.startsWith(`${family}.`))
    .map(feature => feature.name.slice(family.length + 1));
  const [what, names] = fields.length > 0 ? [`${family} has`, fields] : ['families are', [...environment.families]];
  return `${what} ${names.slice(0, MAX_NAMES).join(', ')}${names.length > MAX_NAMES ? ' and more' : ''}`;
}

/** The expressions inside an expression. */
export function astParts(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case '!_':
    case '-_':
      return [node.args];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    default:
      return node.args;
  }
}

/** Levels of nesting, counted without recursion because it guards everything that recurses. */
export function depthOf(root: ASTNode): number {
  let depth = 0;
  let level: readonly ASTNode[] = [root];
  while (level.length > 0) {
    depth++;
    level = level.flatMap(astParts);
  }
  return depth;
}
