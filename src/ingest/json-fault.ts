/**
 * Where a text stops being JSON. The engine's own message names no position for short texts and quotes what it read,
 * which may be what must not be repeated; so a text that failed is scanned once more, by the grammar of RFC 8259.
 */
export interface JsonFault {
  /** Position in UTF-16 units, from 0. */
  readonly position: number;
  readonly expected: string;
}

const space = /[ \t\n\r]*/y;
const literal = /true|false|null/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const stringPart = /(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

/** What may come next: a value, a value or the end of a list, a key, a key or the end of an object, or what follows a value. */
type Next = 'value' | 'value or ]' | 'key' | 'key or }' | 'after';

/** The first fault in a text that JSON.parse refused. Iterative, linear. */
export function jsonFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let next: Next = 'value';
  let at = skip(space, text, 0);
  for (;;) {
    const sign = text[at];
    if (next === 'after') {
      const inside = open.at(-1);
      if (inside === undefined) return { position: at, expected: 'the end of the line' };
      if (sign === ',') next = inside === '{' ? 'key' : 'value';
      else if (sign === (inside === '{' ? '}' : ']')) open.pop();
      else return { position: at, expected: inside === '{' ? '"," or "}"' : '"," or "]"' };
      at++;
    } else if ((next === 'key or }' && sign === '}') || (next === 'value or ]' && sign === ']')) {
      open.pop();
      next = 'after';
      at++;
    } else if (next === 'key' || next === 'key or }') {
      if (sign !== '"') return { position: at, expected: 'a field name in double quotes' };
      const end = skip(stringPart, text, at + 1);
      if (text[end] !== '"') return { position: end, expected: 'the end of a field name' };
      at = skip(space, text, end + 1);
      if (text[at] !== ':') return { position: at, expected: '":"' };
      next = 'value';
      at++;
    } else if (sign === '{' || sign === '[') {
      open.push(sign);
      next = sign === '{' ? 'key or }' : 'value or ]';
      at++;
    } else {
      const end = leafEnd(text, at);
      if (typeof end !== 'number') return end;
      next = 'after';
      at = end;
    }
    at = skip(space, text, at);
  }
}

function leafEnd(text: string, at: number): number | JsonFault {
  if (text[at] === '"') {
    const end = skip(stringPart, text, at + 1);
    return text[end] === '"' ? end + 1 : { position: end, expected: 'the end of a string' };
  }
  const end = Math.max(skip(literal, text, at), skip(number, text, at));
  return end > at ? end : { position: at, expected: 'a value' };
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
