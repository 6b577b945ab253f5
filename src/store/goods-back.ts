import type { Moment } from '../domain/time.ts';
import type { MetAtClaim } from '../features/known.ts';
import { foldOrder, type OrderLedger } from '../ledger/fold.ts';
import { reachedThen } from '../profiles/reach.ts';
import { readReach } from './dossiers.ts';
import type { Gatherer } from './gather.ts';

/** Asks about the orders of claims as they stood at a moment. */
export interface GoodsQuestion {
  readonly claims: readonly MetAtClaim[];
  readonly moment: Moment;
}

/**
 * Of the claims of each question those (by number) whose goods had come back by the moment, seen on their way and with nothing in the
 * order's ledger against them; in the order of the questions.
 */
export async function readGoodsBack(
  { database, feeds, terms }: Pick<Gatherer, 'database' | 'feeds' | 'terms'>,
  asked: readonly GoodsQuestion[],
  nowMs: number,
): Promise<ReadonlySet<number>[]> {
  const orders = asked.flatMap(({ claims, moment }) => claims.map(({ seq, orderId }) => ({ seq, orderId, moment })));
  const back = new Set<string>();
  if (orders.length > 0) {
    const reach = await readReach(
      database,
      [...new Set(orders.map(({ orderId }) => orderId))],
      [],
      Math.max(...orders.map(({ moment }) => moment)),
    );
    const dossiers = orders.map(({ orderId, moment }) => ({
      facts: reachedThen(orderId, [], reach.get(orderId)!, moment),
      asOf: moment,
    }));
    const activities = await feeds.activities(dossiers, terms, nowMs);
    for (const [index, { seq, orderId, moment }] of orders.entries()) {
      const ledger = foldOrder(orderId, dossiers[index]!.facts, moment, activities[index]!, terms);
      if (cameBackAsSent(ledger)) back.add(`${moment} ${seq}`);
    }
  }
  return asked.map(
    ({ claims, moment }) => new Set(claims.map(({ seq }) => seq).filter(seq => back.has(`${moment} ${seq}`))),
  );
}

/** A receipt alone is no more than one employee's word: the parcel must have been seen on its way or at the dock too. */
function cameBackAsSent({ lines, unassigned, findings }: OrderLedger): boolean {
  const isSeen = [...lines.flatMap(line => line.entries), ...unassigned].some(
    entry => entry.kind === 'scanned_back' || entry.kind === 'at_dock',
  );
  const isReceived = lines.some(line => line.quantities.received > 0);
  return isSeen && isReceived && findings.every(finding => finding.speaks !== 'against');
}
