import { parentPort, workerData } from 'node:worker_threads';
import type { Fact } from '../domain/fact.ts';
import { type LineBlock, linesOf } from '../ingest/blocks.ts';
import type { ParseContext } from '../ingest/parse.ts';
import { project } from '../profiles/project.ts';
import { emptyRows } from '../profiles/rows.ts';
import { type EncodedBatch, encodeBatch } from './copied.ts';
import { joinKeys } from './import-keys.ts';
import { LogEncoder } from './log-encoder.ts';
import { eachLine } from './parse-lines.ts';
import type { QuarantineEntry } from './quarantine.ts';
import { profileBatch } from './rows.ts';
import { SeenSightings } from './seen.ts';

/** Thread of an import: lines in, rows ready to be written out. It touches no database. */

export interface WorkerSetting {
  readonly origin: string;
  readonly context: ParseContext;
}

export interface WorkerTask {
  readonly task: number;
  readonly start: LineBlock['start'];
  readonly fault: string | null;
  /** Length of each piece of the block, which lie one behind another in `text`; below zero where bytes are left out. */
  readonly pieces: readonly number[];
  readonly text: SharedArrayBuffer;
  /** Where the rows of the log are to be written, as far as they fit. */
  readonly rows: SharedArrayBuffer;
  /** A number for each line's fact, in rising order; those of refused lines are not used. */
  readonly seqs: Float64Array;
}

export interface WorkerAnswer {
  readonly task: number;
  /** Keys of the events, each once, as {@link joinKeys} writes them. */
  readonly keys: string;
  /** Events that were in the lines, an event twice counted twice. */
  readonly events: number;
  readonly batch: EncodedBatch;
  readonly refused: readonly QuarantineEntry[];
  readonly masked: number;
}

const { origin, context } = workerData as WorkerSetting;
/** What this thread prepared before is written before what it prepares now, or the import ends: so it counts as written. */
const seen = new SeenSightings();

parentPort?.on('message', (task: WorkerTask) => {
  const answer = prepare(task);
  const { copies, tables } = answer.batch;
  const memory = [
    ...copies.map(({ rows }) => rows.buffer),
    ...tables.flatMap(each => each.columns.map(column => column.buffer)),
  ];
  parentPort?.postMessage(
    answer,
    memory.filter(each => each instanceof ArrayBuffer),
  );
});

function prepare(given: WorkerTask): WorkerAnswer {
  const { task, seqs } = given;
  const profiles = emptyRows();
  const log = new LogEncoder(Buffer.from(given.rows));
  const keys = new Set<string>();
  let events = 0;
  const counts = eachLine(linesOf({ ...given, pieces: piecesIn(given) }), origin, context, ({ event, body, key }) => {
    events++;
    if (keys.has(key)) return;
    const fact = Object.assign(event, { seq: seqs[keys.size]! }) as Fact;
    keys.add(key);
    project(fact, profiles);
    log.add(fact, key, body);
  });
  seen.leaveOut(profiles);
  const { copies, tables } = encodeBatch(profileBatch(profiles));
  seen.remember(profiles.sightings);
  return { task, keys: joinKeys(keys), events, batch: { copies: [...log.finish(), ...copies], tables }, ...counts };
}

function piecesIn({ pieces, text }: WorkerTask): (Buffer | number)[] {
  let at = 0;
  return pieces.map(length => {
    if (length < 0) return -length;
    at += length;
    return Buffer.from(text, at - length, length);
  });
}
