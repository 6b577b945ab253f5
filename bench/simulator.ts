import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulate } from '../src/sim/simulate.ts';
import { type Statistics, statisticsOf } from '../src/sim/statistics.ts';
import { writeWorld } from '../src/sim/write/files.ts';
import { type BenchOptions, isStarted, type ResultRow, writeResult } from './harness.ts';

/** Worlds that are written to disk, each in a process of its own: memory must not grow with the days. */
const sizes = [
  { accounts: 5_000, days: 180 },
  { accounts: 20_000, days: 60 },
  { accounts: 20_000, days: 180 },
  { accounts: 20_000, days: 360 },
  { accounts: 50_000, days: 60 },
  { accounts: 500_000, days: 30 },
] as const;

/** Published figures that the honest world is held against; the sources stand in section "Beside published figures" of docs/simulator.md. */
const published: readonly (readonly [name: keyof Statistics, words: string, figure: string])[] = [
  ['returnRate', 'value returned', '0.16 (NRF 2025) to 0.245 (Appriss 2024)'],
  ['theftRate', 'parcels stolen after delivery', '0.0026 to 0.011'],
  ['claimRateRatio', 'claim rate above $2,000 over below $100', '2.5 (Riskified 2025)'],
  ['novemberDecember', 'claims in November and December', 'about a third (Riskified 2025)'],
  ['januaryOverUsual', 'claims in January over a usual month', 'over half of the season spills into January'],
  ['dishonestContacts', 'contacts that are dishonest', '0.010 (Pindrop, calls)'],
  ['policeReports', 'thefts reported to the police', '0.18'],
  ['granted', 'claims granted', 'about 0.9'],
];

/** How fast worlds are made and in how much memory, and how the honest shop compares with published figures. */
export async function run({ args }: BenchOptions): Promise<void> {
  if (args[0] === '--write') return writeOne(Number(args[1]), Number(args[2]));
  const rows: ResultRow[] = [];
  for (const { accounts, days } of sizes) {
    const answer = execFileSync(process.execPath, [
      // Half a million accounts are more than Node's usual heap holds on small machines.
      '--max-old-space-size=6000',
      fileURLToPath(import.meta.url),
      '--write',
      String(accounts),
      String(days),
    ]);
    rows.push({ what: `${accounts} accounts, ${days} days, written`, ...(JSON.parse(answer.toString()) as ResultRow) });
    process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
  }
  const found = honestShop();
  for (const [name, words, figure] of published) rows.push({ what: words, published: figure, here: found[name] });
  writeResult('simulator', {
    title: 'The simulated shop: speed, memory, and the honest shop beside published figures',
    notes: [
      'Speed: seed 1, 2 % fraud, hardness 0.5; events, truth, judgements and channels written without compression, one process a world; memory is its peak.',
      'Figures: seed 1, 6,000 accounts, 365 days, 2 % fraud. Shares are 0 to 1.',
    ],
    rows,
  });
}

function writeOne(accounts: number, days: number): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringfence-simulator-'));
  const started = performance.now();
  const request = { seed: 1, accounts, days, fraudShare: 0.02, hardness: 0.5, registrations: 0 };
  const { counts } = writeWorld(request, path.join(folder, 'world'), false, () => {});
  const seconds = (performance.now() - started) / 1_000;
  rmSync(folder, { recursive: true, force: true });
  const row = {
    events: counts.events,
    seconds,
    'events a second': Math.round(counts.events / seconds),
    'peak MiB': Math.round(process.resourceUsage().maxRSS / 1_024),
  };
  process.stdout.write(JSON.stringify(row));
}

function honestShop(): Statistics {
  const events: string[] = [];
  const truth: string[] = [];
  simulate(
    { seed: 1, accounts: 6_000, days: 365, fraudShare: 0.02, hardness: 0.5, registrations: 0 },
    {
      event: line => events.push(line),
      truth: line => truth.push(line),
      judgement: () => {},
      registration: () => {},
    },
  );
  return statisticsOf(events, truth);
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
