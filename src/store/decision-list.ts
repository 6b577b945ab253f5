import type { DecisionMode, Outcome } from '../domain/decision.ts';
import { formatMinor } from '../domain/money.ts';
import { formatMoment, type Moment } from '../domain/time.ts';
import type { Database } from './database.ts';

/** A decision in a list: what to sort and choose by; the whole answer is read by its claim. */
export interface ListedDecision {
  readonly claim_id: string;
  readonly account_id: string;
  readonly order_id: string;
  readonly mode: DecisionMode;
  readonly outcome: Outcome;
  readonly score: number;
  readonly amount: string;
  readonly currency: string;
  readonly expected_loss: string;
  readonly policy: string;
  readonly findings: readonly string[];
  readonly decided_at: string;
  readonly fact: number;
}

/** Where a page ended: the next begins behind it. */
export interface DecisionPlace {
  readonly decidedAt: Moment;
  readonly seq: number;
}

export interface DecisionList {
  readonly decisions: readonly ListedDecision[];
  /** Null on the last page. */
  readonly next: DecisionPlace | null;
}

type Row = [
  string,
  string,
  string,
  DecisionMode,
  Outcome,
  number,
  number,
  string,
  number,
  string,
  string,
  Moment,
  number,
];

/** Decisions by the time at which they were made, newest first, behind the place. */
export async function listDecisions(
  database: Database,
  options: { outcome: Outcome | null; after: DecisionPlace | null; limit: number },
): Promise<DecisionList> {
  const { outcome, after, limit } = options;
  const conditions = [
    ...(outcome === null ? [] : ['outcome = $2']),
    ...(after === null ? [] : [`(decided_us, seq) < ($${outcome === null ? 2 : 3}, $${outcome === null ? 3 : 4})`]),
  ];
  const result = await database.query<Row>({
    text: `select claim_id, account_id, order_id, mode, outcome, score, amount_minor, currency, loss_minor, policy, findings, decided_us, seq
           from decisions ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
           order by decided_us desc, seq desc limit $1`,
    values: [
      limit + 1,
      ...(outcome === null ? [] : [outcome]),
      ...(after === null ? [] : [after.decidedAt, after.seq]),
    ],
    rowMode: 'array',
  } as never);
  const rows = result.rows.slice(0, limit);
  const last = rows.at(-1);
  return {
    decisions: rows.map(listed),
    next: result.rows.length > limit && last !== undefined ? { decidedAt: last[11], seq: last[12] } : null,
  };
}

function listed(row: Row): ListedDecision {
  const [
    claim_id,
    account_id,
    order_id,
    mode,
    outcome,
    score,
    minor,
    currency,
    loss,
    policy,
    findings,
    decidedAt,
    fact,
  ] = row;
  return {
    claim_id,
    account_id,
    order_id,
    mode,
    outcome,
    score,
    amount: formatMinor(minor, currency),
    currency,
    expected_loss: formatMinor(loss, currency),
    policy,
    findings: findings === '' ? [] : findings.split(' '),
    decided_at: formatMoment(decidedAt),
    fact,
  };
}
