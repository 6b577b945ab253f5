import type { RingReport } from '../../src/detect/rings/find.ts';
import { RingFinder } from '../../src/detect/rings/finder.ts';
import type { ResultRow } from '../harness.ts';
import { baselines } from './baselines.ts';
import { earliness } from './earliness.ts';
import { withinReach } from './within-reach.ts';
import { customersMin, type MadeWorld, type RingTruth, type WorldRequest } from './worlds.ts';

/** A baseline is given what no detector has: which of its groups reach this precision, by the truth. */
export const baselinePrecision = 0.95;

/** Measured only where a world is replayed week by week. */
export const earliestColumn = 'refunds at first report';

/** The columns that name a world; the rest of a row was measured. */
export const worldColumns = ['seed', 'accounts', 'days', 'fraud share', 'hardness'] as const;

export function worldRow({ seed, accounts, days, fraudShare, hardness }: WorldRequest) {
  return { seed, accounts, days, 'fraud share': fraudShare, hardness } satisfies Record<
    (typeof worldColumns)[number],
    number
  >;
}

/** What is found in the world, beside what others find and what is within reach; where asked for, replayed week by week too. */
export function measureWorld(world: MadeWorld, weekly: boolean): ResultRow {
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
    ...worldRow(world.request),
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
    [earliestColumn]: weekly && sought.size > 0 ? earliness(world) : null,
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
