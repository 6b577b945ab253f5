import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PlainColumns } from '../plain-columns.ts';

const run$ = promisify(execFile);
const script = fileURLToPath(new URL('../reference.py', import.meta.url));
/** A version manager's python often stands before the system's, which has Debian's packages. */
const interpreters = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].filter(name => name !== undefined);

export interface LabelledColumns {
  readonly seed: number;
  readonly fraud: boolean;
  readonly plain: PlainColumns;
}

/** The first Python that has XGBoost; null where none has, and the bench goes on without the reference. */
export async function findPython(): Promise<string | null> {
  for (const name of interpreters) {
    try {
      await run$(name, ['-c', 'import xgboost']);
      return name;
    } catch {
      // Not there, or without the package: the next one may have it.
    }
  }
  return null;
}

export interface ReferenceScores {
  readonly scores: readonly number[];
  /** What was trained, in words. */
  readonly note: string;
}

/** Trains gradient-boosted trees on the labelled claims and scores the others, in their order. */
export async function referenceScores(
  python: string,
  train: readonly LabelledColumns[],
  test: readonly PlainColumns[],
): Promise<ReferenceScores> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-reference-'));
  try {
    const [trainFile, testFile, outFile] = ['train.csv', 'test.csv', 'scores.txt'].map(name => path.join(folder, name));
    const columns = [...new Set(train.flatMap(({ plain }) => Object.keys(plain)))].sort();
    writeFileSync(trainFile!, csv(columns, train));
    writeFileSync(
      testFile!,
      csv(
        columns,
        test.map(plain => ({ seed: 0, fraud: null, plain })),
      ),
    );
    const { stdout } = await run$(python, [script, trainFile!, testFile!, outFile!]);
    const scores = readFileSync(outFile!, 'utf8').trimEnd().split('\n').map(Number);
    if (scores.length !== test.length) throw new Error(`${scores.length} scores for ${test.length} claims`);
    return { scores, note: stdout.trim() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type CsvRow = { readonly seed: number; readonly fraud: boolean | null; readonly plain: PlainColumns };

/** Words of the columns are codes and kinds without commas or quotes, so nothing has to be quoted. */
function csv(columns: readonly string[], rows: readonly CsvRow[]): string {
  const lines = rows.map(({ seed, fraud, plain }) =>
    [seed, fraud === null ? '' : Number(fraud), ...columns.map(column => plain[column] ?? '')].join(','),
  );
  return `${['seed', 'fraud', ...columns].join(',')}\n${lines.join('\n')}\n`;
}
