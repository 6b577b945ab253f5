import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { type LineBlock, linesOf, readBlocks } from '../ingest/blocks.ts';
import type { ParseContext } from '../ingest/parse.ts';
import type { Intake } from './append.ts';
import { ImportCrew } from './import-crew.ts';
import { keysIn } from './import-keys.ts';
import type { ImportProgress } from './import-progress.ts';
import type { WorkerAnswer } from './import-worker.ts';
import type { Node } from './node.ts';
import { type ParsedLines, parseLines } from './parse-lines.ts';
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
    const place = { fromOffset: progress.offsetBytes, fromLine: progress.lineNo };
    for await (const block of readBlocks(options.from, batchLines, place)) {
      const stretch =
        crew === null
          ? Promise.resolve(parsedHere(block, options, context))
          : preparedApart(node, crew, block, options, context);
      // A rejection is thrown where the stretch is awaited, which may be some batches later or, once one before it failed, never.
      stretch.catch(() => {});
      ahead.push(stretch);
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

/** A small source: parsed on this thread. */
function parsedHere(block: LineBlock, options: ImportOptions, context: ParseContext): Stretch {
  const parsed = parseLines(linesOf(block), options.origin, context);
  return {
    ...placeOf(block),
    ...reParse(() => parsed, options),
    events: parsed.intakes.length,
    encoded: null,
    refused: parsed.refused,
    masked: parsed.masked,
  };
}

/** A large one: parsed and made into rows by a thread; parsed here once more only where the log has some of the events already. */
async function preparedApart(
  node: Node,
  crew: ImportCrew,
  block: LineBlock,
  options: ImportOptions,
  context: ParseContext,
): Promise<Stretch> {
  const answer: WorkerAnswer = await crew.prepare(block, await node.numbers.take(block.count));
  return {
    ...placeOf(block),
    ...reParse(() => parseLines(linesOf(block), options.origin, context), options),
    events: answer.events,
    encoded: { keys: keysIn(answer.keys), batch: answer.batch },
    refused: answer.refused,
    masked: answer.masked,
  };
}

function placeOf(block: LineBlock): Pick<Stretch, 'handedBack' | 'offsetBytes' | 'lineNo' | 'share' | 'fault'> {
  return {
    handedBack: 0,
    offsetBytes: block.bytesRead,
    lineNo: block.linesRead,
    share: block.totalBytes === null || block.totalBytes === 0 ? null : block.compressedBytesRead / block.totalBytes,
    fault: block.fault,
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
