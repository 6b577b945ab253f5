import { type CardNumber, findCardNumbers, maskedCard, replaceCardNumbers } from '../text/card-number.ts';
import { isIdentifier } from './identifiers.ts';
import { fieldPath, type Problem } from './problem.ts';

/** A short keyed digest of a text, so that two masked ids stay different and nobody without the key can guess the number. */
export type Fingerprint = (text: string) => string;

/** The value without card numbers, how many there were, and the field whose very name holds one, if any. */
export interface Masked {
  readonly value: unknown;
  readonly count: number;
  readonly problem: Problem | null;
}

interface Walk {
  count: number;
  problem: Problem | null;
  readonly path: PropertyKey[];
  readonly fingerprint: Fingerprint;
}

/**
 * Masks the card numbers in every string and number of an inspected value, in known and unknown fields alike. Parts without one
 * are shared with the value given, which is left as it was.
 */
export function maskCards(value: unknown, fingerprint: Fingerprint): Masked {
  const walk: Walk = { count: 0, problem: null, path: [], fingerprint };
  const masked = maskedValue(value, '', walk);
  return { value: masked, count: walk.count, problem: walk.problem };
}

function maskedValue(value: unknown, name: string, walk: Walk): unknown {
  if (typeof value === 'string') return maskedText(value, name, walk);
  if (typeof value === 'number') return maskedNumber(value, name, walk);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return maskedArray(value, name, walk);
  return maskedObject(value as Record<string, unknown>, walk);
}

function maskedText(text: string, name: string, walk: Walk): string {
  const replaced = replaceCardNumbers(text, card => maskFor(name, card, text, walk.fingerprint));
  walk.count += replaced.count;
  return replaced.text;
}

/** A number in a field that links keeps its fingerprint; the exact characters count, since ids are opaque. */
function maskFor(name: string, card: CardNumber, text: string, fingerprint: Fingerprint): string {
  if (!isIdentifier(name)) return maskedCard(card);
  return `${maskedCard(card)}~${fingerprint(text.slice(card.start, card.end))}`;
}

/** No number that the contract knows has so many digits; a card number sent as a number becomes the text of its mask. */
const shortestCard = 1e11;

function maskedNumber(value: number, name: string, walk: Walk): number | string {
  if (value < shortestCard || !Number.isInteger(value)) return value;
  const before = walk.count;
  const text = maskedText(String(value), name, walk);
  return walk.count > before ? text : value;
}

function maskedArray(items: readonly unknown[], name: string, walk: Walk): readonly unknown[] {
  const before = walk.count;
  const masked = items.map((item, index) => {
    walk.path.push(index);
    const one = maskedValue(item, name, walk);
    walk.path.pop();
    return one;
  });
  return walk.count > before ? masked : items;
}

function maskedObject(object: Record<string, unknown>, walk: Walk): Record<string, unknown> {
  const before = walk.count;
  const masked: Record<string, unknown> = {};
  for (const key of Object.keys(object)) {
    if (findCardNumbers(key).length > 0) {
      walk.problem ??= { field: fieldPath(walk.path), reason: 'has a field whose name holds a card number' };
    }
    walk.path.push(key);
    masked[key] = maskedValue(object[key], key, walk);
    walk.path.pop();
  }
  return walk.count > before ? masked : object;
}

const escapedDigit = /\\u(?:003([0-9])|[fF][fF]1([0-9]))/g;

/** A line that could not be read, fit to be kept: card numbers masked, also where their digits are written as JSON escapes. */
export function maskLine(line: string): string {
  const plain = line.includes('\\u') ? line.replace(escapedDigit, (_, one, wide) => one ?? wide) : line;
  return replaceCardNumbers(plain, maskedCard).text;
}
