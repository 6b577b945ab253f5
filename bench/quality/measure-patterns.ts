import type { Outcome } from '../../src/domain/decision.ts';
import { patterns } from '../../src/sim/patterns/index.ts';
import { outcomesOf } from './measure-cell.ts';
import { reviewedCount, reviewOrder } from './metrics/caught.ts';
import type { RankedCell } from './ranked-cell.ts';
import type { ScoredClaim } from './scored-claim.ts';

/** What becomes of the fraud of one pattern at one hardness. */
export interface PatternMeasures {
  readonly pattern: string;
  readonly hardness: number;
  readonly claims: number;
  /** In US dollars by reference rates. */
  readonly money: number;
  /** Among the first 3 % of the world's claims by expected loss. */
  readonly caught: number;
  readonly caughtMoney: number;
  /** Share of claims by outcome. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** The share of claims that is reviewed here. */
export const reviewedHere = 0.03;
export const allPatterns = 'all fraud';

/** First all fraud of the cell, then its patterns in the order of the taxonomy; those that did not happen are left out. */
export function measurePatterns({ cell, worlds }: RankedCell): PatternMeasures[] {
  const caught = new Set<ScoredClaim>();
  for (const { claims } of worlds) {
    const order = reviewOrder(
      claims,
      claims.map(claim => claim.score * claim.value),
    );
    for (const claim of order.slice(0, reviewedCount(claims.length, reviewedHere))) caught.add(claim);
  }
  const fraud = worlds.flatMap(world => world.claims).filter(claim => claim.fraud);
  const measure = (pattern: string, members: readonly ScoredClaim[]): PatternMeasures => {
    const found = members.filter(claim => caught.has(claim));
    return {
      pattern,
      hardness: cell.hardness,
      claims: members.length,
      money: moneyOf(members),
      caught: found.length,
      caughtMoney: moneyOf(found),
      outcomes: outcomesOf(members),
    };
  };
  return [
    measure(allPatterns, fraud),
    ...patterns
      .map(({ name }) =>
        measure(
          name,
          fraud.filter(claim => claim.pattern === name),
        ),
      )
      .filter(({ claims }) => claims > 0),
  ];
}

/** Pattern by pattern in the order of the taxonomy, all fraud first, and from easy to hard within each. */
export function inTaxonomy(measures: readonly PatternMeasures[]): PatternMeasures[] {
  const place = new Map([allPatterns, ...patterns.map(({ name }) => name)].map((name, index) => [name, index]));
  return [...measures].sort((a, b) => place.get(a.pattern)! - place.get(b.pattern)! || a.hardness - b.hardness);
}

function moneyOf(claims: readonly ScoredClaim[]): number {
  return claims.reduce((sum, claim) => sum + claim.value, 0);
}
