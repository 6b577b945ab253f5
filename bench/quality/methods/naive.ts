import type { PlainColumns } from '../plain-columns.ts';
import { isolationScores } from './isolation-forest.ts';
import { numericRows } from './numeric-rows.ts';
import { pointsOf } from './points.ts';

/** A way to score claims that needs neither labels nor Ringfence: the higher, the more suspicious. */
export interface NaiveMethod {
  readonly name: string;
  /** Scores of all claims of one world, in their order. */
  readonly scores: (claims: readonly PlainColumns[], seed: number) => number[];
}

const each =
  (score: (columns: PlainColumns) => number): NaiveMethod['scores'] =>
  claims =>
    claims.map(score);
const number = (columns: PlainColumns, column: string): number => Number(columns[column] ?? 0);

export const naiveMethods: readonly NaiveMethod[] = [
  { name: 'claims per account', scores: each(columns => number(columns, 'claims_365d')) },
  {
    name: 'claim rate',
    // The claim itself counts, so that a first claim on a first order is a rate of 1.
    scores: each(columns => (number(columns, 'claims_365d') + 1) / Math.max(1, number(columns, 'orders_365d'))),
  },
  { name: 'value', scores: each(columns => number(columns, 'value')) },
  { name: 'additive points', scores: each(pointsOf) },
  { name: 'isolation forest', scores: (claims, seed) => isolationScores(numericRows(claims), seed) },
];
