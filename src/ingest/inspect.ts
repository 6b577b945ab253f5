import { depthMax, keyLengthMax, stringLengthMax, valuesMax } from './limits.ts';
import { fieldPath, type Problem } from './problem.ts';

/** State of one inspection: how many values were met, where the walk is, and what is wrong. */
interface Walk {
  values: number;
  /** Keys on the way to the problem, innermost first; filled only once one was found. */
  path: PropertyKey[];
  reason: string;
  readonly checkText: boolean;
}

/**
 * What makes the value unfit to be kept, whatever its type says, or null: nesting or size out of bounds, NUL, lone
 * surrogates, keys that reach
 * for the prototype, numbers that a double does not hold exactly, things that JSON does not know. Stops at the first problem.
 *
 * @param checkText false where it is known that no string can hold a NUL or a lone surrogate
 */
export function inspect(value: unknown, checkText: boolean): Problem | null {
  const walk: Walk = { values: 0, path: [], reason: '', checkText };
  if (fits(value, 1, walk)) return null;
  return { field: fieldPath(walk.path.reverse()), reason: walk.reason };
}

function fits(value: unknown, depth: number, walk: Walk): boolean {
  if (++walk.values > valuesMax) return unfit(walk, `has more than ${valuesMax} values`);
  if (typeof value === 'string') return fitsText(value, walk);
  if (typeof value === 'number') return fitsNumber(value, walk);
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value !== 'object') return unfit(walk, `is a ${typeof value}, which JSON does not have`);
  if (depth > depthMax) return unfit(walk, `is nested more than ${depthMax} levels deep`);
  return Array.isArray(value)
    ? fitsArray(value, depth, walk)
    : fitsObject(value as Record<string, unknown>, depth, walk);
}

function fitsText(text: string, walk: Walk): boolean {
  if (text.length > stringLengthMax) return unfit(walk, `is longer than ${stringLengthMax} characters`);
  if (!walk.checkText) return true;
  if (text.includes('\0')) return unfit(walk, 'holds a NUL character');
  return text.isWellFormed() || unfit(walk, 'holds half of a surrogate pair');
}

function fitsNumber(value: number, walk: Walk): boolean {
  const exact = value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  return exact || unfit(walk, 'is a number beyond 2^53 - 1, which is not kept exactly: send it as a string');
}

function fitsArray(items: readonly unknown[], depth: number, walk: Walk): boolean {
  for (let index = 0; index < items.length; index++) {
    if (!fits(items[index], depth + 1, walk)) return at(walk, index);
  }
  return true;
}

function fitsObject(object: Record<string, unknown>, depth: number, walk: Walk): boolean {
  const prototype = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return unfit(walk, 'is no plain object');
  for (const key of Object.keys(object)) {
    if (!fitsKey(key, object, walk)) return false;
    if (!fits(object[key], depth + 1, walk)) return at(walk, key);
  }
  return true;
}

function fitsKey(key: string, object: Record<string, unknown>, walk: Walk): boolean {
  if (key === '__proto__') return unfit(walk, 'has a field named "__proto__"');
  if (key === 'constructor' || key === 'prototype') {
    const inner = object[key];
    if (typeof inner === 'object' && inner !== null) return unfit(walk, `has an object named "${key}"`);
  }
  if (key.length > keyLengthMax) return unfit(walk, `has a field name longer than ${keyLengthMax} characters`);
  if (!walk.checkText) return true;
  if (key.includes('\0')) return unfit(walk, 'has a field name with a NUL character');
  return key.isWellFormed() || unfit(walk, 'has a field name with half of a surrogate pair');
}

function unfit(walk: Walk, reason: string): false {
  walk.reason = reason;
  return false;
}

function at(walk: Walk, key: PropertyKey): false {
  walk.path.push(key);
  return false;
}
