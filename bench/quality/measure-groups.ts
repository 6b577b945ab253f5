import type { Outcome } from '../../src/domain/decision.ts';
import { outcomesOf } from './measure-cell.ts';
import { wilsonInterval } from './metrics/wilson.ts';
import type { ScoredClaim } from './scored-claim.ts';

/** How often the honest claims of a group are not paid at once, beside all honest claims. */
export interface GroupMeasures {
  readonly group: string;
  readonly claims: number;
  /** Claims that were not paid at once. */
  readonly late: number;
  /** Those of them that were asked about or reviewed, and that as a multiple of the average: the rarer and worse trouble. */
  readonly troubled: number;
  readonly multipleOfTroubled: number;
  readonly rate: number;
  /** The rate as a multiple of that of all honest claims, with the ends of its Wilson interval as multiples too. */
  readonly multiple: number;
  readonly low: number;
  readonly high: number;
  /**
   * The late claims for each that would be expected if every claim met the rate of all honest claims of its reason: what is left
   * of the multiple where only like is compared with like. NaN where none would be expected.
   */
  readonly multipleOfReason: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Whether it is one of those that must not fare worse than `multipleMax`. */
  readonly watched: boolean;
}

/** Nobody in a bad street, a dorm or with a carer may be kept waiting for their money more often than so many times the average. */
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
  const average = { late: lateAmong(honest) / honest.length, troubled: troubledAmong(honest) / honest.length };
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
  average: { readonly late: number; readonly troubled: number },
  ofReason: ReadonlyMap<unknown, number>,
): GroupMeasures {
  const late = lateAmong(members);
  const troubled = troubledAmong(members);
  const expected = members.reduce((sum, claim) => sum + ofReason.get(claim.plain['reason'])!, 0);
  const [low, high] = wilsonInterval(late, members.length);
  return {
    group,
    claims: members.length,
    late,
    troubled,
    multipleOfTroubled: troubled / members.length / average.troubled,
    rate: late / members.length,
    multiple: late / members.length / average.late,
    low: low / average.late,
    high: high / average.late,
    multipleOfReason: late / expected,
    outcomes: outcomesOf(members),
    watched: watchedGroups.has(group),
  };
}

function ratesByReason(honest: readonly ScoredClaim[]): ReadonlyMap<unknown, number> {
  const byReason = Map.groupBy(honest, claim => claim.plain['reason']);
  return new Map([...byReason].map(([reason, members]) => [reason, lateAmong(members) / members.length]));
}

function lateAmong(claims: readonly ScoredClaim[]): number {
  return claims.filter(claim => claim.outcome !== 'pay').length;
}

function troubledAmong(claims: readonly ScoredClaim[]): number {
  return claims.filter(claim => claim.outcome === 'ask' || claim.outcome === 'review').length;
}
