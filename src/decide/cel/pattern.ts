import { RE2JS, RE2JSException } from 're2js';

/** A compiled regular expression whose time is linear in the text, as CEL asks for. */
export interface Pattern {
  /** Whether the pattern is found anywhere in the text. */
  test(text: string): boolean;
}

/** Compiles a pattern in RE2's syntax; only patterns without fault are compiled. */
export function compilePattern(pattern: string): Pattern {
  return RE2JS.compile(pattern);
}

/** What is wrong with a pattern, in words; undefined when it can be compiled. */
export function patternFault(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (fault) {
    if (fault instanceof RE2JSException) return fault.message.replace(/^error parsing regexp: /, '');
    throw fault;
  }
}
