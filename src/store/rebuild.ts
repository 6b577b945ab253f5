import type pg from 'pg';
import { project } from '../profiles/project.ts';
import { emptyRows } from '../profiles/rows.ts';
import { type Database, inTransaction } from './database.ts';
import { decisionProjection, decisionType, type MadeDecision, readRecord } from './decisions.ts';
import { projectDetection, readDetection } from './detections.ts';
import { detectionType, verdictType } from './own-facts.ts';
import { reviveFact } from './revive.ts';
import { readVerdict, type VerdictFact, verdictProjection } from './ring-verdicts.ts';
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
    const detections: PageRow[] = [];
    let after = -1;
    let facts = 0;
    while (true) {
      const page = await readPage(client, after);
      if (page.length === 0) break;
      detections.push(...(await projectPage(client, page)));
      after = page.at(-1)![0];
      facts += page.length;
      onProgress({ facts, total });
    }
    await client.query('delete from undecided_claims u using decisions d where d.claim_id = u.claim_id');
    await projectDetections(client, detections);
  });
}

type PageRow = [seq: number, type: string, known_us: number, body: string];

async function readPage(client: pg.ClientBase, after: number): Promise<PageRow[]> {
  const result = await client.query<PageRow>({
    name: 'log-page',
    text: `select seq, type, known_us, body from event_log where seq > $1 and body is not null order by seq limit ${pageSize}`,
    values: [after],
    rowMode: 'array',
  } as never);
  return result.rows;
}

/** Projects what does not depend on order; answers the detections, which do, without their bodies. */
async function projectPage(client: pg.ClientBase, page: readonly PageRow[]): Promise<PageRow[]> {
  const rows = emptyRows();
  const made: MadeDecision[] = [];
  const judged: VerdictFact[] = [];
  const detections: PageRow[] = [];
  for (const [seq, type, known_us, body] of page) {
    if (type === decisionType) made.push({ record: readRecord(body), seq, decidedAt: known_us });
    else if (type === verdictType) judged.push({ seq, knownAt: known_us, judged: readVerdict(body) });
    else if (type === detectionType) detections.push([seq, type, known_us, '']);
    else {
      const fact = reviveFact({ seq, known_us, body });
      if (fact === null) throw new Error(`Fact ${seq} is of type "${type}", which this version does not know.`);
      project(fact, rows);
    }
  }
  const batch = profileBatch(rows);
  const decided = decisionProjection(made);
  const tallyDay = [...batch.tallyDay!, ...decided.tallyDay!];
  await writeRows(client, { ...batch, ...decided, ...verdictProjection(judged), tallyDay });
  return detections;
}

/** Each detection changes what those before it left, by moment of knowing: numbers of facts do not follow it. */
async function projectDetections(client: pg.ClientBase, detections: readonly PageRow[]): Promise<void> {
  const inOrder = [...detections].sort(([a, , left], [b, , right]) => left - right || a - b);
  for (const [seq, , knownAt] of inOrder) {
    const result = await client.query<{ body: string }>('select body from event_log where seq = $1', [seq]);
    await projectDetection(client, { seq, knownAt, detected: readDetection(result.rows[0]!.body) });
  }
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
