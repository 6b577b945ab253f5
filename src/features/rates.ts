import type { LossCount } from './known.ts';

/**
 * Orders that the usual rate weighs as much as: a place with fewer says little about itself. At a rate of 2 % the prior then
 * stands for two claims, so that a single claim moves a rate by at most half.
 */
const priorOrders = 100;

/** The rate of a count, drawn towards the usual rate as if that had been seen in {@link priorOrders} orders (Beta prior). */
export function shrunkRate(count: LossCount, usual: number): number {
  return (count.claims + usual * priorOrders) / (count.orders + priorOrders);
}

/** How many times the usual rate the shrunk rate is. */
export function lossRatio(count: LossCount, usual: number): number {
  return usual > 0 ? shrunkRate(count, usual) / usual : 1;
}
