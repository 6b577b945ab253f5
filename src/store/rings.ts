import type { Moment } from '../domain/time.ts';
import type { RingTies } from '../features/known.ts';
import type { Database } from './database.ts';
import type { RingBody } from './ring-body.ts';

/** A ring with what became of it. */
export interface StoredRing {
  readonly body: RingBody;
  /** First report, last change, and since when it is no longer found; null while it stands. */
  readonly knownAt: Moment;
  readonly changedAt: Moment;
  readonly goneAt: Moment | null;
  /** Number of the fact that holds its state. */
  readonly seq: number;
}

interface Row {
  readonly body: string;
  readonly known_us: Moment;
  readonly changed_us: Moment;
  readonly gone_us: Moment | null;
  readonly seq: number;
}

const columns = 'body, known_us, changed_us, gone_us, seq';

function stored({ body, known_us, changed_us, gone_us, seq }: Row): StoredRing {
  return { body: JSON.parse(body) as RingBody, knownAt: known_us, changedAt: changed_us, goneAt: gone_us, seq };
}

/** Where a page of rings ended. */
export interface RingPlace {
  readonly evidence: number;
  readonly ringId: string;
}

/** The rings that stand, the strongest first, behind the place; `gone` asks for those that are no longer found instead. */
export async function listRings(
  database: Database,
  options: { readonly gone: boolean; readonly after: RingPlace | null; readonly limit: number },
): Promise<StoredRing[]> {
  const { gone, after, limit } = options;
  const behind = after === null ? '' : 'and (-evidence, ring_id) > (-$2::float8, $3::text)';
  const result = await database.query<Row>(
    `select ${columns} from rings where gone_us is ${gone ? 'not null' : 'null'} ${behind} order by evidence desc, ring_id limit $1`,
    [limit, ...(after === null ? [] : [after.evidence, after.ringId])],
  );
  return result.rows.map(stored);
}

export async function findRing(database: Database, ringId: string): Promise<StoredRing | null> {
  const result = await database.query<Row>(`select ${columns} from rings where ring_id = $1`, [ringId]);
  return result.rows[0] === undefined ? null : stored(result.rows[0]);
}

export interface DetectionRun {
  readonly beganAt: Moment;
  readonly endedAt: Moment;
  readonly facts: number;
  readonly claims: number;
  readonly candidates: number;
  readonly rings: number;
}

/** The last run that was written, whether or not it found something new; null before the first. */
export async function lastRingRun(database: Database): Promise<DetectionRun | null> {
  const result = await database.query<DetectionRun>(
    `select began_us as "beganAt", ended_us as "endedAt", facts, claims, candidates, rings
     from detection_runs where kind = 'rings'`,
  );
  return result.rows[0] ?? null;
}

/** Asks whether a claim's account, or what the claim came with, was known to be some ring's at the moment. */
export interface RingQuestion {
  readonly accountId: string;
  readonly values: readonly string[];
  readonly moment: Moment;
}

/** Rings that one value or account can be of at a time: more would say that it is a public place. */
const tiesMax = 8;

/** Each is looked up by itself, as the limit makes it: joined as a whole, the planner would read the whole table once it has grown. */
const ties = `
select q.i, q.value, r.ring_id, r.score, r.exclusive, r.since_us, r.seq, false as of_account
from unnest($1::int4[], $2::text[], $3::int8[]) as q (i, value, moment)
cross join lateral (
  select * from ring_values v where v.value = q.value and v.from_us <= q.moment and (v.until_us is null or v.until_us > q.moment)
  order by v.ring_id limit ${tiesMax}
) as r
union all
select q.i, q.account_id, r.ring_id, r.score, r.probability, r.since_us, r.seq, true
from unnest($4::int4[], $5::text[], $6::int8[]) as q (i, account_id, moment)
cross join lateral (
  select * from ring_accounts a
  where a.account_id = q.account_id and a.from_us <= q.moment and (a.until_us is null or a.until_us > q.moment)
  order by a.ring_id limit ${tiesMax}
) as r
order by 1, 2, 3`;

type TieRow = [
  i: number,
  key: string,
  ringId: string,
  score: number,
  number: number,
  since: Moment,
  seq: number,
  ofAccount: boolean,
];

/** What was known of rings at each question's moment, all in one query; answers in the order of the questions. */
export async function readRingTies(database: Database, questions: readonly RingQuestion[]): Promise<RingTies[]> {
  const answers = questions.map(() => ({ tools: [], memberships: [] }) as RingTiesSoFar);
  if (questions.length === 0) return answers;
  const values = questions.flatMap((question, i) =>
    question.values.map(value => ({ i, value, moment: question.moment })),
  );
  const result = await database.query<TieRow>({
    name: 'ring-ties',
    text: ties,
    values: [
      values.map(({ i }) => i),
      values.map(({ value }) => value),
      values.map(({ moment }) => moment),
      questions.map((_, i) => i),
      questions.map(({ accountId }) => accountId),
      questions.map(({ moment }) => moment),
    ],
    rowMode: 'array',
  } as never);
  for (const [i, key, ringId, score, number, since, seq, ofAccount] of result.rows) {
    const answer = answers[i]!;
    if (ofAccount) answer.memberships.push({ ringId, score, probability: number, since, seq });
    else answer.tools.push({ value: key, ringId, score, exclusive: number, since, seq });
  }
  return answers;
}

type RingTiesSoFar = { tools: RingTies['tools'][number][]; memberships: RingTies['memberships'][number][] };
