import path from 'node:path';
import type { Command } from 'commander';
import { importEvents } from '../../store/import-events.ts';
import { beginImport, fingerprintFile, type ImportProgress } from '../../store/import-progress.ts';
import type { Node } from '../../store/node.ts';
import type { ImportStep } from '../../store/take-in.ts';
import { tidy } from '../../store/upkeep.ts';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { type ImportSource, importSources } from '../import-files.ts';
import { importTableFile, type MappingFile, printTableSummary, readMappingFile } from '../import-table.ts';
import { interruptSignal } from '../interrupt.ts';
import { count, nextStep, note, printJson, printLine } from '../output.ts';
import { Progress } from '../progress.ts';
import { decideAllWaiting } from '../shadow.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

interface ImportFlags extends StoreFlags {
  readonly arrival: 'event' | 'now';
  readonly again?: boolean;
  readonly decide: boolean;
  readonly format?: string;
  readonly mapping?: string;
  readonly rejected?: string;
}

export function addImport(program: Command): void {
  program
    .command('import')
    .summary('take in events from files (NDJSON, or CSV and Parquet with a mapping)')
    .description(
      'Takes in events and decides in shadow every claim among them, with what was known at its moment. Files may be gzipped.\nStopped or killed, the same command goes on where it was; a table is read from its first row again, and what is there\nalready is left out.',
    )
    .argument('<file...>', 'files of events, one a line, or tables; - for events from standard input')
    .option('--mapping <file>', 'how the rows of a table (CSV, Parquet) become events: docs/import-csv.md')
    .option(
      '--rejected <file>',
      'where the rows of a table go that become no event (default: <table>.rejected.csv, here)',
    )
    .option('--format <format>', 'ndjson, csv or parquet, where the first bytes do not tell')
    .option('--arrival <when>', 'when events count as known: "event" (history: at their own time) or "now"', 'event')
    .option('--again', 'read a file from its start that was imported before; what is there already is left out')
    .option('--no-decide', 'leave the claims undecided')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence import events.ndjson.gz\n  ringfence import sales.csv --mapping mapping.yaml\n  ringfence import --json 2026-*.ndjson\n  zcat feed.gz | ringfence import -',
    )
    .action(async (files: string[], _options: unknown, command: Command) => {
      const flags = command.optsWithGlobals<ImportFlags>();
      if (flags.arrival !== 'event' && flags.arrival !== 'now')
        throw usageFailure(`--arrival is "event" or "now", not "${flags.arrival}".`);
      const mapping = flags.mapping === undefined ? null : readMappingFile(flags.mapping);
      const sources = await importSources(files, flags.format, mapping !== null);
      if (flags.rejected !== undefined && sources.filter(source => source.format !== 'ndjson').length > 1) {
        throw usageFailure(
          '--rejected names one file, and there are several tables.',
          'Import them one by one, or leave it out: each has a file of its own then.',
        );
      }
      const signal = interruptSignal('finishing the batch under way; the same command goes on from there.');
      await withNode(flags, node => importAll(node, sources, mapping, flags, signal));
    });
}

async function importAll(
  node: Node,
  sources: readonly ImportSource[],
  mapping: MappingFile | null,
  flags: ImportFlags,
  signal: AbortSignal,
): Promise<void> {
  for (const { file, format } of sources) {
    const step =
      format === 'ndjson'
        ? await importLines(node, file, flags, signal)
        : await importRows(node, file, mapping!, flags, signal);
    if (step.fault !== null) {
      throw new CommandFailure(
        exitCodes.failed,
        'input_broken',
        `${file} breaks off: ${step.fault}.`,
        'What came before is imported. Mend the file and import it again.',
      );
    }
    if (signal.aborted)
      throw new CommandFailure(
        exitCodes.interrupted,
        'interrupted',
        `Stopped in ${file}.`,
        'Run the same command again to go on.',
      );
  }
  await tidy(node.database);
  if (flags.decide) {
    const decided = await decideAllWaiting(node, signal);
    if (flags.json) printJson({ decided });
    else if (decided > 0) printLine(`${count(decided)} claims decided in shadow.`);
    if (signal.aborted)
      throw new CommandFailure(
        exitCodes.interrupted,
        'interrupted',
        'Stopped while deciding.',
        'Run the same command again to go on.',
      );
  }
  nextStep('ringfence report');
}

async function importLines(node: Node, file: string, flags: ImportFlags, signal: AbortSignal): Promise<ImportStep> {
  const { step, taken } = await importFile(node, file, flags, signal);
  if (flags.json) printJson({ file, ...step });
  else printSummary(file, step, taken);
  return step;
}

async function importRows(
  node: Node,
  file: string,
  mapping: MappingFile,
  flags: ImportFlags,
  signal: AbortSignal,
): Promise<ImportStep> {
  const outcome = await importTableFile(node, file, mapping, flags, signal);
  if (flags.json) printJson({ file, ...outcome.step, rows: outcome.rows, rejected: outcome.rejected });
  else printTableSummary(file, outcome);
  return outcome.step;
}

/** Imports one file with a progress bar; `taken` counts what this run took in. */
export async function importFile(
  node: Node,
  file: string,
  flags: Pick<ImportFlags, 'arrival' | 'again'>,
  signal: AbortSignal,
): Promise<{ step: ImportStep; taken: number }> {
  const before = await startOf(node, file, flags.again ?? false);
  const unchanged: ImportStep = { ...before, share: 1, fault: null };
  if (before.finished) return { step: unchanged, taken: 0 };
  if (before.offsetBytes > 0) note(`Going on in ${file} after line ${count(before.lineNo)}.`);
  const progress = new Progress(`Importing ${path.basename(file)}`, 'events');
  let step = unchanged;
  const from = file === '-' ? process.stdin : file;
  try {
    for await (step of importEvents(node, before, {
      from,
      origin: path.basename(file),
      arrival: flags.arrival,
      signal,
    })) {
      progress.update(step.share, seen(step) - seen(before));
    }
  } finally {
    progress.end();
  }
  return { step, taken: seen(step) - seen(before) };
}

async function startOf(node: Node, file: string, again: boolean): Promise<ImportProgress> {
  const fingerprint = file === '-' ? `stdin:${process.pid}:${node.clock.next()}` : await fingerprintFile(file);
  const progress = await beginImport(node.database, fingerprint, path.basename(file));
  return again && progress.finished
    ? { ...progress, offsetBytes: 0, lineNo: 0, accepted: 0, duplicate: 0, quarantined: 0, masked: 0, finished: false }
    : progress;
}

function seen(progress: ImportProgress): number {
  return progress.accepted + progress.duplicate + progress.quarantined;
}

function printSummary(file: string, step: ImportStep, taken: number): void {
  if (taken === 0 && step.finished) {
    printLine(`${file}: imported before, ${count(step.accepted)} events; --again reads it once more.`);
    return;
  }
  const parts = [`${count(step.accepted)} events`];
  if (step.duplicate > 0) parts.push(`${count(step.duplicate)} there already`);
  if (step.quarantined > 0) parts.push(`${count(step.quarantined)} in quarantine (see: ringfence quarantine list)`);
  if (step.masked > 0) parts.push(`${count(step.masked)} card numbers masked`);
  printLine(`${file}: ${parts.join(', ')}.`);
}
