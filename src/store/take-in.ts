import type { Fact } from '../domain/fact.ts';
import type { ProfileRows } from '../profiles/rows.ts';
import { factRows, type Intake, knownKeys, numberFacts, projectAll, withoutKnown } from './append.ts';
import { appendApart, unfitReason } from './append-apart.ts';
import { type EncodedBatch, encodeBatch, writeBatch } from './copied.ts';
import { inTransaction } from './database.ts';
import { encodeRows } from './encoded.ts';
import { type ImportProgress, saveProgress } from './import-progress.ts';
import type { Node } from './node.ts';
import { type QuarantineEntry, quarantineRows } from './quarantine.ts';
import { withRetry } from './retry.ts';
import { SeenSightings } from './seen.ts';

/** A parsed stretch of a source, and how far the source is read with it. */
export interface Stretch {
  /** Events in it, an event twice counted twice. */
  readonly events: number;
  readonly intakes: () => readonly Intake[];
  /** Its rows, ready to be written, where somebody prepared them; they hold as long as the log has none of the events. */
  readonly encoded: { readonly keys: readonly string[]; readonly batch: EncodedBatch } | null;
  readonly refused: readonly QuarantineEntry[];
  /** The entry of an event that only the database turns out not to be able to keep. */
  readonly entryOf: (intake: Intake, reason: string) => QuarantineEntry;
  /** What was refused and is kept elsewhere than in quarantine; it is only counted. */
  readonly handedBack: number;
  /** Card numbers that were masked. */
  readonly masked: number;
  readonly offsetBytes: number;
  readonly lineNo: number;
  /** Share of the source that is read, null for a stream of unknown length. */
  readonly share: number | null;
  /** Set where the source broke off; what came before is imported. */
  readonly fault: string | null;
}

export interface ImportStep extends ImportProgress {
  readonly share: number | null;
  readonly fault: string | null;
}

/**
 * Writes the stretches of a source into the log from where `progress` says, a transaction each with the progress in it, yielding
 * after each. While one is being written the next is parsed. Ends early, between stretches, when the signal is aborted, and where the
 * source broke off: the last step then is not `finished`.
 */
export async function* takeIn(
  node: Node,
  progress: ImportProgress,
  stretches: AsyncIterable<Stretch>,
  signal?: AbortSignal,
): AsyncGenerator<ImportStep> {
  let reached = progress;
  let saved: ImportProgress | null = null;
  let fault: string | null = null;
  let writing: Promise<ImportStep> | null = null;
  let underWay: ReadonlySet<string> = new Set();
  const seen = new SeenSightings();
  const habit = new DuplicateHabit();
  for await (const stretch of stretches) {
    if (signal?.aborted) break;
    const prepared = await prepare(node, seen, habit, stretch, underWay);
    if (writing !== null) {
      const written = await writing;
      yield written;
      // What was counted as new while it was prepared may have been written by somebody else meanwhile.
      reached = saved = progressOf(written);
    }
    reached = progressAfter(reached, stretch, prepared.keys.length);
    fault = stretch.fault;
    underWay = new Set(prepared.keys);
    const step = { ...reached, share: stretch.share, fault };
    writing = write(node, seen, habit, prepared, stretch, step, saved);
    // A rejection is thrown where the batch is awaited; without this it would be reported as unhandled before.
    writing.catch(() => {});
  }
  if (writing !== null) {
    const written = await writing;
    yield written;
    reached = saved = progressOf(written);
  }
  const finished = !signal?.aborted && fault === null;
  if (!finished && saved === null) return;
  reached = { ...reached, finished };
  // This commit waits for the disk, and all that were made before it are on the disk with it.
  await inTransaction(node.database, client => saveProgress(client, reached, saved));
  if (finished) yield { ...reached, share: 1, fault: null };
}

function progressOf({ share: _, fault: __, ...progress }: ImportStep): ImportProgress {
  return progress;
}

interface Prepared {
  /** Keys of the events that are new. */
  readonly keys: readonly string[];
  readonly batch: EncodedBatch;
  readonly sightings: ProfileRows['sightings'];
}

/** Stretches that are looked up in the log after one that it had in part: duplicates come in runs, as a file that is read again. */
const lookUpAfter = 20;

/**
 * Whether a stretch is looked up in the log before it is written. Nearly all are new, and the log refuses a duplicate by itself, so the
 * first duplicate is found by a write that fails; then it is worth asking before.
 */
class DuplicateHabit {
  #left = 0;

  get expected(): boolean {
    return this.#left > 0;
  }

  found(duplicates: boolean): void {
    this.#left = duplicates ? lookUpAfter : Math.max(0, this.#left - 1);
  }
}

async function prepare(
  node: Node,
  seen: SeenSightings,
  habit: DuplicateHabit,
  { intakes, encoded }: Stretch,
  underWay: ReadonlySet<string>,
): Promise<Prepared> {
  if (encoded !== null && !encoded.keys.some(key => underWay.has(key))) {
    const known = habit.expected ? await knownKeys(node.database, encoded.keys) : [];
    habit.found(known.length > 0);
    if (known.length === 0) return { ...encoded, sightings: new Map() };
  }
  const fresh = (await withoutKnown(node.database, intakes())).filter(intake => !underWay.has(intake.key));
  const profiles = projectAll(await numberFacts(node.numbers, fresh));
  seen.leaveOut(profiles);
  const facts = fresh.map(({ event }) => event as Fact);
  return {
    keys: fresh.map(({ key }) => key),
    batch: encodeBatch(factRows(fresh, facts, profiles)),
    sightings: profiles.sightings,
  };
}

function progressAfter(before: ImportProgress, stretch: Stretch, fresh: number): ImportProgress {
  return {
    ...before,
    offsetBytes: stretch.offsetBytes,
    lineNo: stretch.lineNo,
    accepted: before.accepted + fresh,
    duplicate: before.duplicate + stretch.events - fresh,
    quarantined: before.quarantined + stretch.refused.length + stretch.handedBack,
    masked: before.masked + stretch.masked,
  };
}

/**
 * Writes a stretch and the progress. An event that the database cannot keep goes to quarantine and keeps out none of the others: they
 * are then written in parts, and the progress after them, so that a stop in between only finds duplicates.
 */
async function write(
  node: Node,
  seen: SeenSightings,
  habit: DuplicateHabit,
  prepared: Prepared,
  stretch: Stretch,
  step: ImportStep,
  saved: ImportProgress | null,
): Promise<ImportStep> {
  try {
    return await writeWhole(node, seen, habit, prepared, stretch, step, saved);
  } catch (error) {
    if (unfitReason(error) === null) throw error;
    const { fresh, unfit } = await appendApart(node, stretch.intakes(), stretch.refused, stretch.entryOf);
    const others = prepared.keys.length - fresh.length;
    const duplicate = step.duplicate + others - unfit.length;
    const written = {
      ...step,
      accepted: step.accepted - others,
      duplicate,
      quarantined: step.quarantined + unfit.length,
    };
    await inTransaction(node.database, client => saveProgress(client, written, saved));
    return written;
  }
}

/**
 * Writes a stretch and the progress in one transaction. Where another writer was first, it is read and numbered anew. The commit does
 * not wait for the disk: a batch that a crash takes away takes its progress with it, and is imported again.
 */
async function writeWhole(
  node: Node,
  seen: SeenSightings,
  habit: DuplicateHabit,
  prepared: Prepared,
  stretch: Stretch,
  step: ImportStep,
  saved: ImportProgress | null,
): Promise<ImportStep> {
  let current: Prepared | null = prepared;
  return withRetry(async () => {
    if (current === null) {
      habit.found(true);
      current = await prepare(node, seen, habit, stretch, new Set());
    }
    const { keys, batch, sightings } = current;
    current = null;
    const others = prepared.keys.length - keys.length;
    const written = { ...step, accepted: step.accepted - others, duplicate: step.duplicate + others };
    await inTransaction(node.database, async client => {
      await client.query('set local synchronous_commit = off');
      const quarantine = encodeRows({ quarantine: quarantineRows(stretch.refused) });
      await writeBatch(client, { ...batch, tables: [...batch.tables, ...quarantine] });
      await saveProgress(client, written, saved);
    });
    seen.remember(sightings);
    return written;
  });
}
