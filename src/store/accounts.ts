import type { AccountKnown } from '../features/known.ts';
import type { AccountMove } from '../profiles/rows.ts';
import type { Database } from './database.ts';

/** Moves read of one account: a year of a busy customer; a business with more gets lower bounds, and `truncated` says so. */
const movesMax = 2_000;

const moves = `
select m.account_id, m.kind, m.at_us, m.known_us, m.seq, m.ref, m.order_id, m.amount_minor, m.currency, m.detail
from unnest($1::text[]) as a (id) cross join lateral (
  select * from account_moves where account_moves.account_id = a.id and known_us <= $2
  order by known_us desc limit ${movesMax}
) as m`;

const judgements = `
select m.account_id, j.claim_id, j.verdict, j.known_us, j.seq
from account_moves m join judgements j on j.claim_id = m.ref
where m.account_id = any ($1::text[]) and m.kind = 'claim' and j.known_us <= $2`;

type MoveRow = [string, AccountMove['kind'], number, number, number, string | null, string | null, number | null, string | null, string | null];

/** What is known of accounts at a moment, by account. */
export async function readAccounts(database: Database, accountIds: readonly string[], asOf: number): Promise<Map<string, AccountKnown>> {
  const [moveRows, judgementRows] = await Promise.all([
    database.query<MoveRow>({ name: 'account-moves', text: moves, values: [accountIds, asOf], rowMode: 'array' } as never),
    database.query<[string, string, string, number, number]>({ name: 'judgements', text: judgements, values: [accountIds, asOf], rowMode: 'array' } as never),
  ]);
  const accounts = new Map<string, { moves: AccountMove[]; truncated: boolean; judgements: AccountKnown['judgements'][number][] }>(
    accountIds.map(id => [id, { moves: [], truncated: false, judgements: [] }]),
  );
  for (const [accountId, kind, at, knownAt, seq, ref, orderId, minor, currency, detail] of moveRows.rows) {
    accounts.get(accountId)!.moves.push({ accountId, kind, at, knownAt, seq, ref, orderId, minor, currency, detail });
  }
  for (const [accountId, claimId, verdict, knownAt, seq] of judgementRows.rows) {
    accounts.get(accountId)!.judgements.push({ claimId, verdict, knownAt, seq });
  }
  for (const account of accounts.values()) account.truncated = account.moves.length === movesMax;
  return accounts;
}
