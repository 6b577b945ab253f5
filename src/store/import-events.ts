import type { Readable } from 'node:stream';
import type { Fact } from '../domain/fact.ts';
import type { ProfileRows } from '../profiles/rows.ts';
import { eventKey } from '../ingest/event-key.ts';
import { type Line, type LineBatch, readLines } from '../ingest/lines.ts';
import { type ParseContext, parseLine } from '../ingest/parse.ts';
import { factRows, type Intake, numberFacts, projectAll, withoutKnown } from './append.ts';
import { inTransaction } from './database.ts';
import { type ImportProgress, saveProgress } from './import-progress.ts';
import type { Node } from './node.ts';
import { type QuarantineEntry, quarantineRows } from './quarantine.ts';
import { withRetry } from './retry.ts';
import { SeenSightings } from './seen.ts';
import { writeRows } from './write.ts';

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

export interface ImportStep extends ImportProgress {
  /** Share of the source that is read, null for a stream of unknown length. */
  readonly share: number | null;
  /** Set where the source broke off; what came before is imported. */
  readonly fault: string | null;
}

/**
 * Imports a file or stream of events from where `progress` says, a transaction a batch, yielding after each. While one batch is
 * being written the next is parsed. Memory does not grow with the input. Ends early, between batches, when the signal is aborted:
 * the last step then is not `finished`, and the same call goes on from there.
 */
export async function* importEvents(node: Node, progress: ImportProgress, options: ImportOptions): AsyncGenerator<ImportStep> {
  let reached = progress;
  let writing: Promise<ImportStep> | null = null;
  let underWay: ReadonlySet<string> = new Set();
  const seen = new SeenSightings();
  for await (const chunk of chunksOf(options.from, progress)) {
    if (options.signal?.aborted) break;
    const parsed = await parseLines(chunk.lines, contextOf(node, options), options);
    const step = stepAfter(reached, chunk, parsed);
    const prepared = await prepare(node, seen, parsed, underWay);
    if (writing !== null) yield await writing;
    reached = withCounts(step, parsed, prepared.fresh.length);
    underWay = new Set(prepared.fresh.map(intake => intake.key));
    writing = writeBatch(node, seen, prepared, parsed, { ...step, ...reached });
    // A rejection is thrown where the batch is awaited; without this it would be reported as unhandled before.
    writing.catch(() => {});
  }
  if (writing !== null) yield await writing;
  if (options.signal?.aborted) return;
  reached = { ...reached, finished: true };
  await inTransaction(node.database, client => saveProgress(client, reached));
  yield { ...reached, share: 1, fault: null };
}

interface Parsed {
  readonly intakes: readonly Intake[];
  readonly refused: readonly QuarantineEntry[];
  readonly masked: number;
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

function contextOf(node: Node, options: ImportOptions): ParseContext {
  return { receivedAt: node.clock.next(), arrival: options.arrival, maskingKey: node.maskingKey };
}

async function parseLines(lines: readonly Line[], context: ParseContext, options: ImportOptions): Promise<Parsed> {
  const intakes: Intake[] = [];
  const refused: QuarantineEntry[] = [];
  let masked = 0;
  for (let index = 0; index < lines.length; index++) {
    if (index % turnLines === 0) await new Promise(resolve => setImmediate(resolve));
    const line = lines[index]!;
    const entry = (field: string, reason: string, text: string): QuarantineEntry => ({
      origin: options.origin,
      line: line.number,
      field,
      reason,
      text,
      arrival: options.arrival,
    });
    if (!line.ok) {
      refused.push(entry('', line.reason, line.text));
      continue;
    }
    const result = parseLine(line.text, context);
    masked += result.masked;
    if (result.ok) {
      const { event, body } = result;
      intakes.push({ event, body, key: eventKey(event.source, event.id).replaceAll('-', '') });
    } else refused.push(entry(result.field, result.reason, result.text));
  }
  return { intakes, refused, masked };
}

interface Prepared {
  readonly fresh: readonly Intake[];
  readonly profiles: ProfileRows;
  readonly rows: ReturnType<typeof factRows>;
}

async function prepare(node: Node, seen: SeenSightings, parsed: Parsed, underWay: ReadonlySet<string>): Promise<Prepared> {
  const fresh = (await withoutKnown(node.database, parsed.intakes)).filter(intake => !underWay.has(intake.key));
  const profiles = projectAll(await numberFacts(node.numbers, fresh));
  seen.leaveOut(profiles);
  return { fresh, profiles, rows: factRows(fresh, fresh.map(({ event }) => event as Fact), profiles) };
}

function stepAfter(before: ImportProgress, chunk: Chunk, parsed: Parsed): ImportStep {
  return {
    ...before,
    offsetBytes: chunk.bytesRead,
    lineNo: chunk.linesRead,
    quarantined: before.quarantined + parsed.refused.length,
    masked: before.masked + parsed.masked,
    share: chunk.totalBytes === null || chunk.totalBytes === 0 ? null : chunk.compressedBytesRead / chunk.totalBytes,
    fault: chunk.fault,
  };
}

function withCounts(step: ImportStep, parsed: Parsed, fresh: number): ImportProgress {
  const { share: _, fault: __, ...progress } = step;
  return { ...progress, accepted: step.accepted + fresh, duplicate: step.duplicate + parsed.intakes.length - fresh };
}

/** Writes a batch and the progress in one transaction. Where another writer was first, the batch is read and numbered anew. */
async function writeBatch(node: Node, seen: SeenSightings, prepared: Prepared, parsed: Parsed, step: ImportStep): Promise<ImportStep> {
  let current: Prepared | null = prepared;
  return withRetry(async () => {
    current ??= await prepare(node, seen, parsed, new Set());
    const { rows, fresh, profiles } = current;
    current = null;
    const others = prepared.fresh.length - fresh.length;
    const written = { ...step, accepted: step.accepted - others, duplicate: step.duplicate + others };
    await inTransaction(node.database, async client => {
      await writeRows(client, { ...rows, quarantine: quarantineRows(parsed.refused) });
      await saveProgress(client, written);
    });
    seen.remember(profiles.sightings);
    return written;
  });
}
