import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReport, writeMarkdown } from '../src/cli/commands/report.ts';
import { dayOnePolicy, policyFrom } from '../src/cli/policy-file.ts';
import { readMapping } from '../src/ingest/sources/mapping.ts';
import type { RejectedRow } from '../src/ingest/sources/row.ts';
import { defaultTerms } from '../src/ledger/terms.ts';
import { decideWaiting } from '../src/store/decide-waiting.ts';
import { beginImport } from '../src/store/import-progress.ts';
import { importTable } from '../src/store/import-table.ts';
import type { Node } from '../src/store/node.ts';
import { openStore } from '../src/store/open.ts';
import type { StoreReport } from '../src/store/report.ts';
import type { RowCount } from '../src/store/row-book.ts';
import type { ImportStep } from '../src/store/take-in.ts';
import { tidy } from '../src/store/upkeep.ts';
import { type BenchOptions, isStarted, type ResultRow, writeResult } from './harness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Not part of the repository: UCI "Online Retail" as Parquet, its columns as published, in the original order. */
const table = path.join(root, '../shared/data/retail/online_retail.parquet');
const mappingFile = path.join(root, 'examples/online-retail/mapping.yaml');
const linesExpected = 541_909;
/** Cases told in full in the report. */
const told = 10;

/** A year of a real shop: imported, every cancellation decided in shadow, reported on. */
export async function run(_options: BenchOptions): Promise<void> {
  if (!existsSync(table)) {
    process.stdout.write(`retail: skipped, there is no ${path.relative(root, table)}\n`);
    return;
  }
  const directory = mkdtempSync(path.join(tmpdir(), 'ringfence-retail-'));
  const store = await openStore({
    databaseUrl: undefined,
    directory: path.join(directory, 'data'),
    log: () => {},
    supervise: false,
  });
  if (!store.ok) throw new Error(`${store.message} ${store.advice}`);
  try {
    await measure(await store.nodeWith(policyFrom(dayOnePolicy), defaultTerms));
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(node: Node): Promise<void> {
  const started = performance.now();
  const { step, rows } = await importRetail(node);
  const importSeconds = secondsSince(started);
  await tidy(node.database);
  const decidingFrom = performance.now();
  let decided = 0;
  for await (const progress of decideWaiting(node)) decided = progress.decided;
  const decideSeconds = secondsSince(decidingFrom);
  const reportingFrom = performance.now();
  const made = await makeReport(node, told);
  const reportSeconds = secondsSince(reportingFrom);
  mkdirSync(path.join(root, 'bench/results'), { recursive: true });
  writeMarkdown(path.join(root, 'bench/results/retail-report.md'), made);
  writeResult('retail', {
    title: 'A year of a real shop (Online Retail, UCI): imported by a mapping, every cancellation decided in shadow',
    notes: [
      'Data: Chen, Sain and Guo 2012, doi 10.1057/dbm.2012.17. They have no labels: what is found is what the record shows, and no measure of accuracy.',
      'Each count of rows is one of: in an event, or rejected for the first reason that holds; together they are all lines of the file.',
      'Memory is the peak of this process; the embedded PostgreSQL is another.',
      'Import: parse, match cancellations to orders, map, validate, write log and projections; deciding starts after it, one claim at its own moment.',
    ],
    rows: [
      { figure: 'rows read', value: step.lineNo },
      { figure: 'rows in events', value: rows.inEvents },
      ...rows.byReason.map(({ field, reason, rows: n }) => ({
        figure: `rows rejected: ${`${field} ${reason}`.trim()}`,
        value: n,
      })),
      { figure: 'events', value: step.accepted },
      { figure: 'import, seconds', value: importSeconds },
      { figure: 'import, rows a second', value: Math.round(step.lineNo / importSeconds) },
      { figure: 'claims decided', value: decided },
      { figure: 'deciding, seconds', value: decideSeconds },
      { figure: 'deciding, claims a second', value: Math.round(decided / decideSeconds) },
      { figure: 'report, seconds', value: reportSeconds },
      ...foundRows(made.report),
      { figure: 'peak memory, MiB', value: Math.round(process.resourceUsage().maxRSS / 1024) },
    ],
  });
}

async function importRetail(node: Node): Promise<{ step: ImportStep; rows: RowCount }> {
  const read = readMapping(readFileSync(mappingFile, 'utf8'));
  if (!read.ok) throw new Error(`${mappingFile}: ${read.problems.join('; ')}`);
  let rejected = 0;
  const keep = async (rows: readonly RejectedRow[]): Promise<void> => {
    rejected += rows.length;
  };
  const progress = await beginImport(node.database, 'retail', path.basename(table));
  const opened = await importTable(node, progress, {
    path: table,
    mapping: read.mapping,
    arrival: 'event',
    rejected: keep,
  });
  if (!opened.ok) throw new Error(opened.problems.join('; '));
  let step: ImportStep | null = null;
  for await (step of opened.steps);
  const rows = opened.rows();
  if (step === null || !step.finished) throw new Error(`The import broke off: ${step?.fault}`);
  if (rows.inEvents + rows.rejected !== linesExpected || step.lineNo !== linesExpected) {
    throw new Error(
      `${rows.inEvents} rows in events and ${rows.rejected} rejected are not the ${linesExpected} lines of the file`,
    );
  }
  if (rejected < rows.rejected) throw new Error(`Only ${rejected} of ${rows.rejected} rejected rows were handed back`);
  return { step, rows };
}

function foundRows({ claims, ledger }: StoreReport): ResultRow[] {
  return [
    ...claims.byOutcome.map(({ outcome, claims: n }) => ({ figure: `answer ${outcome}`, value: n })),
    { figure: 'orders with value back', value: ledger.orders },
    ...ledger.byKind.map(({ kind, speaks, findings }) => ({ figure: `finding ${kind} (${speaks})`, value: findings })),
  ];
}

function secondsSince(started: number): number {
  return Math.round((performance.now() - started) / 100) / 10;
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
