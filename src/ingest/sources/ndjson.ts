import type { Readable } from 'node:stream';
import { type LineBatch, type ReadLinesOptions, readLines } from '../lines.ts';
import { type ParseContext, type Parsed, parseLine } from '../parse.ts';

/** A line with what became of it. */
export interface ReadEvent {
  readonly line: number;
  readonly offset: number;
  readonly parsed: Parsed;
}

export interface EventBatch extends Omit<LineBatch, 'lines'> {
  readonly events: readonly ReadEvent[];
}

/**
 * The events of an NDJSON file or stream, one a line, in any order, plain or gzip; lines that are none come back as
 * refusals. `context` is
 * asked for every line, since each live event has its own moment of arrival.
 */
export async function* readEvents(
  from: string | Readable,
  context: () => ParseContext,
  options: ReadLinesOptions = {},
): AsyncGenerator<EventBatch> {
  for await (const { lines, ...progress } of readLines(from, options)) {
    const events = lines.map(line => ({
      line: line.number,
      offset: line.offset,
      parsed: line.ok ? parseLine(line.text, context()) : refusedLine(line.reason, line.text),
    }));
    yield { ...progress, events };
  }
}

function refusedLine(reason: string, text: string): Parsed {
  return { ok: false, field: '', reason, problems: [{ field: '', reason }], text, masked: 0 };
}

/** Whether the first bytes of a file, decompressed, look like NDJSON: the first sign that is no space opens an object. */
export function looksLikeNdjson(head: string): boolean {
  return /^\uFEFF?\s*\{/.test(head);
}
