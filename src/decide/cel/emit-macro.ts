import { emitValue } from './emit.ts';
import { emitCondition } from './emit-condition.ts';
import type { FilterNode, QuantifierNode } from './node.ts';
import { both, type Condition, codeOf, type Frame, temporary, type Value, withTemporaries } from './program.ts';

/**
 * JavaScript for exists, all and exists_one: a function of its own with a plain loop, because an expression cannot
 * loop and a closure per evaluation would cost more than the loop.
 */
export function emitQuantifier(node: QuantifierNode, frame: Frame): Condition {
  const list = emitValue(node.list, frame);
  const inner = innerFrame(node, frame);
  const condition = emitCondition(node.condition, inner);
  const { quantifier } = node;
  const { call } = declare(
    inner,
    node,
    list.js,
    condition.total ? plainLoop(quantifier, condition.js) : codeLoop(quantifier, condition.js),
  );
  if (list.checks === '') return { total: condition.total, js: call };
  return { total: false, js: `(${list.checks} ? ${codeOf({ total: condition.total, js: call })} : f)` };
}

/** JavaScript for filter: a function that answers the new list, or the code of the first failure. */
export function emitFilter(node: FilterNode, frame: Frame): Value {
  const list = emitValue(node.list, frame);
  const inner = innerFrame(node, frame);
  const condition = emitCondition(node.condition, inner);
  const keep = condition.total
    ? `if (${condition.js}) o.push(x);`
    : `const c = ${condition.js}; if (c > 1) return c; if (c === 1) o.push(x);`;
  const { call } = declare(inner, node, list.js, { before: 'const o = [];', each: keep, after: 'return o;' });
  if (condition.total) return { checks: list.checks, js: call };
  const result = temporary(frame);
  return {
    checks: both(list.checks, `(typeof (${result} = ${call}) !== 'number' || (f = ${result}, false))`),
    js: result,
  };
}

interface Loop {
  readonly before: string;
  readonly each: string;
  readonly after: string;
}

/** The condition cannot fail: the function answers a boolean. */
function plainLoop(quantifier: QuantifierNode['quantifier'], condition: string): Loop {
  switch (quantifier) {
    case 'exists':
      return { before: '', each: `if (${condition}) return true;`, after: 'return false;' };
    case 'all':
      return { before: '', each: `if (!${condition}) return false;`, after: 'return true;' };
    case 'exists_one':
      return { before: 'let n = 0;', each: `if (${condition}) n++;`, after: 'return n === 1;' };
  }
}

/** The function answers a code. exists and all are chains of `||` and `&&`; exists_one fails with its first failure. */
function codeLoop(quantifier: QuantifierNode['quantifier'], condition: string): Loop {
  switch (quantifier) {
    case 'exists':
      return {
        before: 'let e = 0;',
        each: `const c = ${condition}; if (c === 1) return 1; if (c > 1 && e === 0) e = c;`,
        after: 'return e;',
      };
    case 'all':
      return {
        before: 'let e = 1;',
        each: `const c = ${condition}; if (c === 0) return 0; if (c > 1 && e === 1) e = c;`,
        after: 'return e;',
      };
    case 'exists_one':
      return {
        before: 'let n = 0;',
        each: `const c = ${condition}; if (c > 1) return c; n += c;`,
        after: 'return n === 1 ? 1 : 0;',
      };
  }
}

function innerFrame(node: QuantifierNode | FilterNode, outer: Frame): Frame {
  return { ...outer, temporaries: [], variables: [...outer.variables, node.variable] };
}

function declare(inner: Frame, node: QuantifierNode | FilterNode, list: string, loop: Loop): { readonly call: string } {
  const name = `m${inner.program.functions.length}`;
  const outer = inner.variables.slice(0, -1).map(variable => `, v${variable}`);
  const body = `${loop.before} for (let i = 0; i < l.length; i++) { const x = l[i], v${node.variable} = x; ${loop.each} } ${loop.after}`;
  inner.program.functions.push(`function ${name}(r, l${outer.join('')}) { ${withTemporaries(inner, body)} }`);
  return { call: `${name}(r, ${list}${outer.join('')})` };
}
