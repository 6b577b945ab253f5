/** Where something stands in the text of an expression: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something that a person has to know about an expression, at its place. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** Characters to underline, at least 1. */
  readonly length: number;
  /** What is wrong. */
  readonly message: string;
  /** What to do about it; may be empty. */
  readonly hint: string;
}

/** A problem that knows its span but not yet the text around it. */
export interface Finding extends Span {
  readonly message: string;
  readonly hint: string;
}

/** Turns a finding's offsets into line and column of the source. */
export function locate(source: string, { start, end, message, hint }: Finding): Problem {
  const before = source.slice(0, start).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  // A span over several lines is underlined to the end of its first line.
  const lineEnd = source.indexOf('\n', start);
  const until = Math.min(end, lineEnd === -1 ? source.length : lineEnd);
  return { line, column, length: Math.max(1, until - start), message, hint };
}
