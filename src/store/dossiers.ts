import type { Fact } from '../domain/fact.ts';
import type { Database } from './database.ts';
import { reviveFact } from './revive.ts';

/** Streams hang at most this deep: order -> return -> label's parcel; one more for a contact's own. */
const depthMax = 4;
/** Facts read of one stream. An order has some dozens; a tracking number such as "N/A" may have millions and is cut. */
const factsMax = 400;

const statement = `
with recursive reach (origin, stream, depth) as (
  select id, ('order:' || id) collate "C", 0 from unnest($1::text[]) as orders (id)
  union
  select reach.origin, stream_links.child, reach.depth + 1
  from reach join stream_links on stream_links.parent = reach.stream
  where reach.depth < ${depthMax}
),
streams as (select distinct origin, stream from reach)
select streams.origin, facts.seq, facts.known_us, facts.body
from streams cross join lateral (
  select seq, known_us, body from event_log
  where event_log.stream = streams.stream and known_us <= $2 and body is not null
  limit ${factsMax}
) as facts`;

/** The dossiers of orders: every fact of the order and of what hangs on it that was known at the moment, by order, in no order. */
export async function readDossiers(database: Database, orderIds: readonly string[], asOf: number): Promise<Map<string, Fact[]>> {
  const dossiers = new Map<string, Fact[]>(orderIds.map(id => [id, []]));
  const result = await database.query<[string, number, number, string]>({
    name: 'dossiers',
    text: statement,
    values: [orderIds, asOf],
    rowMode: 'array',
  } as never);
  for (const [origin, seq, known_us, body] of result.rows) {
    const fact = reviveFact({ seq, known_us, body });
    if (fact !== null) dossiers.get(origin)!.push(fact);
  }
  return dossiers;
}
