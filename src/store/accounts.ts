import type { Moment } from '../domain/time.ts';
import type { AccountKnown } from '../features/known.ts';
import type { AccountMove } from '../profiles/rows.ts';
import type { Database } from './database.ts';

/** Moves read of one account: a year of a busy customer; a business with more gets lower bounds, and `truncated` says so. */
const movesMax = 2_000;

const moves = `
select a.i, m.account_id, m.kind, m.at_us, m.known_us, m.seq, m.ref, m.order_id, m.amount_minor, m.currency, m.detail
from unnest($1::text[], $2::int8[]) with ordinality as a (id, moment, i) cross join lateral (
  select * from account_moves where account_moves.account_id = a.id and known_us <= a.moment
  order by known_us desc limit ${movesMax}
) as m`;

/** Whose claim was judged is known once the claim is; reported twice, it is still one claim. */
const judgements = `
select a.i, j.claim_id, j.verdict, greatest(j.known_us, min(m.known_us)), j.seq
from unnest($1::text[], $2::int8[]) with ordinality as a (id, moment, i)
join account_moves m on m.account_id = a.id and m.kind = 'claim' and m.known_us <= a.moment
join judgements j on j.claim_id = m.ref and j.known_us <= a.moment
group by a.i, j.claim_id, j.verdict, j.known_us, j.seq`;

type MoveRow = [
  i: number,
  string,
  AccountMove['kind'],
  number,
  number,
  number,
  string | null,
  string | null,
  number | null,
  string | null,
  string | null,
];

/** An account, and the moment as of which it is asked about. */
export interface AccountAtMoment {
  readonly accountId: string;
  readonly moment: Moment;
}

/** What was known of each account at its moment; answers in the order of the questions. */
export async function readAccounts(database: Database, asked: readonly AccountAtMoment[]): Promise<AccountKnown[]> {
  const values = [asked.map(({ accountId }) => accountId), asked.map(({ moment }) => moment)];
  const [moveRows, judgementRows] = await Promise.all([
    database.query<MoveRow>({ name: 'account-moves', text: moves, values, rowMode: 'array' } as never),
    database.query<[number, string, string, number, number]>({
      name: 'judgements',
      text: judgements,
      values,
      rowMode: 'array',
    } as never),
  ]);
  const accounts = asked.map(() => ({
    moves: [] as AccountMove[],
    truncated: false,
    judgements: [] as AccountKnown['judgements'][number][],
  }));
  for (const [i, accountId, kind, at, knownAt, seq, ref, orderId, minor, currency, detail] of moveRows.rows) {
    accounts[i - 1]!.moves.push({ accountId, kind, at, knownAt, seq, ref, orderId, minor, currency, detail });
  }
  for (const [i, claimId, verdict, knownAt, seq] of judgementRows.rows) {
    accounts[i - 1]!.judgements.push({ claimId, verdict, knownAt, seq });
  }
  for (const account of accounts) {
    account.truncated = account.moves.length === movesMax;
    account.moves.sort(newestFirst);
  }
  return accounts;
}

/** By content, not by fact number: sums of fractions depend on their order, and the order of numbers on that of the import. */
function newestFirst(left: AccountMove, right: AccountMove): number {
  return (
    right.knownAt - left.knownAt ||
    right.at - left.at ||
    compare(left.kind, right.kind) ||
    compare(left.ref, right.ref) ||
    compare(left.detail, right.detail)
  );
}

function compare(left: string | null, right: string | null): number {
  if (left === right) return 0;
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
