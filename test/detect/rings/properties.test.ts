import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeWorld } from '../../../bench/rings/worlds.ts';
import { LinkBook } from '../../../src/detect/rings/book.ts';
import { findRings } from '../../../src/detect/rings/find.ts';
import { RingFinder } from '../../../src/detect/rings/finder.ts';
import { bookOf, snapshotOf } from '../../../src/detect/rings/snapshot.ts';
import type { Fact } from '../../../src/domain/fact.ts';
import { usualShop } from './shop.ts';

const letter =
  'my new camera was not in the parcel only paper i want the whole amount back today or i call my bank about it';

function tale(): readonly Fact[] {
  const shop = usualShop();
  for (let number = 0; number < 10; number++) {
    const account = `m${number}`;
    shop.register(account);
    shop.order(account, 5 + number);
    shop.claim({
      account,
      day: 20 + number * 3,
      device: number < 5 ? 'tool-1' : 'tool-2',
      ip: number < 7 ? '45.9.9.9' : '45.9.1.1',
      statement: letter,
      amount: '900.00',
    });
  }
  return shop.facts;
}

function bookWith(told: readonly Fact[]): LinkBook {
  const book = new LinkBook();
  for (const fact of told) book.add(fact);
  return book;
}

const facts = tale();
const reportOf = (told: readonly Fact[]) => findRings(bookWith(told));
const whole = reportOf(facts);

describe('rings as properties of the facts', () => {
  test('the tale has a ring', () => {
    expect(whole.rings).toHaveLength(1);
    expect(whole.rings[0]!.members).toHaveLength(10);
  });

  test('[RING-1] the same facts give the same report', () => {
    expect(reportOf(facts)).toEqual(whole);
  });

  test('[RING-1] the order in which facts come does not matter', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts], { minLength: facts.length }), told => {
        expect(reportOf(told)).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });

  test('[RING-2] a book that was kept as bytes goes on where it stopped', () => {
    const finder = new RingFinder();
    finder.update(facts.slice(0, 900));
    const again = new RingFinder(bookOf(structuredClone(snapshotOf(finder.book))));
    expect(again.update(facts.slice(900))).toEqual(whole);
    expect([...again.book.links()]).toEqual([...bookWith(facts).links()]);
  });

  test('[RING-3] links keep first and last moment, count and the first facts', () => {
    const links = [...bookWith(facts).links()].filter(link => link.value === 'device:tool-1');
    const sessions = links.filter(link => link.source === 'session');
    expect(sessions).toHaveLength(5);
    for (const link of sessions) {
      expect(link.count).toBe(1);
      expect(link.first).toBe(link.last);
      expect(link.seqs).toHaveLength(1);
    }
  });

  test('[RING-58] with a wording that was judged, updates end where a full run ends, in whatever order the facts came', () => {
    const judged = [{ kind: 'coincidence', value: `words:${whole.rings[0]!.words[0]}` }] as const;
    const report = findRings(bookWith(facts), judged);
    expect(report.rings[0]!.words).not.toContain(whole.rings[0]!.words[0]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...facts], { minLength: facts.length }),
        fc.integer({ min: 0, max: facts.length }),
        fc.boolean(),
        (told, cut, early) => {
          const finder = new RingFinder();
          finder.update(told.slice(0, cut), early ? judged : []);
          expect(finder.update(told.slice(cut), judged)).toEqual(report);
          expect(finder.update([])).toEqual(whole);
        },
      ),
      { numRuns: 4 },
    );
  });

  test('[RING-2] updates with new facts end where a full run ends', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: facts.length }), { minLength: 1, maxLength: 3 }), cuts => {
        const finder = new RingFinder();
        const sorted = [0, ...cuts.sort((left, right) => left - right), facts.length];
        const reports = sorted.slice(1).map((until, index) => finder.update(facts.slice(sorted[index], until)));
        expect(reports.at(-1)).toEqual(whole);
      }),
      { numRuns: 4 },
    );
  });
});

describe('simulated worlds', () => {
  const request = { seed: 11, accounts: 3_000, days: 150, hardness: 0.2 };

  test('[RING-4] most members are found, hardly anybody else', async () => {
    const world = await makeWorld({ ...request, fraudShare: 0.05 });
    const { rings } = new RingFinder().update(world.facts);
    const members = new Set(world.rings.flatMap(ring => ring.members));
    const sought = world.rings.filter(ring => ring.members.length >= 10).flatMap(ring => ring.members);
    const found = new Set(rings.flatMap(ring => ring.members.map(member => member.accountId)));
    expect(sought.filter(account => found.has(account)).length / sought.length).toBeGreaterThan(0.75);
    expect([...found].filter(account => members.has(account)).length / found.size).toBeGreaterThan(0.9);
    for (const ring of rings) {
      const honest = ring.members.filter(member => !members.has(member.accountId)).length;
      expect(honest * 2).toBeLessThanOrEqual(ring.members.length);
    }
  });

  test('[RING-4] without rings nothing is reported', async () => {
    const world = await makeWorld({ ...request, fraudShare: 0 });
    expect(new RingFinder().update(world.facts).rings).toEqual([]);
  });
});
