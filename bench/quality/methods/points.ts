import type { PlainColumns } from '../plain-columns.ts';

interface PointRule {
  readonly points: number;
  readonly when: (columns: PlainColumns) => boolean;
}

const above = (column: string, least: number) => (columns: PlainColumns) => Number(columns[column] ?? 0) >= least;
const lossReasons: readonly unknown[] = ['not_received', 'empty_parcel', 'missing_item'];

/**
 * Additive points as shops and the simpler tools of the trade keep them: age of the account, claims and refunds before, value,
 * kind of goods, and a parcel that is said not to have come although the carrier says it did. The thresholds are the usual round
 * numbers; nothing is fitted to the simulated worlds.
 */
export const pointRules: readonly PointRule[] = [
  { points: 20, when: columns => Number(columns['account_age'] ?? 0) < 30 },
  { points: 10, when: columns => Number(columns['orders_365d'] ?? 0) <= 1 },
  { points: 15, when: above('claims_90d', 1) },
  { points: 15, when: above('claims_90d', 2) },
  { points: 15, when: above('claims_365d', 4) },
  { points: 15, when: columns => above('claim_rate_365d', 0.3)(columns) && above('claims_365d', 2)(columns) },
  { points: 10, when: columns => above('refund_rate_365d', 0.5)(columns) && above('refunds_365d', 2)(columns) },
  { points: 10, when: above('value', 150) },
  { points: 15, when: above('value', 500) },
  { points: 10, when: columns => lossReasons.includes(columns['reason']) },
  { points: 20, when: columns => columns['reason'] === 'not_received' && columns['days_since_delivery'] !== null },
  { points: 10, when: columns => columns['category'] === 'electronics' },
  { points: 5, when: above('contacts_30d', 3) },
];

export function pointsOf(columns: PlainColumns): number {
  return pointRules.reduce((sum, rule) => sum + (rule.when(columns) ? rule.points : 0), 0);
}
