import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { type Line, type LineBatch, readLines } from '../ingest/lines.ts';
import type { ParseContext } from '../ingest/parse.ts';
import type { Intake } from './append.ts';
import { ImportCrew } from './import-crew.ts';
import type { ImportProgress } from './import-progress.ts';
import type { WorkerAnswer } from './import-worker.ts';
import type { Node } from './node.ts';
import { type NumberedLines, type ParsedLines, parseLines } from './parse-lines.ts';
import type { QuarantineEntry } from './quarantine.ts';
import { type ImportStep, type Stretch, takeIn } from './take-in.ts';

/** Lines to a transaction: enough that the commit costs little, few enough that memory and a stop stay small. */
const batchLines = 2_000;
/** Below this a file is done before threads have started. */
const crewFromBytes = 16_000_000;
/** One core writes and another prepares; more threads than two prepare faster than PostgreSQL writes. */
const crewSizeMax = 2;

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
  const context = { receivedAt: node.clock.next(), arrival: options.arrival, maskingKey: node.maskingKey };
  const crew = isLarge(options.from)
    ? new ImportCrew(Math.min(crewSizeMax, availableParallelism()), { origin: options.origin, context })
    : null;
  try {
    const ahead: Promise<Stretch>[] = [];
    for await (const chunk of chunksOf(options.from, progress)) {
      ahead.push(
        crew === null
          ? Promise.resolve(parsedHere(chunk, options, context))
          : preparedApart(node, crew, chunk, options, context),
      );
      // Each thread has one batch under way, and one is being written.
      if (ahead.length > (crew?.size ?? 0)) yield await ahead.shift()!;
    }
    for (const stretch of ahead) yield await stretch;
  } finally {
    await crew?.end();
  }
}

function isLarge(from: string | Readable): boolean {
  return typeof from === 'string' && statSync(from).size >= crewFromBytes;
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

/** A small source: parsed on this thread. */
function parsedHere(chunk: Chunk, options: ImportOptions, context: ParseContext): Stretch {
  const { readable, refused } = sortOut(chunk.lines, options);
  const parsed = parseLines(readable, options.origin, context);
  return {
    ...placeOf(chunk),
    ...reParse(() => parsed, options),
    events: parsed.intakes.length,
    encoded: null,
    refused: [...refused, ...parsed.refused],
    masked: parsed.masked,
  };
}

/** A large one: parsed and made into rows by a thread; parsed here once more only where the log has some of the events already. */
async function preparedApart(
  node: Node,
  crew: ImportCrew,
  chunk: Chunk,
  options: ImportOptions,
  context: ParseContext,
): Promise<Stretch> {
  const { readable, refused } = sortOut(chunk.lines, options);
  const answer: WorkerAnswer = await crew.prepare(readable, await node.numbers.take(readable.texts.length));
  return {
    ...placeOf(chunk),
    ...reParse(() => parseLines(readable, options.origin, context), options),
    events: answer.events,
    encoded: answer,
    refused: [...refused, ...answer.refused],
    masked: answer.masked,
  };
}

/** Lines that are text, and entries for those that are not. */
function sortOut(
  lines: readonly Line[],
  { origin, arrival }: ImportOptions,
): { readable: NumberedLines; refused: QuarantineEntry[] } {
  const texts: string[] = [];
  const numbers: number[] = [];
  const refused: QuarantineEntry[] = [];
  for (const line of lines) {
    if (line.ok) {
      texts.push(line.text);
      numbers.push(line.number);
    } else refused.push({ origin, line: line.number, field: '', reason: line.reason, text: line.text, arrival });
  }
  return { readable: { texts, numbers }, refused };
}

function placeOf(chunk: Chunk): Pick<Stretch, 'handedBack' | 'offsetBytes' | 'lineNo' | 'share' | 'fault'> {
  return {
    handedBack: 0,
    offsetBytes: chunk.bytesRead,
    lineNo: chunk.linesRead,
    share: chunk.totalBytes === null || chunk.totalBytes === 0 ? null : chunk.compressedBytesRead / chunk.totalBytes,
    fault: chunk.fault,
  };
}

function reParse(parse: () => ParsedLines, { origin, arrival }: ImportOptions): Pick<Stretch, 'intakes' | 'entryOf'> {
  const places = new Map<Intake, number>();
  return {
    intakes: () => {
      const parsed = parse();
      for (const [index, intake] of parsed.intakes.entries()) places.set(intake, parsed.places[index]!);
      return parsed.intakes;
    },
    entryOf: (intake, reason) => ({
      origin,
      line: places.get(intake) ?? null,
      field: '',
      reason,
      text: intake.body,
      arrival,
    }),
  };
}
