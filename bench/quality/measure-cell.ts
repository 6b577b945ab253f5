import type { Outcome } from '../../src/domain/decision.ts';
import { brierScore, type CalibrationBin, equalMassBins, expectedCalibrationError } from './metrics/calibration.ts';
import { moneyCaughtAt, reviewOrder } from './metrics/caught.ts';
import { averagePrecision, rocAuc } from './metrics/ranking.ts';
import type { Cell } from './plan.ts';
import { ceiling, oracle, type RankedCell, type RankedWorld, reference, ringfence } from './ranked-cell.ts';
import type { ScoredClaim } from './scored-claim.ts';

/** Shares of the claims that somebody has time to review. */
export const reviewShares = [0.01, 0.03, 0.05] as const;
/** Points of the curve: every quarter of a per cent up to 20 %. */
export const curveShares = Array.from({ length: 81 }, (_, index) => index / 400);
const calibrationBins = 15;

/** A figure over the worlds of a cell. */
export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

export interface MethodMeasures {
  readonly method: string;
  readonly rocAuc: Spread;
  readonly averagePrecision: Spread;
  /** Share of fraudulent money caught where claims are ranked by score times value, one for each of `reviewShares`. */
  readonly caughtByLoss: readonly Spread[];
  /** The same ranked by score alone; the dearer claim first among equals. */
  readonly caughtByScore: readonly Spread[];
  /** Share of the fraudulent money caught by expected loss at each of `curveShares`, mean over the worlds. */
  readonly curve: readonly number[];
}

export interface Calibration {
  readonly method: string;
  readonly error: number;
  readonly brier: number;
  /** Brier score of somebody who gives every claim the true share. */
  readonly brierOfShare: number;
  readonly bins: readonly CalibrationBin[];
}

export interface CellMeasures {
  readonly cell: Cell;
  readonly claims: number;
  readonly fraud: number;
  readonly abuse: number;
  /** In US dollars by reference rates. */
  readonly fraudMoney: number;
  readonly methods: readonly MethodMeasures[];
  readonly calibration: readonly Calibration[];
  /** Share of the claims of each verdict that had each outcome. */
  readonly outcomes: Readonly<Record<ScoredClaim['verdict'], Readonly<Record<Outcome, number>>>>;
  readonly referenceNote: string | null;
}

export function measureCell({ cell, worlds, referenceNote }: RankedCell): CellMeasures {
  const claims = worlds.flatMap(world => world.claims);
  const methods = [...worlds[0]!.scores.keys()];
  const fraud = claims.filter(claim => claim.fraud);
  return {
    cell,
    claims: claims.length,
    fraud: fraud.length,
    abuse: claims.filter(claim => claim.verdict === 'abuse').length,
    fraudMoney: fraud.reduce((sum, claim) => sum + claim.value, 0),
    methods: methods.map(method => measureMethod(worlds, method)),
    calibration: [ringfence, reference].filter(name => methods.includes(name)).map(name => calibrationOf(worlds, name)),
    outcomes: {
      honest: outcomesOf(claims.filter(claim => claim.verdict === 'honest')),
      fraud: outcomesOf(fraud),
      abuse: outcomesOf(claims.filter(claim => claim.verdict === 'abuse')),
    },
    referenceNote,
  };
}

function measureMethod(worlds: readonly RankedWorld[], method: string): MethodMeasures {
  const measured = worlds.map(world => {
    const scores = world.scores.get(method)!;
    const byLoss = reviewOrder(
      world.claims,
      scores.map((score, index) => score * world.claims[index]!.value),
    );
    const byScore = reviewOrder(world.claims, scores);
    const judged = withoutAbuse(world, method);
    return {
      rocAuc: rocAuc(judged.scores, judged.fraud),
      averagePrecision: averagePrecision(judged.scores, judged.fraud),
      caughtByLoss: reviewShares.map(share => moneyCaughtAt(byLoss, share)),
      caughtByScore: reviewShares.map(share => moneyCaughtAt(byScore, share)),
      curve: curveShares.map(share => moneyCaughtAt(byLoss, share)),
    };
  });
  return {
    method,
    rocAuc: spread(measured.map(world => world.rocAuc)),
    averagePrecision: spread(measured.map(world => world.averagePrecision)),
    caughtByLoss: reviewShares.map((_, at) => spread(measured.map(world => world.caughtByLoss[at]!))),
    caughtByScore: reviewShares.map((_, at) => spread(measured.map(world => world.caughtByScore[at]!))),
    curve: curveShares.map((_, at) => mean(measured.map(world => world.curve[at]!))),
  };
}

/** Abuse is neither fraud nor honest: it is left out where claims are told apart, and counts as work where they are reviewed. */
function withoutAbuse(world: RankedWorld, method: string): { scores: number[]; fraud: boolean[] } {
  const scores = world.scores.get(method)!;
  const judged = world.claims.map((claim, index) => ({ claim, score: scores[index]! }));
  const kept = judged.filter(({ claim }) => claim.verdict !== 'abuse');
  return { scores: kept.map(({ score }) => score), fraud: kept.map(({ claim }) => claim.fraud) };
}

function calibrationOf(worlds: readonly RankedWorld[], method: string): Calibration {
  const judged = worlds.map(world => withoutAbuse(world, method));
  const scores = judged.flatMap(world => world.scores);
  const fraud = judged.flatMap(world => world.fraud);
  const bins = equalMassBins(scores, fraud, calibrationBins);
  const share = fraud.filter(Boolean).length / fraud.length;
  return {
    method,
    error: expectedCalibrationError(bins),
    brier: brierScore(scores, fraud),
    brierOfShare: share * (1 - share),
    bins,
  };
}

export function outcomesOf(claims: readonly ScoredClaim[]): Record<Outcome, number> {
  const share = (outcome: Outcome): number =>
    claims.filter(claim => claim.outcome === outcome).length / Math.max(1, claims.length);
  return {
    pay: share('pay'),
    pay_after_return: share('pay_after_return'),
    ask: share('ask'),
    review: share('review'),
  };
}

const notNaive: readonly string[] = [ringfence, reference, ceiling, oracle];

/** The naive method and ranking that catch most of the money when 3 % are reviewed: what a world is hard for. */
export function bestNaive(measures: CellMeasures): {
  readonly method: string;
  readonly by: string;
  readonly share: number;
} {
  const at = reviewShares.indexOf(0.03);
  const all = measures.methods
    .filter(({ method }) => !notNaive.includes(method))
    .flatMap(({ method, caughtByLoss, caughtByScore }) => [
      { method, by: 'score times value', share: caughtByLoss[at]!.mean },
      { method, by: 'score', share: caughtByScore[at]!.mean },
    ]);
  return all.reduce((best, next) => (next.share > best.share ? next : best));
}

function spread(values: readonly number[]): Spread {
  return { mean: mean(values), min: Math.min(...values), max: Math.max(...values) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
