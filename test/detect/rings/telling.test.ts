import { beforeAll, describe, expect, test } from 'vitest';
import { makeWorld } from '../../../bench/rings/worlds.ts';
import { RingFinder } from '../../../src/detect/rings/finder.ts';
import type { Ring } from '../../../src/detect/rings/ring.ts';
import { hourUs } from '../../../src/domain/time.ts';

describe('what is said of the rings of simulated worlds', () => {
  const rings: Ring[] = [];
  const moments: ReadonlyMap<number, number>[] = [];
  const claimedAt = new Map<string, number>();

  beforeAll(async () => {
    for (const [seed, accounts, hardness, fraudShare] of [
      [11, 3_000, 0.2, 0.05],
      [5, 4_000, 0.7, 0.08],
    ] as const) {
      const world = await makeWorld({ seed, accounts, days: 150, hardness, fraudShare });
      const found = new RingFinder().update(world.facts).rings;
      rings.push(...found);
      const at = new Map(world.facts.map(fact => [fact.seq, fact.at]));
      for (const _ of found) moments.push(at);
      for (const fact of world.facts)
        if (fact.type === 'claim.filed') claimedAt.set(`${at.size} ${fact.data.claim_id}`, fact.at);
    }
    expect(rings.length).toBeGreaterThan(5);
  }, 120_000);

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
    for (const [index, { members, footprint }] of rings.entries()) {
      const at = moments[index]!;
      for (const link of members.flatMap(member => member.links)) {
        expect(link.at).toBe(at.get(link.seq));
        const later = link.at - claimedAt.get(`${at.size} ${link.claimId}`)!;
        expect(link.when, link.sentence).toBe(Math.abs(later) <= hourUs ? 'at' : later < 0 ? 'before' : 'after');
        seen.add(link.when);
      }
      for (const { firstAt, lastAt, seqs } of footprint) {
        const own = seqs.map(seq => at.get(seq)!);
        expect([firstAt, lastAt]).toEqual([Math.min(...own), Math.max(...own)]);
      }
    }
    expect([...seen].sort()).toEqual(['after', 'at', 'before']);
  });
});
