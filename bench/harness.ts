import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

/** Every benchmark exports `run` with this type, and can be started by itself. */
export interface BenchOptions {
  readonly args: readonly string[];
}

export type Cell = string | number | boolean | null;
export type ResultRow = { readonly [column: string]: Cell };

export interface BenchResult {
  /** One sentence: what was measured. */
  readonly title: string;
  /** What a reader must know to repeat or to doubt the figures. */
  readonly notes?: readonly string[];
  /** One object a line of the table; numbers stay numbers. */
  readonly rows: readonly ResultRow[];
}

const here = path.dirname(fileURLToPath(import.meta.url));

/** Writes `bench/results/<name>.json` with machine, commit and date, and prints the table to stdout. */
export function writeResult(name: string, result: BenchResult): void {
  keepResult(name, result);
  const machine = describeMachine();
  const commit = describeCommit();
  const on = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}, ${machine.platform}`;
  const at = `commit ${commit.id.slice(0, 12)}${commit.dirty ? ' with changes' : ''}`;
  const notes = (result.notes ?? []).map(note => `- ${note}\n`).join('');
  process.stdout.write(`\n${result.title}\n${on}; ${at}\n\n${formatTable(result.rows)}\n${notes}`);
}

/** Writes the file alone: what a long run has so far. */
export function keepResult(name: string, result: BenchResult): void {
  const written = {
    name,
    date: new Date().toISOString(),
    machine: describeMachine(),
    commit: describeCommit(),
    ...result,
  };
  const folder = path.join(here, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(written, null, 2)}\n`);
}

interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly platform: string;
}

export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  };
}

/** Rows that the same commit, unchanged, wrote before on the same machine: what a run that was stopped need not measure again. */
export function rowsSoFar(name: string): readonly ResultRow[] {
  const file = path.join(here, 'results', `${name}.json`);
  if (!existsSync(file)) return [];
  const before = JSON.parse(readFileSync(file, 'utf8')) as BenchResult & { machine: unknown; commit: unknown };
  const commit = describeCommit();
  const isSame = isDeepStrictEqual([before.machine, before.commit], [describeMachine(), commit]);
  return isSame && !commit.dirty ? before.rows : [];
}

function describeCommit(): { readonly id: string; readonly dirty: boolean } {
  try {
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: here, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    // Earlier results are no change of what was measured.
    return { id: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain', '--', ':/', ':!/bench/results') !== '' };
  } catch {
    return { id: 'unknown', dirty: true };
  }
}

/** A table in plain text: numbers to the right, with separators between thousands. */
export function formatTable(rows: readonly ResultRow[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const cells = rows.map(row => columns.map(column => formatCell(row[column] ?? null)));
  const widths = columns.map((column, index) => Math.max(column.length, ...cells.map(line => line[index]!.length)));
  const isNumber = columns.map(column => rows.every(row => typeof (row[column] ?? 0) === 'number'));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => (isNumber[index] ? text.padStart(widths[index]!) : text.padEnd(widths[index]!)))
      .join('  ')
      .trimEnd();
  return `${[line(columns), widths.map(width => '-'.repeat(width)).join('  '), ...cells.map(line)].join('\n')}\n`;
}

function formatCell(value: Cell): string {
  if (typeof value !== 'number') return value === null ? '' : String(value);
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 3 : 0 });
}

/** The value below which a share of the sorted values lies, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) throw new Error('There is no quantile of no values');
  return value;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  if (upper === undefined) throw new Error('There is no median of no values');
  return Number.isInteger(middle) ? (sorted[middle - 1]! + upper) / 2 : upper;
}

/** Something to be timed: one call does `operations` operations. */
export interface Subject {
  readonly name: string;
  readonly operations: number;
  readonly run: () => void | Promise<void>;
}

export interface Timing {
  readonly name: string;
  /** Nanoseconds for one operation, median and extremes over the rounds. */
  readonly nsMedian: number;
  readonly nsMin: number;
  readonly nsMax: number;
  readonly rounds: number;
}

/**
 * Times subjects side by side. Every subject is first run until warm; then come rounds in which each subject is
 * repeated for about `msPerTurn`, in an order that rotates and reverses so that none always follows the same one.
 */
export async function timeSideBySide(
  subjects: readonly Subject[],
  { rounds, msPerTurn }: { readonly rounds: number; readonly msPerTurn: number },
): Promise<readonly Timing[]> {
  const times = new Map<Subject, number[]>(subjects.map(subject => [subject, []]));
  for (const subject of subjects) await turn(subject, msPerTurn * 3);
  for (let round = 0; round < rounds; round++) {
    const rotated = subjects.map((_, index) => subjects[(index + round) % subjects.length]!);
    for (const subject of round % 2 === 0 ? rotated : rotated.reverse())
      times.get(subject)!.push(await turn(subject, msPerTurn));
  }
  return subjects.map(subject => {
    const measured = times.get(subject)!;
    return {
      name: subject.name,
      nsMedian: median(measured),
      nsMin: Math.min(...measured),
      nsMax: Math.max(...measured),
      rounds,
    };
  });
}

/** Nanoseconds for one operation, from as many whole runs as fit the time. */
async function turn(subject: Subject, ms: number): Promise<number> {
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  do {
    const pending = subject.run();
    if (pending !== undefined) await pending;
    runs++;
    elapsed = performance.now() - start;
  } while (elapsed < ms);
  return (elapsed * 1e6) / (runs * subject.operations);
}

/** A seeded generator of numbers in [0, 1): mulberry32 (Tommy Ettinger, 2017; public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whether a module was started by itself: `if (isStarted(import.meta.url)) await run(...)`. */
export function isStarted(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl);
}
