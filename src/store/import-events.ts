import type { Readable } from 'node:stream';
import { eventKey } from '../ingest/event-key.ts';
import { type Line, type LineBatch, readLines } from '../ingest/lines.ts';
import { parseLine } from '../ingest/parse.ts';
import type { Intake } from './append.ts';
import type { ImportProgress } from './import-progress.ts';
import type { Node } from './node.ts';
import type { QuarantineEntry } from './quarantine.ts';
import { type ImportStep, type Stretch, takeIn } from './take-in.ts';

/** Lines to a transaction: enough that the commit costs little, few enough that memory and a stop stay small. */
const batchLines = 2_000;
/** Lines parsed before the event loop gets its turn, so that the batch before can flow into its socket meanwhile. */
const turnLines = 100;

export interface ImportOptions {
  readonly from: string | Readable;
  /** Name of the source for quarantine entries and people. */
  readonly origin: string;
  readonly arrival: 'event' | 'now';
  readonly signal?: AbortSignal;
}

/**
 * Imports a file or stream of events from where `progress` says, a transaction a batch, yielding after each. Memory does not grow
 * with the input. Ends early, between batches, when the signal is aborted: the last step then is not `finished`, and the same call
 * goes on from there.
 */
export function importEvents(node: Node, progress: ImportProgress, options: ImportOptions): AsyncGenerator<ImportStep> {
  return takeIn(node, progress, stretchesOf(node, progress, options), options.signal);
}

async function* stretchesOf(node: Node, progress: ImportProgress, options: ImportOptions): AsyncGenerator<Stretch> {
  for await (const chunk of chunksOf(options.from, progress)) {
    yield {
      ...(await parseLines(node, chunk.lines, options)),
      handedBack: 0,
      offsetBytes: chunk.bytesRead,
      lineNo: chunk.linesRead,
      share: chunk.totalBytes === null || chunk.totalBytes === 0 ? null : chunk.compressedBytesRead / chunk.totalBytes,
      fault: chunk.fault,
    };
  }
}

interface Chunk extends LineBatch {
  readonly lines: readonly Line[];
}

/** The reader's batches, joined to about as many lines as a transaction takes. */
async function* chunksOf(from: string | Readable, progress: ImportProgress): AsyncGenerator<Chunk> {
  let lines: Line[] = [];
  let last: LineBatch | null = null;
  for await (const batch of readLines(from, { fromOffset: progress.offsetBytes, fromLine: progress.lineNo })) {
    last = batch;
    for (const line of batch.lines) lines.push(line);
    if (lines.length < batchLines && batch.fault === null) continue;
    yield { ...batch, lines };
    lines = [];
  }
  if (last !== null && lines.length > 0) yield { ...last, lines };
}

async function parseLines(
  node: Node,
  lines: readonly Line[],
  options: ImportOptions,
): Promise<Pick<Stretch, 'intakes' | 'refused' | 'masked' | 'entryOf'>> {
  const context = { receivedAt: node.clock.next(), arrival: options.arrival, maskingKey: node.maskingKey };
  const intakes: Intake[] = [];
  const places = new Map<Intake, number>();
  const refused: QuarantineEntry[] = [];
  let masked = 0;
  for (let index = 0; index < lines.length; index++) {
    if (index % turnLines === 0) await new Promise(resolve => setImmediate(resolve));
    const line = lines[index]!;
    const refuse = (field: string, reason: string, text: string): void => {
      refused.push({ origin: options.origin, line: line.number, field, reason, text, arrival: options.arrival });
    };
    if (!line.ok) {
      refuse('', line.reason, line.text);
      continue;
    }
    const result = parseLine(line.text, context);
    masked += result.masked;
    if (result.ok) {
      const { event, body } = result;
      const intake = { event, body, key: eventKey(event.source, event.id).replaceAll('-', '') };
      intakes.push(intake);
      places.set(intake, line.number);
    } else refuse(result.field, result.reason, result.text);
  }
  const { origin, arrival } = options;
  const entryOf = (intake: Intake, reason: string): QuarantineEntry => {
    return { origin, line: places.get(intake) ?? null, field: '', reason, text: intake.body, arrival };
  };
  return { intakes, refused, masked, entryOf };
}
