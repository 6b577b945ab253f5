import type pg from 'pg';
import { formatMoment, type Moment, parseMoment } from '../domain/time.ts';
import { eventKey } from '../ingest/event-key.ts';
import { documentValues } from '../profiles/values.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import type { ColumnValue } from './arrays.ts';
import { leafHash, newSalt } from './leaf.ts';
import { detectionSource, detectionType } from './own-facts.ts';
import type { RingBody } from './ring-body.ts';

/** What one detection changed: rings that are new or otherwise than before, whole; those that stand as they were; those that are gone. */
export interface RingsDetected {
  /** Moment of knowing of the newest fact that was looked at (RFC 3339). */
  readonly known_until: string;
  readonly found: readonly RingBody[];
  readonly standing: readonly string[];
  readonly gone: readonly string[];
}

export interface DetectionFact {
  readonly seq: number;
  readonly knownAt: Moment;
  readonly detected: RingsDetected;
}

export function readDetection(body: string): RingsDetected {
  return (JSON.parse(body) as { data: RingsDetected }).data;
}

/** The detection's row of the log. The moment of knowing names it: there are no two of one moment. */
export function detectionRow({ seq, knownAt, detected }: DetectionFact): ColumnValue[] {
  const id = `rings-${knownAt}`;
  const body = canonicalJson({
    specversion: '1.0',
    id,
    source: detectionSource,
    type: detectionType,
    time: formatMoment(knownAt),
    data: detected,
  });
  return ownRow({ seq, id, source: detectionSource, stream: 'rings', type: detectionType, knownAt, body });
}

/** A row of the log for a fact of Ringfence's own, which happens when it becomes known. */
export function ownRow(fact: {
  readonly seq: number;
  readonly id: string;
  readonly source: string;
  readonly stream: string;
  readonly type: string;
  readonly knownAt: Moment;
  readonly body: string;
}): ColumnValue[] {
  const { seq, id, source, stream, type, knownAt, body } = fact;
  const salt = newSalt();
  const key = eventKey(source, id).replaceAll('-', '');
  return [seq, key, stream, type, knownAt, knownAt, body, salt, leafHash(body, knownAt, salt)];
}

/**
 * Writes what a detection changed into its projections, from those of the detections before it: they must be projected in the order of their
 * moments of knowing. A value or account whose ring is told anew keeps since when it has been known.
 */
export async function projectDetection(client: pg.ClientBase, fact: DetectionFact): Promise<void> {
  const { seq, knownAt, detected } = fact;
  const touched = [...detected.gone, ...detected.found.map(ring => ring.ring_id)];
  await client.query('update rings set gone_us = $2 where ring_id = any ($1::text[])', [detected.gone, knownAt]);
  for (const ring of detected.found) await client.query(upsertRing, ringRow(ring, fact));
  const values = detected.found.flatMap(valueRows);
  await client.query(closeValues, [knownAt, touched, ...columns(values, 4)]);
  await client.query(openValues, [knownAt, seq, ...columns(values, 4)]);
  const accounts = detected.found.flatMap(accountRows);
  await client.query(closeAccounts, [knownAt, touched, ...columns(accounts, 4)]);
  await client.query(openAccounts, [knownAt, seq, ...columns(accounts, 4)]);
}

const upsertRing = `
insert into rings (ring_id, score, q_value, evidence, members, claims, loss, currency, first_at_us, last_at_us, known_us, changed_us, gone_us, seq, body)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, null, $12, $13)
on conflict (ring_id) do update set score = excluded.score, q_value = excluded.q_value, evidence = excluded.evidence,
  members = excluded.members, claims = excluded.claims, loss = excluded.loss, currency = excluded.currency,
  first_at_us = excluded.first_at_us, last_at_us = excluded.last_at_us, changed_us = excluded.changed_us, gone_us = null,
  seq = excluded.seq, body = excluded.body`;

function ringRow(ring: RingBody, { seq, knownAt }: DetectionFact): unknown[] {
  return [
    ring.ring_id,
    ring.score,
    ring.q_value,
    ring.evidence,
    ring.members.length,
    ring.claims.length,
    ring.loss,
    ring.currency,
    parseMoment(ring.first_at),
    parseMoment(ring.last_at),
    knownAt,
    seq,
    canonicalJson(ring),
  ];
}

/** Rows that are no longer so end at the moment; those that are as before stay open, which keeps a quiet ring from growing rows. */
const closing = (table: string, key: string, number: string): string => `
update ${table} o set until_us = $1
where o.until_us is null and o.ring_id = any ($2::text[]) and not exists (
  select from unnest($3::text[], $4::text[], $5::float8[], $6::float8[]) as n (ring_id, ${key}, score, ${number})
  where n.ring_id = o.ring_id and n.${key} = o.${key} and n.score = o.score and n.${number} = o.${number}
)`;

const opening = (table: string, key: string, number: string): string => `
insert into ${table} (ring_id, ${key}, score, ${number}, since_us, from_us, until_us, seq)
select n.*, coalesce((
    select min(o.since_us) from ${table} o where o.${key} = n.${key} and (o.until_us is null or o.until_us = $1)
  ), $1), $1, null, $2
from unnest($3::text[], $4::text[], $5::float8[], $6::float8[]) as n (ring_id, ${key}, score, ${number})
where not exists (select from ${table} o where o.ring_id = n.ring_id and o.${key} = n.${key} and o.until_us is null)`;

const closeValues = closing('ring_values', 'value', 'exclusive');
const openValues = opening('ring_values', 'value', 'exclusive');
const closeAccounts = closing('ring_accounts', 'account_id', 'probability');
const openAccounts = opening('ring_accounts', 'account_id', 'probability');

/** Digits of a score or share that are kept in rows: what differs only behind them is the same to a decision. */
const digits = 3;

function rounded(share: number): number {
  return Number(share.toFixed(digits));
}

type Row = readonly [ringId: string, key: string, score: number, number: number];

function valueRows(ring: RingBody): Row[] {
  const rows = new Map<string, Row>();
  for (const each of ring.footprint) {
    // What is seen with claims alone is the ring's as far as its accounts are the ring's.
    const exclusive = rounded((each.at_claims_only ?? each.accounts) / Math.max(1, each.seen_with));
    for (const value of asClaimsHaveIt(each.value)) {
      const before = rows.get(value)?.[3] ?? 0;
      rows.set(value, [ring.ring_id, value, rounded(ring.score), Math.max(before, exclusive)]);
    }
  }
  return [...rows.values()];
}

/** The value as a claim that comes with it has it: a picture is known again by the halves of its perceptual hash. */
function asClaimsHaveIt(value: string): string[] {
  if (!value.startsWith('picture:')) return [value];
  const [, ...halves] = documentValues([{ sha256: '', perceptual_hash: value.slice('picture:'.length) }]);
  return [value, ...halves];
}

function accountRows(ring: RingBody): Row[] {
  return ring.members.map(each => [ring.ring_id, each.account_id, rounded(ring.score), rounded(each.probability)]);
}

function columns(rows: readonly Row[], width: number): unknown[][] {
  return Array.from({ length: width }, (_, column) => rows.map(row => row[column]));
}
