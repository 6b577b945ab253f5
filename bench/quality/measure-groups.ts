import type { Outcome } from '../../src/domain/decision.ts';
import { outcomesOf } from './measure-cell.ts';
import { wilsonInterval } from './metrics/wilson.ts';
import type { ScoredClaim } from './scored-claim.ts';

/** How often the honest claims of a group are asked or reviewed, beside all honest claims. */
export interface GroupMeasures {
  readonly group: string;
  readonly claims: number;
  /** Claims that were asked about or reviewed. */
  readonly troubled: number;
  readonly rate: number;
  /** The rate as a multiple of that of all honest claims, with the ends of its Wilson interval as multiples too. */
  readonly multiple: number;
  readonly low: number;
  readonly high: number;
  /**
   * The troubled claims for each that would be expected if every claim met the rate of all honest claims of its reason: what is left
   * of the multiple where only like is compared with like. NaN where none would be expected.
   */
  readonly multipleOfReason: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Whether it is one of those that must not fare worse than `multipleMax`. */
  readonly watched: boolean;
}

/** Nobody in a bad street, a dorm or with a carer may be asked or reviewed more often than so many times the average. */
export const multipleMax = 1.5;
const watchedGroups: ReadonlySet<string> = new Set([
  'claim: bad street',
  'claim: dorm',
  'claim: carer',
  'account: bad street',
  'account: dorm',
  'account: with a carer',
]);

export const allHonest = 'all honest claims';

/** First all honest claims, then the groups, those that fare worst first. */
export function measureGroups(claims: readonly ScoredClaim[]): GroupMeasures[] {
  const honest = claims.filter(claim => claim.verdict === 'honest');
  const average = troubledAmong(honest) / honest.length;
  const ofReason = ratesByReason(honest);
  const byGroup = new Map<string, ScoredClaim[]>();
  for (const claim of honest) {
    for (const group of claim.groups) {
      const members = byGroup.get(group);
      if (members === undefined) byGroup.set(group, [claim]);
      else members.push(claim);
    }
  }
  const groups = [...byGroup].map(([group, members]) => measureGroup(group, members, average, ofReason));
  groups.sort((a, b) => b.multiple - a.multiple || b.claims - a.claims);
  return [measureGroup(allHonest, honest, average, ofReason), ...groups];
}

function measureGroup(
  group: string,
  members: readonly ScoredClaim[],
  average: number,
  ofReason: ReadonlyMap<unknown, number>,
): GroupMeasures {
  const troubled = troubledAmong(members);
  const expected = members.reduce((sum, claim) => sum + ofReason.get(claim.plain['reason'])!, 0);
  const [low, high] = wilsonInterval(troubled, members.length);
  return {
    group,
    claims: members.length,
    troubled,
    rate: troubled / members.length,
    multiple: troubled / members.length / average,
    low: low / average,
    high: high / average,
    multipleOfReason: troubled / expected,
    outcomes: outcomesOf(members),
    watched: watchedGroups.has(group),
  };
}

function ratesByReason(honest: readonly ScoredClaim[]): ReadonlyMap<unknown, number> {
  const byReason = Map.groupBy(honest, claim => claim.plain['reason']);
  return new Map([...byReason].map(([reason, members]) => [reason, troubledAmong(members) / members.length]));
}

function troubledAmong(claims: readonly ScoredClaim[]): number {
  return claims.filter(claim => claim.outcome === 'ask' || claim.outcome === 'review').length;
}
