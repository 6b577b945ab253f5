import { formatMoment } from '../domain/time.ts';
import type { VerdictFact } from './ring-verdicts.ts';
import type { DetectionRun, StoredRing } from './rings.ts';

/** A ring as commands and the API answer it: as it was found, with since when it is known and what became of it. */
export function ringView({ body, knownAt, changedAt, goneAt, seq }: StoredRing) {
  return {
    ...body,
    state: goneAt === null ? ('standing' as const) : ('gone' as const),
    known_at: formatMoment(knownAt),
    changed_at: formatMoment(changedAt),
    gone_at: goneAt === null ? null : formatMoment(goneAt),
    fact: seq,
  };
}

/** The ring in a list: without its members' links, which are read with the ring. */
export function ringSummary(stored: StoredRing) {
  const { members, footprint, staff, ...rest } = ringView(stored);
  return { ...rest, members: members.length };
}

export function verdictView({ seq, knownAt, judged }: VerdictFact) {
  const { ring_id, verdict, account_id, value, by, reason } = judged;
  return { ring_id, verdict, account_id, value, by, reason, judged_at: formatMoment(knownAt), fact: seq };
}

export function runView(run: DetectionRun) {
  const { beganAt, endedAt, facts, claims, candidates, rings } = run;
  return { began_at: formatMoment(beganAt), ended_at: formatMoment(endedAt), facts, claims, candidates, rings };
}
