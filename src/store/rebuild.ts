import type pg from 'pg';
import { project } from '../profiles/project.ts';
import { emptyRows } from '../profiles/rows.ts';
import { type Database, inTransaction } from './database.ts';
import { decisionProjection, type MadeDecision, readRecord } from './decisions.ts';
import { reviveFact } from './revive.ts';
import { profileBatch } from './rows.ts';
import { derivedTables } from './tables.ts';
import { writeRows } from './write.ts';

/** Facts read at a time. */
const pageSize = 5_000;

export interface RebuildProgress {
  readonly facts: number;
  readonly total: number;
}

/**
 * Empties every projection and makes it again from the log, in one transaction: whoever reads or writes meanwhile waits, and a
 * stop or a crash leaves them as they were. `onProgress` is told after every page; throwing there stops the rebuild.
 */
export async function rebuild(database: Database, onProgress: (progress: RebuildProgress) => void): Promise<void> {
  await inTransaction(database, async client => {
    // Writers wait: a fact appended in between would be missed or counted twice.
    await client.query('lock table event_log in share row exclusive mode');
    const total = (await client.query<{ n: number }>('select count(*) as n from event_log')).rows[0]!.n;
    await client.query(`truncate ${derivedTables.join(', ')}`);
    let after = -1;
    let facts = 0;
    while (true) {
      const page = await readPage(client, after);
      if (page.length === 0) break;
      await projectPage(client, page);
      after = page.at(-1)![0];
      facts += page.length;
      onProgress({ facts, total });
    }
    await client.query('delete from undecided_claims u using decisions d where d.claim_id = u.claim_id');
  });
}

type PageRow = [seq: number, known_us: number, body: string];

async function readPage(client: pg.ClientBase, after: number): Promise<PageRow[]> {
  const result = await client.query<PageRow>({
    name: 'log-page',
    text: `select seq, known_us, body from event_log where seq > $1 and body is not null order by seq limit ${pageSize}`,
    values: [after],
    rowMode: 'array',
  } as never);
  return result.rows;
}

async function projectPage(client: pg.ClientBase, page: readonly PageRow[]): Promise<void> {
  const rows = emptyRows();
  const made: MadeDecision[] = [];
  for (const [seq, known_us, body] of page) {
    const fact = reviveFact({ seq, known_us, body });
    if (fact === null) made.push({ record: readRecord(body), seq, decidedAt: known_us });
    else project(fact, rows);
  }
  const batch = profileBatch(rows);
  const decided = decisionProjection(made);
  await writeRows(client, { ...batch, ...decided, tallyDay: [...batch.tallyDay!, ...decided.tallyDay!] });
}

/** A digest of each projection's content, equal for equal content however its rows came about. */
export async function digestProjections(database: Database): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const table of derivedTables) {
    const result = await database.query<{ digest: string }>(
      `select md5(coalesce(string_agg(h, '' order by h), '')) as digest from (select md5(t::text) as h from (${contentOf(table)}) as t) as hashed`,
    );
    digests[table] = result.rows[0]!.digest;
  }
  return digests;
}

/** Counts are equal by their sums; a claim that is decided waits no longer, though its row may not have been cleared away yet. */
function contentOf(table: (typeof derivedTables)[number]): string {
  if (table === 'tally_day') return 'select key, day, sum(n) as n from tally_day group by 1, 2';
  if (table === 'tally_hour') return 'select key, hour, known_hour, sum(n) as n from tally_hour group by 1, 2, 3';
  if (table !== 'undecided_claims') return `select * from ${table}`;
  return 'select u.* from undecided_claims u where not exists (select from decisions d where d.claim_id = u.claim_id)';
}
