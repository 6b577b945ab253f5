import type { Decision } from '../domain/decision.ts';
import type { Moment } from '../domain/time.ts';
import type { Database } from './database.ts';
import { readRecord } from './decisions.ts';

const pageSize = 1_000;

export interface DecisionAt {
  readonly decision: Decision;
  readonly decidedAt: Moment;
}

/** Every decision, in pages, by claim id. */
export async function* decisionPages(database: Database): AsyncGenerator<readonly DecisionAt[]> {
  let after = '';
  while (true) {
    const result = await database.query<[string, number, string]>({
      text: `select d.claim_id, d.decided_us, e.body from decisions d join event_log e on e.seq = d.seq
             where d.claim_id > $1 and e.body is not null order by d.claim_id limit ${pageSize}`,
      values: [after],
      rowMode: 'array',
    } as never);
    if (result.rows.length === 0) return;
    after = result.rows.at(-1)![0];
    yield result.rows.map(([, decidedAt, body]) => ({ decision: readRecord(body).decision, decidedAt }));
  }
}
