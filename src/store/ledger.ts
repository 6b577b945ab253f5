import type { OrderId } from '../domain/ids.ts';
import type { Moment } from '../domain/time.ts';
import { foldOrder, type OrderLedger } from '../ledger/fold.ts';
import { readDossiers } from './dossiers.ts';
import type { Node } from './node.ts';

type LedgerReader = Pick<Node, 'database' | 'terms' | 'feeds'>;

/** The ledgers of orders as they were known at the moment, in the order of the ids; null where nothing was known of an order. */
export async function readLedgers(
  node: LedgerReader,
  orderIds: readonly string[],
  asOf: Moment,
): Promise<(OrderLedger | null)[]> {
  const dossiers = await readDossiers(node.database, orderIds, asOf);
  const asked = orderIds.map(id => ({ facts: dossiers.get(id)!, asOf }));
  const activities = await node.feeds.activities(asked, node.terms, Date.now());
  return asked.map(({ facts }, index) =>
    facts.length === 0 ? null : foldOrder(orderIds[index] as OrderId, facts, asOf, activities[index]!, node.terms),
  );
}

/** The unit ledger of one order as it was known at the moment, or null where nothing at all was known of it. */
export async function readLedger(node: LedgerReader, orderId: string, asOf: Moment): Promise<OrderLedger | null> {
  return (await readLedgers(node, [orderId], asOf))[0]!;
}
