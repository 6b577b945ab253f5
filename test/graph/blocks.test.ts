import { describe, expect, it } from 'vitest';
import { buildBipartite } from '../../src/graph/bipartite.ts';
import { namingCost, tableGain } from '../../src/graph/block.ts';
import { type Block, findBlocks, isSignificant } from '../../src/graph/find-blocks.ts';
import { blockLinks, columnsOf, type Link, marketLinks, seeded, shuffled, span } from './random.ts';

const lefts = 1_500;
const rights = 800;

function blocksOf(all: readonly Link[]): readonly Block[] {
  return findBlocks(buildBipartite(columnsOf({ lefts, rights, all })));
}

/** Links of these people to popular things, as everybody has. */
function camouflage(people: readonly number[], each: number, random: () => number): Link[] {
  return people.flatMap(a => span(0, each).map((): Link => [a, Math.floor(rights * random() ** 2.5)]));
}

function f1(found: Uint32Array, truth: readonly number[]): number {
  const wanted = new Set(truth);
  return (2 * found.filter(node => wanted.has(node)).length) / (found.length + truth.length);
}

const ring = { people: span(1_000, 1_060), things: span(700, 750) };

describe('blocks', () => {
  for (const { density, each } of [
    { density: 0.25, each: 0 },
    { density: 0.25, each: 12 },
    { density: 0.5, each: 25 },
    { density: 0.9, each: 45 },
  ]) {
    it(`finds a planted block of density ${density} whose people have ${each} links elsewhere`, () => {
      const random = seeded(11);
      const all = [
        ...marketLinks(lefts, rights, 15_000, random),
        ...blockLinks(ring.people, ring.things, density, random),
        ...camouflage(ring.people, each, random),
      ];
      const [best] = blocksOf(all);
      expect(f1(best!.left, ring.people)).toBeGreaterThan(0.95);
      expect(f1(best!.right, ring.things)).toBeGreaterThan(0.95);
      expect(isSignificant(best!)).toBe(true);
      expect(best!.links).toBeGreaterThan(3 * best!.linksExpected);
    });
  }

  it('reports nothing where links are by chance, given how busy and popular everybody is', () => {
    for (const seed of [1, 2, 3, 4, 5])
      expect(blocksOf(marketLinks(lefts, rights, 10_000, seeded(seed))).filter(isSignificant)).toEqual([]);
  });

  it('reports no community that fades out', () => {
    const random = seeded(21);
    // Everybody likes the rarer things to some degree, a few very much: nobody brought them together.
    const fans = span(0, lefts).flatMap(fan =>
      span(0, Math.floor(40 * random() ** 6)).map((): Link => [fan, Math.floor(rights * (1 - random() ** 2))]),
    );
    const people = blocksOf([...marketLinks(lefts, rights, 15_000, random), ...fans]).filter(isSignificant);
    expect(people).toEqual([]);
  });

  it('tells two blocks apart that stand apart together', () => {
    const random = seeded(31);
    const other = { people: span(500, 560), things: span(600, 650) };
    const all = [
      ...marketLinks(lefts, rights, 10_000, random),
      ...blockLinks(ring.people, ring.things, 0.6, random),
      ...blockLinks(other.people, other.things, 0.6, random),
    ];
    const found = blocksOf(all).filter(isSignificant);
    for (const { people } of [ring, other])
      expect(Math.max(...found.map(block => f1(block.left, people)))).toBeGreaterThan(0.95);
    for (const block of found) expect(block.left.length).toBeLessThan(100);
  });

  it('gives the same answer whatever the order of links', () => {
    const random = seeded(41);
    const all = [...marketLinks(lefts, rights, 8_000, random), ...blockLinks(ring.people, ring.things, 0.3, random)];
    expect(blocksOf(shuffled(all, random))).toEqual(blocksOf(all));
  });

  it('finds the same block when people and things are numbered anew', () => {
    const random = seeded(51);
    const all = [...marketLinks(lefts, rights, 8_000, random), ...blockLinks(ring.people, ring.things, 0.4, random)];
    const people = shuffled(span(0, lefts), random);
    const things = shuffled(span(0, rights), random);
    const [best] = blocksOf(all.map(([a, b]) => [people[a]!, things[b]!]));
    expect(
      f1(
        best!.left,
        ring.people.map(a => people[a]!),
      ),
    ).toBeGreaterThan(0.95);
  });

  it('answers nothing in graphs too small for a block', () => {
    expect(findBlocks(buildBipartite(columnsOf({ lefts: 0, rights: 0, all: [] })))).toEqual([]);
    expect(
      findBlocks(
        buildBipartite(
          columnsOf({
            lefts: 3,
            rights: 3,
            all: [
              [0, 0],
              [1, 1],
            ],
          }),
        ),
      ),
    ).toEqual([]);
  });
});

describe('gain of a block', () => {
  it('is zero where degrees explain the links, and that of all links where nothing else is', () => {
    expect(tableGain({ inside: 25, left: 50, right: 50, total: 100 })).toBe(0);
    expect(tableGain({ inside: 10, left: 50, right: 50, total: 100 })).toBe(0);
    expect(tableGain({ inside: 50, left: 50, right: 50, total: 100 })).toBeCloseTo(100 * Math.LN2, 9);
  });

  it('costs as much to name as there are sets to choose from', () => {
    expect(namingCost(10, 3)).toBeCloseTo(Math.log(120 * 10), 12);
  });
});
