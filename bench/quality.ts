import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BenchOptions, type BenchResult, formatTable, isStarted, type ResultRow, writeResult } from './harness.ts';
import { makeWorlds } from './quality/make-worlds.ts';
import { bestNaive, type CellMeasures, measureCell } from './quality/measure-cell.ts';
import { measureGroups } from './quality/measure-groups.ts';
import { measurePatterns, type PatternMeasures } from './quality/measure-patterns.ts';
import type { QualityMeasures } from './quality/measures.ts';
import { findPython } from './quality/methods/reference.ts';
import { middleCell, nameOfCell, type Plan, planOf } from './quality/plan.ts';
import { calibrationPlot } from './quality/plots/calibration.ts';
import { falseAlarmsPlot } from './quality/plots/false-alarms.ts';
import { moneyCaughtPlot } from './quality/plots/money-caught.ts';
import { patternsPlot } from './quality/plots/patterns.ts';
import { rankCell, reference, ringfence } from './quality/ranked-cell.ts';
import type { ScoredClaim } from './quality/scored-claim.ts';
import { accountsByDefault, daysByDefault, nameOf } from './quality/setting.ts';
import { methodNotes, summaryOf } from './quality/summary.ts';
import { verdicts } from './quality/verdicts.ts';
import type { WorldJob, WorldJobDone } from './quality/world-job.ts';

const results = fileURLToPath(new URL('results', import.meta.url));

/**
 * How well claims are told apart in simulated worlds with known truth, beside naive methods and a trained reference. Takes
 * `--quick` (two worlds of one cell), `--accounts`, `--days` and `--fresh` (simulate anew). Only a full run of the default size
 * is written to bench/results; others go to the system's folder for temporary files. `--draw` measures nothing: it writes summary and
 * plots again from the figures in bench/results/quality.json.
 */
export async function run({ args }: BenchOptions): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      draw: { type: 'boolean', default: false },
      accounts: { type: 'string', default: String(accountsByDefault) },
      days: { type: 'string', default: String(daysByDefault) },
    },
  });
  if (values.draw) {
    writeDrawings(results, JSON.parse(readFileSync(path.join(results, 'quality.json'), 'utf8')) as QualityMeasures);
    return;
  }
  const plan = planOf(values.quick, Number(values.accounts), Number(values.days));
  const full = !values.quick && plan.accounts === accountsByDefault && plan.days === daysByDefault;
  const measures = rounded(await measure(plan, values.fresh));
  if (full) {
    writeDrawings(results, measures);
    writeResult('quality', resultOf(measures));
    return;
  }
  const folder = path.join(tmpdir(), 'ringfence-quality-results');
  writeDrawings(folder, measures);
  const result = resultOf(measures);
  process.stdout.write(
    `\n${formatTable(result.rows)}\n${verdicts(measures).join('\n')}\n\nSummary: ${folder}/quality.md\n`,
  );
}

async function measure(plan: Plan, fresh: boolean): Promise<QualityMeasures> {
  const started = performance.now();
  const python = await findPython();
  if (python === null) {
    process.stderr.write(
      'No Python with XGBoost was found, so there is no trained reference (apt-get install python3-xgboost).\n',
    );
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-quality-'));
  try {
    const made = await makeWorlds(plan, { fresh, withReference: python !== null, folder, told: tellProgress(started) });
    const cells: CellMeasures[] = [];
    const patterns: PatternMeasures[] = [];
    const honest: ScoredClaim[] = [];
    // One cell is held at a time: all claims with their columns would be large.
    for (const cell of plan.cells) {
      const ranked = await rankCell(
        cell,
        await made.decided(cell),
        await made.labelled(cell),
        await made.labelledKnown(cell),
        python,
      );
      cells.push(measureCell(ranked));
      if (cell.share === middleCell.share) patterns.push(...measurePatterns(ranked));
      for (const { claims } of ranked.worlds) honest.push(...claims.filter(claim => claim.verdict === 'honest'));
      process.stderr.write(`Measured ${nameOfCell(cell)}\n`);
    }
    const minutes = (performance.now() - started) / 60_000;
    return { plan, cells, groups: measureGroups(honest), patterns, minutes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tellProgress(started: number) {
  return (done: number, of: number, { kind, setting }: WorldJob, result: WorldJobDone): void => {
    const { claims, importSeconds, decideSeconds } = result;
    const how =
      claims === null
        ? ''
        : `: ${claims} claims, import ${importSeconds.toFixed(0)} s, decisions ${decideSeconds.toFixed(0)} s`;
    const minutes = ((performance.now() - started) / 60_000).toFixed(1);
    process.stderr.write(`${done} of ${of} after ${minutes} min: ${nameOf(setting)} ${kind}${how}\n`);
  };
}

function writeDrawings(folder: string, measures: QualityMeasures): void {
  const plots = path.join(folder, 'quality');
  mkdirSync(plots, { recursive: true });
  writeFileSync(path.join(plots, 'money-caught.svg'), moneyCaughtPlot(measures.cells));
  writeFileSync(path.join(plots, 'calibration.svg'), calibrationPlot(measures.cells));
  writeFileSync(path.join(plots, 'false-alarms.svg'), falseAlarmsPlot(measures.groups));
  writeFileSync(path.join(plots, 'patterns.svg'), patternsPlot(measures.patterns));
  const about = 'Claims of simulated worlds, decided by the policy that comes with Ringfence.';
  writeFileSync(path.join(folder, 'quality.md'), summaryOf(measures, about, 'quality'));
}

/** A row a cell for the table, and everything else beside it. */
function resultOf(measures: QualityMeasures): BenchResult & QualityMeasures & { readonly verdicts: readonly string[] } {
  return {
    title: 'How well claims are told apart in simulated worlds, beside naive methods and a trained reference',
    notes: [...verdicts(measures), ...methodNotes],
    rows: measures.cells.map(rowOf),
    verdicts: verdicts(measures),
    ...measures,
  };
}

/** The same with four digits after the point: more would only be noise in the file. */
function rounded<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' ? Number(each.toFixed(4)) : each)),
  ) as Value;
}

function rowOf(cell: CellMeasures): ResultRow {
  const round = (value: number): number => Number(value.toFixed(4));
  const own = cell.methods.find(({ method }) => method === ringfence)!;
  const trained = cell.methods.find(({ method }) => method === reference);
  const honest = cell.outcomes.honest;
  return {
    fraud: nameOfCell(cell.cell),
    claims: cell.claims,
    fraudulent: cell.fraud,
    'ROC-AUC': round(own.rocAuc.mean),
    'average precision': round(own.averagePrecision.mean),
    'calibration error': round(cell.calibration[0]!.error),
    'money at 1 %': round(own.caughtByLoss[0]!.mean),
    'money at 3 %': round(own.caughtByLoss[1]!.mean),
    'money at 5 %': round(own.caughtByLoss[2]!.mean),
    'reference at 3 %': trained === undefined ? null : round(trained.caughtByLoss[1]!.mean),
    'best naive at 3 %': round(bestNaive(cell).share),
    'honest paid at once': round(honest.pay),
    'or after return': round(honest.pay + honest.pay_after_return),
  };
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
