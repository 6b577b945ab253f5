import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { atOnce, inProcess } from './at-once.ts';
import {
  type BenchOptions,
  type BenchResult,
  isStarted,
  keepResult,
  type ResultRow,
  rowsSoFar,
  writeResult,
} from './harness.ts';
import { baselinePrecision, earliestColumn, worldColumns, worldRow } from './rings/measure-world.ts';
import type { RingWorldJob } from './rings/world-process.ts';
import { customersMin } from './rings/worlds.ts';

const script = fileURLToPath(new URL('./rings/world-process.ts', import.meta.url));
/** A world of 50,000 accounts with all its events, and the book of links beside them. */
const memory = ['--max-old-space-size=9000'];

/**
 * Rings found in simulated worlds with known truth, beside connected components, Louvain and FRAUDAR on the same events.
 * Takes `--seeds 1,2`, `--accounts 20000`, `--shares 0.02,0.05`, `--hardness 0.2,0.5,0.8`, `--days 180`, `--quick` (one small world a
 * hardness), `--weekly` (also replays each world week by week, to see how early each ring is reported) and `--at-once 1` (worlds beside each
 * other). Rows are kept as they come: a run that was stopped goes on where it was, and a plan may be run in parts,
 * as long as the commit is the same.
 */
export async function run({ args }: BenchOptions): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1,2,3,4,5' },
      accounts: { type: 'string', default: '20000,50000' },
      shares: { type: 'string', default: '0.02,0.05' },
      hardness: { type: 'string', default: '0.2,0.5,0.8' },
      days: { type: 'string', default: '180' },
      quick: { type: 'boolean', default: false },
      weekly: { type: 'boolean', default: false },
      'at-once': { type: 'string', default: '1' },
    },
  });
  const numbers = (text: string) => text.split(',').map(Number);
  const plan = values.quick
    ? { seeds: [1], accounts: [5_000], shares: [0, 0.05] }
    : { seeds: numbers(values.seeds), accounts: numbers(values.accounts), shares: numbers(values.shares) };
  const requests = plan.accounts.flatMap(accounts =>
    plan.shares.flatMap(fraudShare =>
      (fraudShare === 0 ? [0.5] : numbers(values.hardness)).flatMap(hardness =>
        plan.seeds.map(seed => ({ seed, accounts, days: Number(values.days), fraudShare, hardness })),
      ),
    ),
  );
  const name = values.quick ? 'rings-world-quick' : 'rings-world';
  const weekly = values.weekly || values.quick;
  const rows = new Map(rowsSoFar(name).map(row => [nameOf(row), row]));
  const isThere = (row: ResultRow | undefined) =>
    row !== undefined && (!weekly || row['rings sought'] === 0 || row[earliestColumn] !== null);
  const missing = requests.filter(request => !isThere(rows.get(nameOf(worldRow(request)))));
  const tasks = missing.map(request => async () => {
    const row = await inProcess<ResultRow>(script, { request, weekly } satisfies RingWorldJob, memory);
    rows.set(nameOf(row), row);
    keepResult(name, resultOf([...rows.values()]));
    const measured = requests.filter(each => isThere(rows.get(nameOf(worldRow(each))))).length;
    process.stderr.write(`${measured} of ${requests.length}: ${JSON.stringify(row)}\n`);
  });
  await atOnce(tasks, Number(values['at-once']));
  writeResult(name, resultOf([...rows.values()].sort(byWorld)));
}

function byWorld(one: ResultRow, other: ResultRow): number {
  const differs = ['accounts', 'fraud share', 'hardness', 'seed'].find(column => one[column] !== other[column]);
  return differs === undefined ? 0 : Number(one[differs]) - Number(other[differs]);
}

/** Names a world by the columns of its row. */
function nameOf(row: ResultRow): string {
  return worldColumns.map(column => row[column]).join(' ');
}

function resultOf(rows: readonly ResultRow[]): BenchResult {
  return {
    title: `Members of rings with ${customersMin} or more customers in simulated worlds: recall and precision of what is reported`,
    notes: [
      'A found member is an account in a reported ring that was a customer of any service; purity asks for the ring that most of its fellows were customers of.',
      `Baselines are given the truth: all their groups of at least two claimants that reach ${baselinePrecision} precision count, or the best cut if that is more. The detector is given nothing.`,
      'Within reach: sought members whom the same evidence would find if every other member of every true ring were known beforehand.',
      'The truth is read after the search and by the measuring alone. Refunds at first report: refunds that a ring had brought about when its first three members were reported, replayed week by week.',
    ],
    rows,
  };
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
