import { parseArgs } from 'node:util';
import type { RingReport } from '../src/detect/rings/find.ts';
import { RingFinder } from '../src/detect/rings/finder.ts';
import { dayUs } from '../src/domain/time.ts';
import { type BenchOptions, isStarted, median, type ResultRow, writeResult } from './harness.ts';
import { baselines } from './rings/baselines.ts';
import { withinReach } from './rings/within-reach.ts';
import { type MadeWorld, makeWorld, type RingTruth } from './rings/worlds.ts';

/** A baseline is given what no detector has: which of its groups reach this precision, by the truth. */
const baselinePrecision = 0.95;
const customersMin = 10;
const weekDays = 7;

/**
 * Rings found in simulated worlds with known truth, beside connected components, Louvain and FRAUDAR on the same events.
 * Takes `--seeds 1,2`, `--accounts 20000`, `--shares 0.02,0.05`, `--hardness 0.2,0.5,0.8`, `--days 180`, `--quick` (one small world a
 * hardness) and `--weekly` (also replays each world week by week, to see how early each ring is reported).
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
    },
  });
  const numbers = (text: string) => text.split(',').map(Number);
  const plan = values.quick
    ? { seeds: [1], accounts: [5_000], shares: [0, 0.05] }
    : { seeds: numbers(values.seeds), accounts: numbers(values.accounts), shares: numbers(values.shares) };
  const rows: ResultRow[] = [];
  for (const accounts of plan.accounts) {
    for (const fraudShare of plan.shares) {
      for (const hardness of fraudShare === 0 ? [0.5] : numbers(values.hardness)) {
        for (const seed of plan.seeds) {
          const world = await makeWorld({ seed, accounts, days: Number(values.days), fraudShare, hardness });
          rows.push(measure(world, values.weekly || values.quick));
          process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
        }
      }
    }
  }
  writeResult(values.quick ? 'rings-world-quick' : 'rings-world', {
    title: `Members of rings with ${customersMin} or more customers in simulated worlds: recall and precision of what is reported`,
    notes: [
      'A found member is an account in a reported ring that was a customer of any service; purity asks for the ring that most of its fellows were customers of.',
      `Baselines are given the truth: all their groups of at least two claimants that reach ${baselinePrecision} precision count, or the best cut if that is more. The detector is given nothing.`,
      'Within reach: sought members whom the same evidence would find if every other member of every true ring were known beforehand.',
      'The truth is read after the search and by the measuring alone. Refunds at first report: refunds that a ring had brought about when its first three members were reported, replayed week by week.',
    ],
    rows,
  });
}

function measure(world: MadeWorld, weekly: boolean): ResultRow {
  const finder = new RingFinder();
  const started = performance.now();
  const report = finder.update(world.facts);
  const seconds = (performance.now() - started) / 1_000;
  const { rings } = world;
  const members = new Set(rings.flatMap(ring => ring.members));
  const sought = new Set(rings.filter(ring => ring.members.length >= customersMin).flatMap(ring => ring.members));
  const found = new Set(report.rings.flatMap(ring => ring.members.map(member => member.accountId)));
  const right = [...found].filter(account => members.has(account)).length;
  const reachable = withinReach(finder.book, rings);
  const baseline = baselines(world.facts).map(({ name, groups }) => ({
    name,
    recall: bestCut(groups, members, sought),
  }));
  return {
    seed: world.request.seed,
    accounts: world.request.accounts,
    'fraud share': world.request.fraudShare,
    hardness: world.request.hardness,
    'rings sought': rings.filter(ring => ring.members.length >= customersMin).length,
    reported: report.rings.length,
    recall: share([...sought].filter(account => found.has(account)).length, sought.size),
    precision: share(right, found.size),
    'within reach': share([...sought].filter(account => reachable.has(account)).length, sought.size),
    purity: purity(report, rings),
    'mostly honest': report.rings.filter(ring => {
      const honest = ring.members.filter(member => !members.has(member.accountId)).length;
      return honest * 2 > ring.members.length;
    }).length,
    ...Object.fromEntries(baseline.map(({ name, recall }) => [name, recall])),
    'refunds at first report': weekly && sought.size > 0 ? earliness(world) : null,
    claims: report.claims,
    seconds,
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Share of reported members that were customers of the service that most members of their reported ring were customers of. */
function purity(report: RingReport, rings: readonly RingTruth[]): number | null {
  let agreeing = 0;
  let all = 0;
  for (const ring of report.rings) {
    const accounts = ring.members.map(member => member.accountId);
    agreeing += Math.max(...rings.map(truth => accounts.filter(account => truth.members.includes(account)).length));
    all += accounts.length;
  }
  return share(agreeing, all);
}

/**
 * The most of the sought that groups find while the precision holds: of all cuts through the ranked list, and of taking just the groups
 * that are pure enough by the truth, whichever is more. No method could choose so; it is the most that these groups allow.
 */
function bestCut(
  groups: readonly (readonly string[])[],
  members: ReadonlySet<string>,
  sought: ReadonlySet<string>,
): number | null {
  const found = new Set<string>();
  let best = 0;
  let right = 0;
  let hits = 0;
  for (const group of groups) {
    for (const account of group) {
      if (found.has(account)) continue;
      found.add(account);
      if (members.has(account)) right++;
      if (sought.has(account)) hits++;
    }
    if (right >= baselinePrecision * found.size) best = Math.max(best, hits);
  }
  const pure = groups.filter(
    group => group.filter(account => members.has(account)).length >= baselinePrecision * group.length,
  );
  const chosen = new Set(pure.flat().filter(account => sought.has(account)));
  return share(Math.max(best, chosen.size), sought.size);
}

/** Median over the sought rings of the refunds that they had had when three of their members stood in one reported ring. */
function earliness(world: MadeWorld): number | null {
  const sorted = [...world.facts].sort((left, right) => left.knownAt - right.knownAt || left.seq - right.seq);
  const finder = new RingFinder();
  const waiting = new Set(world.rings.filter(ring => ring.members.length >= customersMin));
  const counts: number[] = [];
  const end = sorted.at(-1)!.knownAt;
  let at = 0;
  for (
    let until = end - world.request.days * dayUs;
    waiting.size > 0 && at < sorted.length;
    until += weekDays * dayUs
  ) {
    const from = at;
    while (at < sorted.length && sorted[at]!.knownAt <= until) at++;
    const report = finder.update(sorted.slice(from, at));
    for (const ring of waiting) {
      const seen = report.rings.some(
        each => each.members.filter(member => ring.members.includes(member.accountId)).length >= 3,
      );
      if (!seen) continue;
      waiting.delete(ring);
      const refunded = sorted
        .slice(0, at)
        .filter(fact => fact.type === 'refund.issued' && ring.claims.has(fact.data.claim_id ?? ''));
      counts.push(refunded.length);
    }
  }
  // A ring that is never reported counts as found after everything.
  for (const ring of waiting) counts.push(ring.claims.size);
  return counts.length === 0 ? null : median(counts);
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
