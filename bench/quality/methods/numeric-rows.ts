import { claimReasons } from '../../../src/domain/events/claim.ts';
import { median } from '../../harness.ts';
import type { PlainColumns } from '../plain-columns.ts';

/** The plain columns as numbers: what is not known takes the median of its column, and the reason becomes a column for each. */
export function numericRows(claims: readonly PlainColumns[]): number[][] {
  const columns = Object.keys(claims[0] ?? {}).filter(column => claims.some(each => typeof each[column] === 'number'));
  const filling = columns.map(column => {
    const known = claims.map(each => each[column]).filter(value => typeof value === 'number');
    return median(known);
  });
  return claims.map(each => [
    ...columns.map((column, index) => {
      const value = each[column];
      return typeof value === 'number' ? value : filling[index]!;
    }),
    ...claimReasons.map(reason => (each['reason'] === reason ? 1 : 0)),
  ]);
}
