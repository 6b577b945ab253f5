import type { ProfileRows } from '../profiles/rows.ts';
import type { ColumnValue } from './arrays.ts';
import type { BatchRows } from './tables.ts';

/** The profile rows as columns of their tables. Keyed rows are sorted, so that two writers take row locks in the same order. */
export function profileBatch(rows: ProfileRows): BatchRows {
  return {
    streamLinks: sorted(rows.streamLinks).map(link => [link.parent, link.child]),
    accountMoves: rows.accountMoves.map(move => [
      move.accountId,
      move.kind,
      move.at,
      move.knownAt,
      move.seq,
      move.ref,
      move.orderId,
      move.minor,
      move.currency,
      move.detail,
    ]),
    staffMoves: rows.staffMoves.map(move => [
      move.employeeId,
      move.kind,
      move.at,
      move.knownAt,
      move.seq,
      move.ref,
      move.accountId,
      move.orderId,
      move.minor,
      move.currency,
    ]),
    sightings: sorted(rows.sightings).map(seen => [seen.value, seen.accountId, seen.knownAt, seen.seq]),
    claimMarks: sorted(rows.claimMarks).map(mark => [
      mark.value,
      mark.claimId,
      mark.accountId,
      mark.at,
      mark.knownAt,
      mark.reason,
      mark.seq,
    ]),
    wordMarks: rows.wordMarks.map(({ mark, ref, knownAt, seq }) => [mark, ref, knownAt, seq]),
    judgements: rows.judgements.map(judged => [judged.claimId, judged.verdict, judged.by, judged.knownAt, judged.seq]),
    tallyDay: [...rows.days.values()].map((tally): ColumnValue[] => [tally.key, tally.day, tally.n]),
    tallyHour: [...rows.hours.values()].map((tally): ColumnValue[] => [
      tally.key,
      tally.hour,
      tally.knownHour,
      tally.n,
    ]),
    undecidedClaims: sorted(rows.claims).map(claim => [claim.claimId, claim.orderId, claim.knownAt, claim.seq]),
  };
}

function sorted<Row>(rows: ReadonlyMap<string, Row>): Row[] {
  return [...rows.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
}
