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
  const keys = Object.keys(object);
  if (keys.length === 0) return '{}';
  const { sorted, leads } = layoutOf(keys);
  let text = '';
  for (let index = 0; index < sorted.length; index++) {
    const value = object[sorted[index]!];
    // Most values are strings: written here, they cost one call less.
    text +=
      plain && typeof value === 'string' ? `${leads[index]}"${value}"` : leads[index] + canonicalJson(value, plain);
  }
  return `${text}}`;
}

/** How an object with certain keys is written: the keys in order, and what stands before the value of each, as `,"key":`. */
interface Layout {
  readonly keys: readonly string[];
  readonly sorted: readonly string[];
  readonly leads: readonly string[];
}

/** Programs write the same keys in the same order a million times: the layout last used in each slot is kept. A power of two. */
const slots = 1_024;
const layouts = new Array<Layout | undefined>(slots).fill(undefined);
/** An object with more keys or longer ones is a list of something, and its keys rarely come again. */
const keptKeysMax = 32;
const keptKeyLengthMax = 64;

function layoutOf(keys: readonly string[]): Layout {
  if (keys.length > keptKeysMax) return newLayout(keys);
  const slot = slotOf(keys);
  const kept = layouts[slot];
  if (kept !== undefined && sameTexts(kept.keys, keys)) return kept;
  const layout = newLayout(keys);
  if (keys.every(key => key.length <= keptKeyLengthMax)) layouts[slot] = layout;
  return layout;
}

/** Spreads objects over the slots by how many keys there are and how the first and the last begin. */
function slotOf(keys: readonly string[]): number {
  const first = keys[0]!;
  const last = keys[keys.length - 1]!;
  return (
    (keys.length * 7 + first.charCodeAt(0) * 31 + first.length * 131 + last.charCodeAt(0) * 17 + last.length * 257) &
    (slots - 1)
  );
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

function newLayout(keys: readonly string[]): Layout {
  const sorted = [...keys].sort();
  return { keys, sorted, leads: sorted.map((key, index) => `${index === 0 ? '{' : ','}${quoted(key)}:`) };
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
