import { hash } from 'node:crypto';
import type { Decision, DecisionRecord } from '../domain/decision.ts';
import { parseMinor } from '../domain/money.ts';
import { dayOf, formatMoment, type Moment, parseMoment } from '../domain/time.ts';
import { eventKey } from '../ingest/event-key.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import type { ColumnValue } from './arrays.ts';
import type { Database } from './database.ts';
import { leafHash, newSalt } from './leaf.ts';
import type { BatchRows } from './tables.ts';

/** Facts of Ringfence's own carry this source; events from outside that claim it are refused. */
export const decisionSource = 'urn:ringfence:decisions';
export const decisionType = 'decision.made';

/** Hash of a claim's content: equal for the same claim sent again, whatever its event's id and time. */
export function claimHashOf(data: object): string {
  return hash('sha256', canonicalJson(data), 'hex');
}

export interface StoredDecision {
  readonly decision: Decision;
  readonly claimHash: string;
}

/** Decisions that were made before, by claim. */
export async function readDecisions(
  database: Database,
  claimIds: readonly string[],
): Promise<Map<string, StoredDecision>> {
  const result = await database.query<[string, string, string]>({
    name: 'decisions',
    text: `select d.claim_id, encode(d.claim_hash, 'hex'), e.body
           from decisions d join event_log e on e.seq = d.seq where d.claim_id = any ($1::text[])`,
    values: [claimIds],
    rowMode: 'array',
  } as never);
  return new Map(
    result.rows.map(([claimId, claimHash, body]) => [claimId, { claimHash, decision: readRecord(body).decision }]),
  );
}

export function readRecord(body: string): DecisionRecord {
  return (JSON.parse(body) as { data: DecisionRecord }).data;
}

export interface MadeDecision {
  readonly record: DecisionRecord;
  readonly seq: number;
  readonly decidedAt: Moment;
}

/** The rows that decisions bring: their facts, their projection, and the counts that they raise. */
export function decisionRows(made: readonly MadeDecision[]): BatchRows {
  const facts = made.map(({ record, seq, decidedAt }) => {
    const { decision } = record;
    const event = {
      specversion: '1.0',
      id: decision.claim_id,
      source: decisionSource,
      type: decisionType,
      time: formatMoment(decidedAt),
      data: record,
    };
    const body = canonicalJson(event);
    const salt = newSalt();
    const key = eventKey(decisionSource, decision.claim_id).replaceAll('-', '');
    return [
      seq,
      key,
      `claim:${decision.claim_id}`,
      decisionType,
      decidedAt,
      decidedAt,
      body,
      salt,
      leafHash(body, decidedAt, salt),
    ];
  });
  return { eventLog: facts, ...decisionProjection(made) };
}

/** The projection of decision facts: what `rebuild` makes again from them. */
export function decisionProjection(made: readonly MadeDecision[]): BatchRows {
  const tallies = new Map<string, [string, number, number]>();
  for (const { record } of made) {
    const day = dayOf(parseMoment(record.decision.known_until)!);
    for (const key of record.tallies) {
      const tally = tallies.get(`${key}\0${day}`);
      if (tally === undefined) tallies.set(`${key}\0${day}`, [key, day, 1]);
      else tally[2]++;
    }
  }
  return { decisions: made.map(decisionRow), tallyDay: [...tallies.values()] };
}

function decisionRow({ record, seq, decidedAt }: MadeDecision): ColumnValue[] {
  const { decision } = record;
  const minor = (amount: string): number => parseMinor(amount, decision.currency) ?? 0;
  return [
    decision.claim_id,
    decision.account_id,
    decision.order_id,
    decision.mode,
    decision.outcome,
    decision.score,
    minor(decision.amount),
    decision.currency,
    minor(decision.expected_loss),
    record.claim_hash,
    decision.policy,
    [...new Set(decision.findings.map(finding => finding.kind))].join(' '),
    decidedAt,
    seq,
  ];
}
