import type { OrderId } from '../domain/ids.ts';
import type { Moment } from '../domain/time.ts';
import { dayUs, hourUs } from '../domain/time.ts';
import {
  crowdMin,
  type MetAtClaims,
  metBeforeClaimDays,
  type OtherClaim,
  otherAccountsMax,
} from '../features/known.ts';
import type { Database } from './database.ts';

/** Claims of other accounts read for one value: enough for every limit that a rule could set. */
const otherClaimsMax = 60;

/** Asks about one value of one claim. */
export interface SharingQuestion {
  readonly value: string;
  readonly accountId: string;
  readonly claimId: string;
  readonly moment: Moment;
}

export interface SharingAnswer {
  readonly ownSince: Moment | null;
  readonly otherAccounts: number;
  readonly endedAccounts: readonly number[];
  readonly metAtClaims: MetAtClaims | null;
  readonly otherClaims: readonly OtherClaim[];
}

const questions =
  'unnest($1::text[], $2::text[], $3::text[], $4::int8[]) with ordinality as q (value, account_id, claim_id, moment, i)';

const counts = `
select q.i, own.known_us, others.n
from ${questions}
left join sightings own on own.value = q.value and own.account_id = q.account_id and own.known_us < q.moment
cross join lateral (
  select count(*) as n from (
    select 1 from sightings s
    where s.value = q.value and s.account_id <> q.account_id and s.known_us <= q.moment limit ${otherAccountsMax}
  ) as capped
) as others`;

/** What was found last about a claim, as known at the question's moment. */
const verdictOf = (claimId: string): string => `(
  select verdict from judgements j where j.claim_id = ${claimId} and j.known_us <= q.moment order by j.known_us desc, j.seq desc limit 1
)`;

const filedFrom = `
select q.i, m.claim_id, m.account_id, m.at_us, m.reason, m.seq, true, ${verdictOf('m.claim_id')}
from ${questions}
cross join lateral (
  select * from claim_marks
  where claim_marks.value = q.value and claim_marks.account_id <> q.account_id
    and claim_marks.known_us <= q.moment and claim_marks.known_us >= q.moment - ${365 * dayUs}
  order by claim_marks.known_us desc limit ${otherClaimsMax}
) as m`;

/** Claims of accounts that live at the address or pay with the instrument: the tie is the account's, not the claim's. */
const byAccount = `
select q.i, m.ref, m.account_id, m.at_us, m.detail, m.seq, false, ${verdictOf('m.ref')}
from ${questions}
cross join lateral (
  select moves.* from (
    select account_id from sightings s
    where s.value = q.value and s.account_id <> q.account_id and s.known_us <= q.moment limit ${otherAccountsMax}
  ) as others
  join account_moves moves on moves.account_id = others.account_id and moves.kind = 'claim'
    and moves.known_us <= q.moment and moves.known_us >= q.moment - ${365 * dayUs}
  order by moves.known_us desc limit ${otherClaimsMax}
) as m
where q.value like 'address:%' or q.value like 'payment:%'`;

/** A claim may become known a little before the session that it was filed in. */
const outOfOrderUs = hourUs;

/** For each other account on a device or line its claim within days of being first seen there, if any; of a crowd only that it is one. */
const met = `
select q.i, crowd.n, m.claims, m.orders
from ${questions}
cross join lateral (
  select count(*) as n from (
    select 1 from sightings s
    where s.value = q.value and s.account_id <> q.account_id and s.known_us <= q.moment limit ${crowdMin + 1}
  ) as capped
) as crowd
cross join lateral (
  select array_agg(claim.seq order by claim.seq) as claims, array_agg(claim.order_id order by claim.seq) as orders
  from sightings s
  cross join lateral (
    select c.seq, c.order_id from account_moves c
    where c.account_id = s.account_id and c.kind = 'claim' and c.known_us <= q.moment
      and c.known_us between s.known_us - ${outOfOrderUs} and s.known_us + ${metBeforeClaimDays * dayUs}
    order by c.seq limit 1
  ) as claim
  where crowd.n <= ${crowdMin} and s.value = q.value and s.account_id <> q.account_id and s.known_us <= q.moment
) as m
where q.value like 'device:%' or q.value like 'ip:%' or q.value like 'network:%'`;

/**
 * Accounts behind the value that were closed, or judged to be fraud or abuse. A network is left out: too many people have one in
 * common. Each account once.
 */
const ended = `
select q.i, max(m.seq)
from ${questions}
cross join lateral (
  select account_id from sightings s
  where s.value = q.value and s.account_id <> q.account_id and s.known_us <= q.moment limit ${otherAccountsMax}
) as others
join account_moves m on m.account_id = others.account_id and m.known_us <= q.moment
  and m.kind in ('closed', 'judged') and (m.kind = 'closed' or m.detail in ('fraud', 'abuse'))
where q.value not like 'network:%'
group by q.i, m.account_id`;

type ClaimRow = [
  i: number,
  claimId: string,
  accountId: string,
  at: Moment,
  reason: string,
  seq: number,
  filedFrom: boolean,
  verdict: string | null,
];

/** Who else was seen with each value before the moment, and what they claimed; answers in the order of the questions. */
export async function readSharing(database: Database, asked: readonly SharingQuestion[]): Promise<SharingAnswer[]> {
  if (asked.length === 0) return [];
  const values = [
    asked.map(q => q.value),
    asked.map(q => q.accountId),
    asked.map(q => q.claimId),
    asked.map(q => q.moment),
  ];
  const ask = <Row>(name: string, text: string) =>
    database.query<Row & unknown[]>({ name, text, values, rowMode: 'array' } as never);
  const [countRows, fromRows, accountRows, endedRows, metRows] = await Promise.all([
    ask<[number, Moment | null, number]>('sharing-counts', counts),
    ask<ClaimRow>('sharing-filed-from', filedFrom),
    ask<ClaimRow>('sharing-by-account', byAccount),
    ask<[number, number]>('sharing-ended', ended),
    ask<[number, number, string[] | null, OrderId[] | null]>('sharing-met', met),
  ]);
  const answers = asked.map(() => ({
    ownSince: null as Moment | null,
    otherAccounts: 0,
    endedAccounts: [] as number[],
    metAtClaims: null as MetAtClaims | null,
    otherClaims: [] as OtherClaim[],
  }));
  for (const [i, ownSince, otherAccounts] of countRows.rows)
    Object.assign(answers[i - 1]!, { ownSince, otherAccounts });
  for (const [i, seq] of endedRows.rows) answers[i - 1]!.endedAccounts.push(seq);
  for (const [i, accounts, claims, orders] of metRows.rows)
    if (accounts <= crowdMin)
      answers[i - 1]!.metAtClaims = {
        accounts,
        claims: (claims ?? []).map((seq, index) => ({ seq: Number(seq), orderId: orders![index]! })),
      };
  for (const rows of [fromRows.rows, accountRows.rows]) {
    for (const [i, claimId, accountId, at, reason, seq, filed, verdict] of rows) {
      const { otherClaims } = answers[i - 1]!;
      if (claimId !== asked[i - 1]!.claimId && !otherClaims.some(other => other.claimId === claimId))
        otherClaims.push({ claimId, accountId, at, reason, seq, filedFrom: filed, verdict });
    }
  }
  return answers;
}
