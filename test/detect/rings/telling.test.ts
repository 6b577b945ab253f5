import { beforeAll, describe, expect, test } from 'vitest';
import { makeWorld } from '../../../bench/rings/worlds.ts';
import { RingFinder } from '../../../src/detect/rings/finder.ts';
import { times } from '../../../src/detect/rings/numbers.ts';
import type { Ring } from '../../../src/detect/rings/ring.ts';
import { hourUs } from '../../../src/domain/time.ts';

test.each([
  [0.1, '1.1'],
  [Math.log(90.3), '90'],
  [Math.log(3_254), '3,300'],
  [Math.log(999_000), '1,000,000'],
  [Math.log(721_680_945), 'more than a million'],
  [900, 'more than a million'],
])('[RING-50] odds of e to the %d are told as %s', (nats, told) => {
  expect(times(nats)).toBe(told);
});

describe('what is said of the rings of a simulated world', () => {
  const rings: Ring[] = [];
  const moments = new Map<number, number>();
  const claimedAt = new Map<string, number>();

  beforeAll(async () => {
    const world = await makeWorld({ seed: 5, accounts: 4_000, days: 150, hardness: 0.7, fraudShare: 0.08 });
    rings.push(...new RingFinder().update(world.facts).rings);
    for (const fact of world.facts) {
      moments.set(fact.seq, fact.at);
      if (fact.type === 'claim.filed') claimedAt.set(fact.data.claim_id, fact.at);
    }
    expect(rings.length).toBeGreaterThan(5);
  }, 240_000);

  test('[RING-50] every number of claims can be: at least one, and no more than the ring has', () => {
    for (const { reasons, claims } of rings) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const reason of reasons) {
        expect(reason.claims, reason.sentence).toBeGreaterThanOrEqual(1);
        expect(reason.claims, reason.sentence).toBeLessThanOrEqual(claims.length);
        expect(reason.nats).toBeGreaterThan(0);
        for (const [, part, whole] of reason.sentence.matchAll(/(\d+) of (\d+)/g))
          expect(Number(part), reason.sentence).toBeLessThanOrEqual(Number(whole));
      }
    }
  });

  test('[RING-50] no sentence speaks of nothing', () => {
    for (const { reasons, innocent, members } of rings) {
      const sentences = [
        ...reasons.map(each => each.sentence),
        innocent.against,
        ...members.flatMap(member => [member.sentence, ...member.links.map(link => link.sentence)]),
      ];
      for (const sentence of sentences) expect(sentence).not.toMatch(/ 0 of 0 |\b0 devices|\b0 (claims|accounts)\b/);
    }
  });

  test('[RING-51] employees are a reason only where the ring names them', () => {
    const told = rings.flatMap(({ reasons, employees }) =>
      reasons.filter(({ bond }) => bond === 'staff').map(({ sentence }) => ({ sentence, employees })),
    );
    for (const { sentence, employees } of told) expect(employees.map(each => each.sentence)).toContain(sentence);
  });

  test('[RING-53] a link has the moment of its own fact, which lies before, within an hour of, or after the claim', () => {
    const seen = new Set<string>();
    for (const { members, footprint } of rings) {
      for (const link of members.flatMap(member => member.links)) {
        expect(link.at).toBe(moments.get(link.seq));
        const later = link.at - claimedAt.get(link.claimId)!;
        expect(link.when, link.sentence).toBe(Math.abs(later) <= hourUs ? 'at' : later < 0 ? 'before' : 'after');
        seen.add(link.when);
      }
      for (const { firstAt, lastAt, seqs } of footprint) {
        const own = seqs.map(seq => moments.get(seq)!);
        expect([firstAt, lastAt]).toEqual([Math.min(...own), Math.max(...own)]);
      }
    }
    expect([...seen].sort()).toEqual(['after', 'at', 'before']);
  });
});
