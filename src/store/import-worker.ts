import { parentPort, workerData } from 'node:worker_threads';
import type { Fact } from '../domain/fact.ts';
import type { ParseContext } from '../ingest/parse.ts';
import { project } from '../profiles/project.ts';
import { emptyRows } from '../profiles/rows.ts';
import { type EncodedTable, encodeRows } from './encoded.ts';
import { LogEncoder } from './log-encoder.ts';
import { eachLine, type NumberedLines } from './parse-lines.ts';
import type { QuarantineEntry } from './quarantine.ts';
import { profileBatch } from './rows.ts';
import { SeenSightings } from './seen.ts';

/** Thread of an import: lines in, rows ready to be written out. It touches no database. */

export interface WorkerSetting {
  readonly origin: string;
  readonly context: ParseContext;
}

export interface WorkerTask extends NumberedLines {
  readonly task: number;
  /** A number for each line's fact, in rising order; those of refused lines are not used. */
  readonly seqs: Float64Array;
}

export interface WorkerAnswer {
  readonly task: number;
  /** Keys of the events, each once. */
  readonly keys: readonly string[];
  /** Events that were in the lines, an event twice counted twice. */
  readonly events: number;
  readonly tables: readonly EncodedTable[];
  readonly refused: readonly QuarantineEntry[];
  readonly masked: number;
}

const { origin, context } = workerData as WorkerSetting;
/** What this thread prepared before is written before what it prepares now, or the import ends: so it counts as written. */
const seen = new SeenSightings();

parentPort?.on('message', (task: WorkerTask) => {
  const answer = prepare(task);
  const memory = answer.tables.flatMap(({ columns }) => columns.map(column => column.buffer as ArrayBuffer));
  parentPort?.postMessage(answer, memory);
});

function prepare({ task, seqs, ...lines }: WorkerTask): WorkerAnswer {
  const profiles = emptyRows();
  const log = new LogEncoder(lines.texts.length);
  const keys = new Set<string>();
  let events = 0;
  const counts = eachLine(lines, origin, context, ({ event, body, key }) => {
    events++;
    if (keys.has(key)) return;
    const fact = Object.assign(event, { seq: seqs[keys.size]! }) as Fact;
    keys.add(key);
    project(fact, profiles);
    log.add(fact, key, body);
  });
  seen.leaveOut(profiles);
  const tables = [...log.finish(), ...encodeRows(profileBatch(profiles))];
  seen.remember(profiles.sightings);
  return { task, keys: [...keys], events, tables, ...counts };
}
