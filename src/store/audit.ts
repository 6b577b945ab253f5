import type { Fact } from '../domain/fact.ts';
import { hourOf, type Moment } from '../domain/time.ts';
import { feedActivity, feedsAsked, historyHours } from '../ledger/feeds.ts';
import { foldOrder, type OrderLedger } from '../ledger/fold.ts';
import type { LedgerTerms } from '../ledger/terms.ts';
import type { Database } from './database.ts';
import { readDossiers } from './dossiers.ts';
import { readFeedHours } from './feed-hours.ts';

/** Orders folded at a time. */
const pageSize = 200;

/** Types of fact that give value back, or ask for it: only orders with one of them can have findings worth a list. */
const valueBack = ['claim.filed', 'refund.issued', 'credit.granted', 'replacement.shipped', 'dispute.opened', 'return.received'];

/** The ledgers of orders as known at a moment, in the order of the ids. */
export async function readLedgers(database: Database, terms: LedgerTerms, orderIds: readonly string[], asOf: Moment): Promise<OrderLedger[]> {
  const dossiers = await readDossiers(database, orderIds, asOf);
  const asked = orderIds.map(id => feedsAsked(dossiers.get(id)!, asOf, terms));
  const hours = await readFeedHours(
    database,
    asked.flatMap(feeds =>
      feeds.map(({ feed, fromHour, toHour }) => ({ feed, fromHour: fromHour - historyHours, toHour, knownBefore: hourOf(asOf) })),
    ),
  );
  let next = 0;
  return orderIds.map((id, index) => {
    const counts = new Map(asked[index]!.map(({ feed }): [string, ReadonlyMap<number, number>] => [feed, hours[next++]!]));
    return foldOrder(id as never, dossiers.get(id) as Fact[], asOf, feedActivity(counts), terms);
  });
}

/** Ledgers of every order from which value went back or was asked back, in pages, by order id. */
export async function* auditOrders(database: Database, terms: LedgerTerms, asOf: Moment): AsyncGenerator<readonly OrderLedger[]> {
  let after = '';
  while (true) {
    const result = await database.query<[string]>({
      text: `select distinct stream from event_log
             where type = any ($1) and stream > $2 and stream >= 'order:' and stream < 'order;' and known_us <= $3
             order by stream limit ${pageSize}`,
      values: [valueBack, after, asOf],
      rowMode: 'array',
    } as never);
    if (result.rows.length === 0) return;
    after = result.rows.at(-1)![0];
    const ids = result.rows.map(([stream]) => stream.slice('order:'.length));
    yield await readLedgers(database, terms, ids, asOf);
  }
}
