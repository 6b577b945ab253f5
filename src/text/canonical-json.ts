/**
 * JSON in the canonical form of RFC 8785: no white space, keys sorted by their UTF-16 code units, numbers as ECMAScript
 * prints them, the shortest escapes. Equal values give equal bytes, so the form can be hashed, signed and compared.
 */

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The canonical text of the value.
 *
 * Throws a TypeError for what JSON or the RFC cannot hold: a lone surrogate, a number that is not finite, `undefined`, a
 * function, a bigint, a symbol. Values from outside are inspected before they come here, so a throw is a defect of the caller.
 * Recurses once for each level of nesting. O(n + k log k) for n characters and k keys of the widest object.
 *
 * @param plain true where it is known that no string of the value needs an escape or holds a surrogate on its own,
 * which saves looking at each
 */
export function canonicalJson(value: unknown, plain = false): string {
  if (typeof value === 'string') return plain ? `"${value}"` : quoted(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`JSON holds no ${value}`);
    // String(-0) is "0", as section 3.2.2.3 of the RFC wants it.
    return String(value);
  }
  if (value === null) return 'null';
  if (value === true) return 'true';
  if (value === false) return 'false';
  if (typeof value !== 'object') throw new TypeError(`JSON holds no ${typeof value}`);
  return Array.isArray(value) ? canonicalArray(value, plain) : canonicalObject(value as Record<string, unknown>, plain);
}

function canonicalArray(items: readonly unknown[], plain: boolean): string {
  if (items.length === 0) return '[]';
  let text = `[${canonicalJson(items[0], plain)}`;
  for (let index = 1; index < items.length; index++) text += `,${canonicalJson(items[index], plain)}`;
  return `${text}]`;
}

function canonicalObject(object: Record<string, unknown>, plain: boolean): string {
  const keys = sortedKeys(object);
  if (keys.length === 0) return '{}';
  let text = `{${quotedKey(keys[0]!)}${canonicalJson(object[keys[0]!], plain)}`;
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index]!;
    text += `,${quotedKey(key)}${canonicalJson(object[key], plain)}`;
  }
  return `${text}}`;
}

/** Below this insertion beats the built-in sort, which copies; events have 5 to 15 keys. */
const insertionSortMax = 24;

function sortedKeys(object: Record<string, unknown>): string[] {
  const keys = Object.keys(object);
  if (keys.length > insertionSortMax) return keys.sort();
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index]!;
    let place = index;
    while (place > 0 && keys[place - 1]! > key) {
      keys[place] = keys[place - 1]!;
      place--;
    }
    keys[place] = key;
  }
  return keys;
}

// Anything that needs an escape, and surrogates, which have to come in pairs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what JSON escapes
const needsCare = /["\\\u0000-\u001f\ud800-\udfff]/;

function quoted(text: string): string {
  if (!needsCare.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('RFC 8785 refuses a lone surrogate');
  // For well-formed text JSON.stringify writes exactly the escapes of section 3.2.2.2.
  return JSON.stringify(text);
}

/** The event contract has some 150 keys; the bound keeps invented keys from filling memory. */
const knownKeysMax = 1_024;
const knownKeys = new Map<string, string>();

/** The key with its quotes and colon, kept for keys that were met before: most keys are met millions of times. */
function quotedKey(key: string): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const text = `${quoted(key)}:`;
  if (knownKeys.size < knownKeysMax && key.length <= 64) knownKeys.set(key, text);
  return text;
}
