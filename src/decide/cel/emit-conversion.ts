import { emitValue, strict } from './emit.ts';
import { MAX_INT } from './limits.ts';
import type { Node, ScalarType } from './node.ts';
import { both, type Frame, failed, failureCode, temporary, type Value } from './program.ts';

/** JavaScript for `int(x)`, `double(x)`, `string(x)` and `bool(x)`. */
export function emitConversion(node: Extract<Node, { kind: 'convert' }>, frame: Frame): Value {
  const { of, type } = node;
  if (of.type === type) return emitValue(of, frame);
  switch (type) {
    case 'int':
      return of.type === 'double' ? truncated(node, frame) : readText('intOfText', node, frame);
    case 'double':
      // An int has no negative zero, a double has: adding 0 takes the sign away.
      return of.type === 'int' ? strict(frame, [of], js => `(${js} + 0)`) : readText('doubleOfText', node, frame);
    case 'string':
      return strict(frame, [of], js => (of.type === 'double' ? `textOfDouble(${js})` : `String(${js})`));
    case 'bool':
      return readText('boolOfText', node, frame);
  }
}

type Conversion = Extract<Node, { kind: 'convert' }>;

function truncated(node: Conversion, frame: Frame): Value {
  const { checks, js } = emitValue(node.of, frame);
  const result = temporary(frame);
  const outside = failed(failureCode(frame, node, 'int() of a number that leaves the range of int', ''));
  return {
    checks: both(checks, `((${result} = Math.trunc(${js})) >= -${MAX_INT} && ${result} <= ${MAX_INT} || ${outside})`),
    js: result,
  };
}

const READERS = { intOfText: 'int', doubleOfText: 'double', boolOfText: 'bool' } as const satisfies Record<
  string,
  ScalarType
>;

function readText(reader: keyof typeof READERS, node: Conversion, frame: Frame): Value {
  const { checks, js } = emitValue(node.of, frame);
  const result = temporary(frame);
  const unreadable = failed(
    failureCode(frame, node, `${READERS[reader]}() cannot read the text`, 'test the text with matches(...) first'),
  );
  return { checks: both(checks, `((${result} = ${reader}(${js})) !== null || ${unreadable})`), js: result };
}
