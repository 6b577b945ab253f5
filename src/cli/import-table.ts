import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { type Mapping, readMapping } from '../ingest/sources/mapping.ts';
import { type RejectedRow, rejectedCsvHeader, rejectedCsvLine } from '../ingest/sources/row.ts';
import { beginImport, fingerprintFile } from '../store/import-progress.ts';
import { importTable } from '../store/import-table.ts';
import type { Node } from '../store/node.ts';
import type { RowCount } from '../store/row-book.ts';
import type { ImportStep } from '../store/take-in.ts';
import { CommandFailure, exitCodes } from './exit.ts';
import { count, note, printLine } from './output.ts';
import { Progress } from './progress.ts';

/** Reasons listed in the summary; the file of rejected rows has them all. */
const reasonsShown = 12;

export interface MappingFile {
  readonly file: string;
  readonly mapping: Mapping;
  readonly fingerprint: string;
}

/** Reads a mapping; a failure lists everything that is wrong with it. */
export function readMappingFile(file: string): MappingFile {
  let yaml: string;
  try {
    yaml = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailure(
      exitCodes.notFound,
      'mapping_not_found',
      `The mapping ${file} cannot be read: ${(error as Error).message}`,
      'Check the path; nothing was imported.',
    );
  }
  const read = readMapping(yaml);
  if (!read.ok) throw mappingFailure(`The mapping ${file}`, read.problems);
  return { file, mapping: read.mapping, fingerprint: createHash('sha256').update(yaml).digest('hex').slice(0, 16) };
}

function mappingFailure(what: string, problems: readonly string[]): CommandFailure {
  const list = problems.map(problem => `\n  ${problem}`).join('');
  return new CommandFailure(
    exitCodes.usage,
    'mapping_invalid',
    `${what} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:${list}`,
    'docs/import-csv.md explains every key. Nothing was imported.',
  );
}

export interface TableFlags {
  readonly arrival: 'event' | 'now';
  readonly again?: boolean;
  readonly rejected?: string;
}

export interface TableOutcome {
  readonly step: ImportStep;
  /** Null where the table was imported before and not read now. */
  readonly rows: RowCount | null;
  /** Where rejected rows were written, null where there were none. */
  readonly rejected: string | null;
}

/** Imports one table with a progress bar; rejected rows go to a file of their own. */
export async function importTableFile(
  node: Node,
  file: string,
  { mapping, fingerprint }: MappingFile,
  flags: TableFlags,
  signal: AbortSignal,
): Promise<TableOutcome> {
  const before = await beginImport(node.database, `${await fingerprintFile(file)}:${fingerprint}`, path.basename(file));
  if (before.finished && !(flags.again ?? false))
    return { step: { ...before, share: 1, fault: null }, rows: null, rejected: null };
  if (before.lineNo > 0 && !before.finished) {
    note(
      `The import of ${file} was stopped after row ${count(before.lineNo)}. A table is read from its first row again; what is there already is left out.`,
    );
  }
  const rejected = new RejectedFile(file, flags.rejected);
  const table = await importTable(node, before, {
    path: file,
    mapping,
    arrival: flags.arrival,
    signal,
    rejected: rows => rejected.write(rows),
  });
  if (!table.ok) throw mappingFailure(`${file} does not fit the mapping, which`, table.problems);
  rejected.columns = table.columns;
  const progress = new Progress(`Importing ${path.basename(file)}`, 'rows');
  let step: ImportStep = { ...before, share: 0, fault: null };
  try {
    for await (step of table.steps) progress.update(step.share, step.lineNo);
  } finally {
    progress.end();
    await rejected.close();
  }
  return { step, rows: table.rows(), rejected: rejected.written };
}

/** What leads each line of the file of rejected rows. */
const leading = ['row', 'event', 'field', 'reason'];

/** The CSV of rejected rows, begun with the first of them. */
class RejectedFile {
  columns: readonly string[] = [];
  /** Its path once something was written. */
  written: string | null = null;
  readonly #path: string;
  #file: FileHandle | null = null;

  constructor(source: string, path_: string | undefined) {
    this.#path = path_ ?? `${path.basename(source)}.rejected.csv`;
    if (path.resolve(this.#path) === path.resolve(source)) {
      throw new CommandFailure(
        exitCodes.usage,
        'usage',
        `${source} is the table itself.`,
        'Name another file with --rejected; nothing was imported.',
      );
    }
  }

  async write(rows: readonly RejectedRow[]): Promise<void> {
    // Rejected rows that were mended come with the columns of the file they were mended in; these are written anew.
    const columns = leading.every((name, index) => this.columns[index] === name)
      ? this.columns.slice(leading.length)
      : this.columns;
    try {
      if (this.#file === null) {
        this.#file = await open(this.#path, 'w');
        this.written = this.#path;
        await this.#file.appendFile(rejectedCsvHeader(columns));
      }
      await this.#file.appendFile(rows.map(row => rejectedCsvLine(row, columns)).join(''));
    } catch (error) {
      throw new CommandFailure(
        exitCodes.failed,
        'not_writable',
        `Rejected rows cannot be written to ${this.#path}: ${(error as Error).message}`,
        'Name another file with --rejected and run the same command again.',
      );
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

export function printTableSummary(file: string, { step, rows, rejected }: TableOutcome): void {
  if (rows === null) {
    printLine(
      `${file}: imported before with this mapping, ${count(step.accepted)} events; --again reads it once more.`,
    );
    return;
  }
  const parts = [`${count(step.lineNo)} rows read, ${count(step.accepted)} events`];
  if (step.duplicate > 0) parts.push(`${count(step.duplicate)} there already`);
  if (step.masked > 0) parts.push(`${count(step.masked)} card numbers masked`);
  printLine(`${file}: ${parts.join(', ')}.`);
  // Of a table that was not read to its end, rows of what was not written any more are counted too.
  if (step.finished) printRows(rows, rejected);
}

function printRows(rows: RowCount, rejected: string | null): void {
  printLine(
    `  ${count(rows.inEvents)} rows are in events; ${rows.rejected === 0 ? 'none was rejected' : `${count(rows.rejected)} are in none`}.`,
  );
  const shown = rows.byReason.slice(0, reasonsShown);
  const width = Math.max(...shown.map(reason => count(reason.rows).length), 0);
  for (const { field, reason, rows: n } of shown) {
    printLine(`  ${count(n).padStart(width)}  ${field === '' ? '' : `${field} `}${reason}`);
  }
  if (rows.byReason.length > shown.length) printLine(`  and ${rows.byReason.length - shown.length} more reasons`);
  if (rejected === null) return;
  printLine(`  They are in ${rejected}, with row, field and reason: mended, they are imported with the same mapping.`);
}
