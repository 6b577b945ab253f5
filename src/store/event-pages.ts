import type { Database } from './database.ts';
import { ownTypes } from './own-facts.ts';

const pageSize = 5_000;

/** The bodies of all events that came from outside, in pages, in the order of their numbers. */
export async function* eventPages(database: Database): AsyncGenerator<readonly string[]> {
  let after = -1;
  while (true) {
    const result = await database.query<[number, string]>({
      text: `select seq, body from event_log where seq > $1 and body is not null and type <> all ($2::text[]) order by seq limit ${pageSize}`,
      values: [after, ownTypes],
      rowMode: 'array',
    } as never);
    if (result.rows.length === 0) return;
    after = result.rows.at(-1)![0];
    yield result.rows.map(([, body]) => body);
  }
}
