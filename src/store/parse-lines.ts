import { eventDigest } from '../ingest/event-key.ts';
import type { Line } from '../ingest/lines.ts';
import { type ParseContext, parseLine } from '../ingest/parse.ts';
import type { Intake } from './append.ts';
import type { QuarantineEntry } from './quarantine.ts';

export interface ParsedLines {
  readonly intakes: readonly Intake[];
  /** Line of each intake. */
  readonly places: readonly number[];
  readonly refused: readonly QuarantineEntry[];
  readonly masked: number;
}

/** Lines to events on their way into the log, and to entries of the quarantine. */
export function parseLines(lines: Iterable<Line>, origin: string, context: ParseContext): ParsedLines {
  const intakes: Intake[] = [];
  const places: number[] = [];
  const counts = eachLine(lines, origin, context, (intake, line) => {
    intakes.push(intake);
    places.push(line);
  });
  return { intakes, places, ...counts };
}

/** Parses line by line and gives away each event at once, so that none is kept. */
export function eachLine(
  lines: Iterable<Line>,
  origin: string,
  context: ParseContext,
  take: (intake: Intake, line: number) => void,
): Pick<ParsedLines, 'refused' | 'masked'> {
  const refused: QuarantineEntry[] = [];
  let masked = 0;
  for (const line of lines) {
    const { number } = line;
    const result = line.ok ? parseLine(line.text, context) : { ...line, field: '', masked: 0 };
    masked += result.masked;
    if (result.ok) {
      const { event, body } = result;
      take({ event, body, key: eventDigest(event.source, event.id) }, number);
    } else {
      const { field, reason, text } = result;
      refused.push({ origin, line: number, field, reason, text, arrival: context.arrival });
    }
  }
  return { refused, masked };
}
