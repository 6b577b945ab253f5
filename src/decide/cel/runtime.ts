import { MAX_INT } from './limits.ts';

/**
 * What generated code calls where an operator of JavaScript does not do what CEL asks. Functions that can fail
 * answer null; the generated code turns that into a failure with its place.
 */
export const runtime = {
  compareText,
  contains,
  sameList,
  countCharacters,
  lowerAscii,
  upperAscii,
  intOfText,
  doubleOfText,
  boolOfText,
  textOfDouble,
};

type Scalar = string | number | boolean;

/** Order by code point, as CEL has it; JavaScript's own order differs above U+FFFF. Negative, zero or positive. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all other code units. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** `in`: NaN is in no list, unlike with `includes`. */
function contains(list: readonly Scalar[], item: Scalar): boolean {
  for (let i = 0; i < list.length; i++) if (list[i] === item) return true;
  return false;
}

function sameList(a: readonly Scalar[], b: readonly Scalar[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The size of a text is its number of code points. */
function countCharacters(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--;
      i++;
    }
  }
  return count;
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}

function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, letters => letters.toUpperCase());
}

/** Decimal digits with an optional sign; null for anything else and beyond the range of int. */
function intOfText(text: string): number | null {
  if (!/^[+-]?[0-9]+$/.test(text)) return null;
  const value = Number(text);
  return Math.abs(value) <= MAX_INT ? value : null;
}

/** A decimal number, infinity or nan; null for anything else and for a number too large for a double. */
function doubleOfText(text: string): number | null {
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : null;
  }
  if (/^\+?inf(?:inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-inf(?:inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY;
  return /^nan$/i.test(text) ? Number.NaN : null;
}

function boolOfText(text: string): boolean | null {
  switch (text) {
    case '1':
    case 't':
    case 'true':
    case 'TRUE':
    case 'True':
      return true;
    case '0':
    case 'f':
    case 'false':
    case 'FALSE':
    case 'False':
      return false;
    default:
      return null;
  }
}

function textOfDouble(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return `${value}`;
}
