import type { Moment } from '../domain/time.ts';
import type { OrderLedger } from '../ledger/fold.ts';
import { readLedgers } from './ledger.ts';
import type { Node } from './node.ts';

/** Orders folded at a time. */
const pageSize = 200;

/** Types of fact that give value back, or ask for it: only orders with one of them can have findings worth a list. */
const valueBack = [
  'claim.filed',
  'refund.issued',
  'credit.granted',
  'replacement.shipped',
  'dispute.opened',
  'return.received',
];

/** Ledgers of every order from which value went back or was asked back, in pages, by order id. */
export async function* auditOrders(
  node: Pick<Node, 'database' | 'terms' | 'feeds'>,
  asOf: Moment,
): AsyncGenerator<readonly OrderLedger[]> {
  let after = '';
  while (true) {
    const result = await node.database.query<[string]>({
      text: `select distinct stream from event_log
             where type = any ($1) and stream > $2 and stream >= 'order:' and stream < 'order;' and known_us <= $3
             order by stream limit ${pageSize}`,
      values: [valueBack, after, asOf],
      rowMode: 'array',
    } as never);
    if (result.rows.length === 0) return;
    after = result.rows.at(-1)![0];
    const ids = result.rows.map(([stream]) => stream.slice('order:'.length));
    yield (await readLedgers(node, ids, asOf)).filter(ledger => ledger !== null);
  }
}
