import type { Fact } from '../domain/fact.ts';
import { depthMax, reachedThen } from '../profiles/reach.ts';
import type { Database } from './database.ts';
import { reviveFact } from './revive.ts';

/** Facts read of one stream. An order has some dozens; a tracking number such as "N/A" may have millions and is cut. */
const factsMax = 400;

/** Streams read below one stream. The limit also keeps the planner at the index: joined freely, it reads the whole table of links. */
const linksMax = 400;

const statement = `
with recursive reach (origin, stream, depth) as (
  (
    select id, ('order:' || id) collate "C", 0 from unnest($1::text[]) as orders (id)
    union all
    select id, stream collate "C", 1 from unnest($3::text[], $4::text[]) as named (id, stream)
  )
  union
  select reach.origin, links.child, reach.depth + 1
  from reach cross join lateral (
    select child from stream_links where stream_links.parent = reach.stream limit ${linksMax}
  ) as links
  where reach.depth < ${depthMax}
),
streams as (select distinct origin, stream from reach)
select streams.origin, facts.seq, facts.known_us, facts.body
from streams cross join lateral (
  select seq, known_us, body from event_log
  where event_log.stream = streams.stream and known_us <= $2 and body is not null
  limit ${factsMax}
) as facts`;

/** A stream that hangs on an order though no fact in the log says so yet. */
export interface NamedStream {
  readonly orderId: string;
  readonly stream: string;
}

/** The dossiers of orders: every fact of the order and of what hung on it that was known at the moment, by order, sorted by knowing. */
export async function readDossiers(
  database: Database,
  orderIds: readonly string[],
  asOf: number,
): Promise<Map<string, readonly Fact[]>> {
  const reach = await readReach(database, orderIds, [], asOf);
  return new Map(orderIds.map(id => [id, reachedThen(id, [], reach.get(id)!, asOf)]));
}

/**
 * All that hangs on orders or on the streams named beside them by the links of today, as far as its facts were known at the moment,
 * in no order. {@link reachedThen} leaves out what hangs there only since later.
 */
export async function readReach(
  database: Database,
  orderIds: readonly string[],
  named: readonly NamedStream[],
  asOf: number,
): Promise<Map<string, Fact[]>> {
  const dossiers = new Map<string, Fact[]>(orderIds.map(id => [id, []]));
  const result = await database.query<[string, number, number, string]>({
    name: 'dossiers',
    text: statement,
    values: [orderIds, asOf, named.map(({ orderId }) => orderId), named.map(({ stream }) => stream)],
    rowMode: 'array',
  } as never);
  for (const [origin, seq, known_us, body] of result.rows) {
    const fact = reviveFact({ seq, known_us, body });
    if (fact !== null) dossiers.get(origin)!.push(fact);
  }
  return dossiers;
}
