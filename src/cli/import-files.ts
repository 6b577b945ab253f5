import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Format, recogniseFormat } from '../ingest/sources/recognise.ts';
import { CommandFailure, exitCodes, usageFailure } from './exit.ts';

const formats = ['ndjson', 'csv', 'parquet'] as const;

/** A file to import; `-` is standard input, which is always events one a line. */
export interface ImportSource {
  readonly file: string;
  readonly format: Format;
}

/** The files with their formats, all of them told before the first is read. Throws a failure for a person where one cannot be imported. */
export async function importSources(
  files: readonly string[],
  format: string | undefined,
  hasMapping: boolean,
): Promise<ImportSource[]> {
  if (format !== undefined && !formats.includes(format as Format)) {
    throw usageFailure(`--format is one of ${formats.join(', ')}, not "${format}".`);
  }
  for (const file of files) checkFile(file);
  const sources = await Promise.all(
    files.map(async file => ({ file, format: (format as Format | undefined) ?? (await formatOf(file)) })),
  );
  const table = sources.find(source => source.format !== 'ndjson');
  if (table !== undefined && !hasMapping) throw needsMapping(table);
  return sources;
}

function checkFile(file: string): void {
  if (file === '-') return;
  if (!existsSync(file))
    throw new CommandFailure(
      exitCodes.notFound,
      'file_not_found',
      `There is no file ${file}.`,
      'Check the path; nothing was imported.',
    );
  if (statSync(file).isDirectory())
    throw usageFailure(
      `${file} is a directory.`,
      `Name the files in it, for example ${path.join(file, '*.ndjson')}; nothing was imported.`,
    );
}

async function formatOf(file: string): Promise<Format> {
  if (file === '-') return 'ndjson';
  const recognised = await recogniseFormat(file);
  if (recognised === 'parquet') return recognised;
  // A first line that is spoilt must not turn a file of events into a table: what it calls itself goes before how it begins.
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(file) || statSync(file).size === 0) return 'ndjson';
  if (recognised !== null) return recognised;
  throw usageFailure(
    `${file} is neither events (one JSON object a line), nor CSV with a header line, nor Parquet, as far as its first bytes tell.`,
    'If it is one of these all the same, say which: --format ndjson, csv or parquet. Nothing was imported.',
  );
}

function needsMapping({ file, format }: ImportSource): CommandFailure {
  const kind = format === 'csv' ? 'CSV' : 'Parquet';
  return usageFailure(
    `${file} is a table (${kind}), and nothing says yet how its rows become events.`,
    `Write a mapping and name it: ringfence import ${file} --mapping mapping.yaml\ndocs/import-csv.md explains it; examples/online-retail/mapping.yaml is a whole one. Nothing was imported.`,
  );
}
