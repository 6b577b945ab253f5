import { hash } from 'node:crypto';
import type pg from 'pg';
import { employeeValue, wordingValue } from '../detect/rings/coincidences.ts';
import { sameRing } from '../detect/rings/same-ring.ts';
import type { Verdict } from '../detect/rings/verdicts.ts';
import { formatMoment, type Moment } from '../domain/time.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import type { ColumnValue } from './arrays.ts';
import { type Database, inTransaction } from './database.ts';
import { ownRow } from './detections.ts';
import type { Node } from './node.ts';
import { verdictSource, verdictType } from './own-facts.ts';
import { withRetry } from './retry.ts';
import type { RingBody } from './ring-body.ts';
import type { BatchRows } from './tables.ts';
import { writeRows } from './write.ts';

export const ringVerdicts = ['member', 'not_member', 'coincidence', 'withdrawn'] as const;

/**
 * What a named person says of a ring: that an account belongs to it or does not, or that a value is shared by coincidence; or that what
 * was said of either is taken back.
 */
export type RingJudgement = {
  readonly ringId: string;
  readonly by: string;
  readonly reason: string;
} & (
  | { readonly verdict: 'member' | 'not_member' | 'withdrawn'; readonly accountId: string; readonly value?: undefined }
  | { readonly verdict: 'coincidence' | 'withdrawn'; readonly value: string; readonly accountId?: undefined }
);

/** A judgement as its fact has it. */
export interface RingJudged {
  readonly ring_id: string;
  readonly verdict: (typeof ringVerdicts)[number];
  readonly account_id: string | null;
  readonly value: string | null;
  /** The other accounts of the ring when it was judged (of a value: all), by which it is known again. */
  readonly others: readonly string[];
  readonly by: string;
  readonly reason: string;
}

export interface VerdictFact {
  readonly seq: number;
  readonly knownAt: Moment;
  readonly judged: RingJudged;
}

export type Judged =
  | { readonly ok: true; readonly repeated: boolean; readonly fact: VerdictFact }
  | {
      readonly ok: false;
      readonly code: 'ring_not_found' | 'account_unknown' | 'value_not_in_ring' | 'nothing_to_withdraw';
      readonly message: string;
      readonly advice: string;
    };

/**
 * Appends a verdict on a ring, to be respected by the next detection. The same verdict as the last on its account or value is not written
 * again, however often and from wherever it is sent at once. `via` says how it came, such as `cli`, beside who says it.
 */
export async function judgeRing(node: Node, judgement: RingJudgement, via: string): Promise<Judged> {
  // Taken before, on a connection that is given back: those who wait for each other inside may hold all there are. One too many is a gap.
  const [seq] = await node.numbers.take(1);
  return withRetry(() => inTransaction(node.database, client => judgeOnce(node, client, seq!, judgement, via)));
}

async function judgeOnce(
  node: Node,
  client: pg.ClientBase,
  seq: number,
  judgement: RingJudgement,
  via: string,
): Promise<Judged> {
  // A rebuild locks the log first and the projections afterwards; whoever takes them the other way round would block it, and be blocked.
  await client.query('lock table event_log in row exclusive mode');
  // Verdicts on one ring follow each other, so that each sees the one before.
  const rings = await client.query<{ body: string }>('select body from rings where ring_id = $1 for update', [
    judgement.ringId,
  ]);
  const row = rings.rows[0];
  if (row === undefined)
    return {
      ok: false,
      code: 'ring_not_found',
      message: 'No ring of this id was ever found.',
      advice: 'Take the id from the list of rings.',
    };
  const ring = JSON.parse(row.body) as RingBody;
  const before = await lastVerdict(client, judgement, othersOf(ring, judgement));
  if (before !== null && says(before.judged, judgement)) return { ok: true, repeated: true, fact: before };
  const refusal = await refusalOf(client, ring, judgement, before);
  if (refusal !== null) return refusal;
  const accountId = judgement.accountId ?? null;
  const judged: RingJudged = {
    ring_id: judgement.ringId,
    verdict: judgement.verdict,
    account_id: accountId,
    value: judgement.value ?? null,
    others: othersOf(ring, judgement),
    by: judgement.by,
    reason: judgement.reason,
  };
  const knownAt = Math.max(node.clock.next(), (before?.knownAt ?? 0) + 1);
  const fact = { seq, knownAt, judged };
  await writeRows(client, { eventLog: [verdictRow(fact, before, via)], ...verdictProjection([fact]) });
  return { ok: true, repeated: false, fact };
}

function othersOf(ring: RingBody, { accountId }: RingJudgement): string[] {
  return ring.accounts.filter(other => other !== accountId);
}

/** The last verdict on the value in any ring, or on the account in this ring, whatever id and accounts it had then. */
async function lastVerdict(
  client: pg.ClientBase,
  { ringId, accountId, value }: RingJudgement,
  others: readonly string[],
): Promise<VerdictFact | null> {
  const result = await client.query<VerdictRow>(
    `select ${columns} from ring_verdicts where account_id is not distinct from $1 and value is not distinct from $2 order by known_us, seq`,
    [accountId ?? null, value ?? null],
  );
  const about = { ring_id: ringId, account_id: accountId ?? null, value: value ?? null, others };
  return lastOfEach(result.rows.map(factOf)).findLast(({ judged }) => onTheSame(judged, about)) ?? null;
}

/** Verdicts that no later one replaced, `withdrawn` among them; given, and left, in the order in which they became known. */
export function lastOfEach(facts: readonly VerdictFact[]): VerdictFact[] {
  const on = Map.groupBy(facts, ({ judged }) => canonicalJson([judged.account_id, judged.value]));
  const last = [...on.values()].flatMap(said =>
    said.reduce<VerdictFact[]>(
      (before, fact) => [...before.filter(({ judged }) => !onTheSame(judged, fact.judged)), fact],
      [],
    ),
  );
  return last.sort((left, right) => left.knownAt - right.knownAt || left.seq - right.seq);
}

type Subject = Pick<RingJudged, 'ring_id' | 'account_id' | 'value' | 'others'>;

/** Whether of two verdicts the later replaces the earlier: both are on one value, or on one account in one ring. */
export function onTheSame(left: Subject, right: Subject): boolean {
  if (left.account_id !== right.account_id || left.value !== right.value) return false;
  if (left.value !== null || left.ring_id === right.ring_id) return true;
  return sameRing(new Set(left.others), new Set(right.others));
}

function says(judged: RingJudged, { verdict, by, reason }: RingJudgement): boolean {
  return judged.verdict === verdict && judged.by === by && judged.reason === reason;
}

/** A verdict on something that nobody ever saw is a slip of the hand, and it would be respected for ever. */
async function refusalOf(
  client: pg.ClientBase,
  ring: RingBody,
  judgement: RingJudgement,
  before: VerdictFact | null,
): Promise<Judged | null> {
  if (judgement.verdict === 'withdrawn') {
    if (before !== null && before.judged.verdict !== 'withdrawn') return null;
    return {
      ok: false,
      code: 'nothing_to_withdraw',
      message: 'No verdict stands on this that could be taken back.',
      advice: 'Look at the verdicts of the ring; one on an account is taken back in the ring where it was said.',
    };
  }
  if (before !== null) return null;
  if (judgement.accountId === undefined) {
    const values = [
      ...ring.footprint.map(({ value }) => value),
      ...ring.employees.map(employeeValue),
      ...ring.words.map(wordingValue),
    ];
    if (values.includes(judgement.value)) return null;
    return {
      ok: false,
      code: 'value_not_in_ring',
      message: "The value is not among those that the ring's claims share.",
      advice:
        'Take it from the footprint of the ring, with its kind: device:d-1; or one of its employees: employee:E-7; or a stretch of its words as it stands there: words:did not turn up.',
    };
  }
  const seen = await client.query(
    'select 1 from account_moves where account_id = $1 union all select 1 from sightings where account_id = $1 limit 1',
    [judgement.accountId],
  );
  if (seen.rowCount !== 0) return null;
  return {
    ok: false,
    code: 'account_unknown',
    message: 'Nothing is known of an account of this id.',
    advice: 'Take the id from the ring, or from a claim.',
  };
}

/** Named by what it says and by the verdict that it follows, so that the same one sent twice at once is one fact. */
function verdictRow({ seq, knownAt, judged }: VerdictFact, before: VerdictFact | null, via: string): ColumnValue[] {
  const id = hash('sha256', canonicalJson({ judged, after: before?.seq ?? null }), 'hex');
  const body = canonicalJson({
    specversion: '1.0',
    id,
    source: verdictSource,
    type: verdictType,
    time: formatMoment(knownAt),
    data: { ...judged, via },
  });
  const stream = `ring:${judged.ring_id}`;
  return ownRow({ seq, id, source: verdictSource, stream, type: verdictType, knownAt, body });
}

/** The projection of verdict facts: what `rebuild` makes again from them. */
export function verdictProjection(facts: readonly VerdictFact[]): BatchRows {
  return {
    ringVerdicts: facts.map(({ seq, knownAt, judged }) => [
      judged.ring_id,
      judged.verdict,
      judged.account_id,
      judged.value,
      canonicalJson(judged.others),
      judged.by,
      judged.reason,
      knownAt,
      seq,
    ]),
  };
}

export function readVerdict(body: string): RingJudged {
  return (JSON.parse(body) as { data: RingJudged }).data;
}

interface VerdictRow {
  readonly ring_id: string;
  readonly verdict: RingJudged['verdict'];
  readonly account_id: string | null;
  readonly value: string | null;
  readonly others: string;
  readonly judged_by: string;
  readonly reason: string;
  readonly known_us: Moment;
  readonly seq: number;
}

const columns = 'ring_id, verdict, account_id, value, others, judged_by, reason, known_us, seq';

function factOf(row: VerdictRow): VerdictFact {
  const { seq, known_us, judged_by, others, ...said } = row;
  const { ring_id, verdict, account_id, value, reason } = said;
  const judged = { ring_id, verdict, account_id, value, others: JSON.parse(others), by: judged_by, reason };
  return { seq, knownAt: known_us, judged };
}

/** All verdicts, in the order in which they became known. */
export async function readVerdicts(database: Database): Promise<VerdictFact[]> {
  const result = await database.query<VerdictRow>(`select ${columns} from ring_verdicts order by known_us, seq`);
  return result.rows.map(factOf);
}

/**
 * The verdicts as detection takes them, given in the order in which they became known: the last on each account in its ring, under whatever id,
 * and the last on each value, which holds in every ring.
 */
export function verdictsToRespect(facts: readonly VerdictFact[]): Verdict[] {
  return lastOfEach(facts).flatMap(({ judged: { verdict, account_id, value, others } }): Verdict[] => {
    if (verdict === 'withdrawn') return [];
    return verdict === 'coincidence'
      ? [{ kind: verdict, value: value! }]
      : [{ kind: verdict, accountId: account_id!, of: others }];
  });
}
