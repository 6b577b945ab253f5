import { RingFinder } from '../../src/detect/rings/finder.ts';
import { dayUs } from '../../src/domain/time.ts';
import { median } from '../harness.ts';
import { customersMin, type MadeWorld } from './worlds.ts';

const weekDays = 7;

/** Median over the sought rings of the refunds that they had had when three of their members stood in one reported ring. */
export function earliness(world: MadeWorld): number | null {
  const sorted = [...world.facts].sort((left, right) => left.knownAt - right.knownAt || left.seq - right.seq);
  const finder = new RingFinder();
  const waiting = new Set(world.rings.filter(ring => ring.members.length >= customersMin));
  const counts: number[] = [];
  const end = sorted.at(-1)!.knownAt;
  let at = 0;
  for (
    let until = end - world.request.days * dayUs;
    waiting.size > 0 && at < sorted.length;
    until += weekDays * dayUs
  ) {
    const from = at;
    while (at < sorted.length && sorted[at]!.knownAt <= until) at++;
    const report = finder.update(sorted.slice(from, at));
    for (const ring of waiting) {
      const seen = report.rings.some(
        each => each.members.filter(member => ring.members.includes(member.accountId)).length >= 3,
      );
      if (!seen) continue;
      waiting.delete(ring);
      const refunded = sorted
        .slice(0, at)
        .filter(fact => fact.type === 'refund.issued' && ring.claims.has(fact.data.claim_id ?? ''));
      counts.push(refunded.length);
    }
  }
  // A ring that is never reported counts as found after everything.
  for (const ring of waiting) counts.push(ring.claims.size);
  return counts.length === 0 ? null : median(counts);
}
