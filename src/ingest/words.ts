import type { z } from 'zod';
import { problemsMax } from './limits.ts';
import { fieldPath, type Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** The first problems that the schema found, in words; `root` is the path of the validated value inside the event. */
export function problemsOf(issues: readonly Issue[], value: unknown, root: readonly string[]): Problem[] {
  return issues.slice(0, problemsMax).map(issue => ({
    field: fieldPath([...root, ...issue.path]),
    reason: wording(issue, valueAt(value, issue.path)),
  }));
}

function wording(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) return 'is missing';
      if (found === null)
        return `is null where ${kind(issue.expected)} is needed; leave the field out if it is not known`;
      return `is ${kindOf(found)} where ${kind(issue.expected)} is needed`;
    case 'invalid_value':
      if (found === undefined) return 'is missing';
      return issue.values.length === 1
        ? `is not ${show(issue.values[0])}`
        : `is none of ${issue.values.map(show).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) === 1 ? 'is empty' : `is shorter than ${issue.minimum} characters`;
      return `is less than ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `is longer than ${issue.maximum} characters`;
      if (issue.origin === 'array') return `has more than ${issue.maximum} entries`;
      return `is more than ${issue.maximum}`;
    case 'invalid_format':
      return issue.message.startsWith('is ') ? issue.message : `is no ${issue.format}`;
    case 'custom':
      return issue.message;
    case 'not_multiple_of':
      return `is no multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has the unknown ${issue.keys.length === 1 ? 'field' : 'fields'} ${issue.keys.map(show).join(', ')}`;
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return 'has none of the shapes that are allowed here';
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function kind(expected: string): string {
  switch (expected) {
    case 'int':
      return 'a whole number';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    case 'boolean':
      return 'true or false';
    case 'string':
    case 'number':
      return `a ${expected}`;
    case 'record':
      return 'an object';
  }
  return expected;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a number with a fraction';
  return `a ${typeof value}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[part];
  }
  return found;
}
