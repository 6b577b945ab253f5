import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BipartiteGraph, buildBipartite } from '../../src/graph/bipartite.ts';
import { peelDensest, peelLevels } from '../../src/graph/peel.ts';
import { rowsOf } from '../../src/graph/rows.ts';
import { WatchedPeel } from '../../src/graph/watched-peel.ts';
import { blockLinks, columnsOf, type Link, type Links, marketLinks, seeded, span } from './random.ts';

function graphOf(links: Links): BipartiteGraph {
  return buildBipartite(columnsOf(links));
}

/** The same links, nodes and levels as a full peeling of all of them. */
function expectFull(watched: WatchedPeel, links: Links): void {
  const graph = graphOf(links);
  expect(watched.links).toBe(graph.links);
  expect(watched.densest()).toEqual(peelDensest(graph));
  const { levels } = peelLevels(rowsOf(graph));
  expect(watched.levels()).toEqual({ left: levels.slice(0, links.lefts), right: levels.slice(links.lefts) });
}

/** Adds batches one by one; after each, all is as if peeled in full. */
function expectFullThroughout(first: Links, batches: readonly Links[], mendedMax: number | null): void {
  const watched = new WatchedPeel(graphOf(first), mendedMax);
  let all = first.all;
  for (const batch of batches) {
    watched.add(columnsOf(batch));
    all = [...all, ...batch.all];
    expectFull(watched, { ...batch, all });
  }
}

const small = fc.integer({ min: 0, max: 3 });
/** Nodes are added with each batch; links are drawn from few pairs, so that many come again. */
const tiny = fc.array(fc.tuple(small, small, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 25 })), {
  minLength: 2,
  maxLength: 8,
});

function batchesOf(drawn: readonly (readonly [lefts: number, rights: number, all: readonly Link[]])[]): Links[] {
  let [lefts, rights] = [1, 1];
  return drawn.map(([moreLefts, moreRights, all]) => {
    lefts += moreLefts;
    rights += moreRights;
    return { lefts, rights, all: all.map(([a, b]): Link => [a % lefts, b % rights]) };
  });
}

/** Batches like a market's, some large, some of a group that meets, some to the most popular thing alone. */
function marketBatches(seed: number): Links[] {
  const random = seeded(seed);
  let [lefts, rights] = [20 + Math.floor(80 * random()), 10 + Math.floor(40 * random())];
  return span(0, 8).map(k => {
    if (random() < 0.5) lefts += Math.floor(6 * random());
    if (random() < 0.5) rights += Math.floor(4 * random());
    const kind = k === 0 ? 0 : random();
    const some = Math.floor(lefts * random());
    if (kind < 0.5) return { lefts, rights, all: marketLinks(lefts, rights, k === 0 ? 900 : 60, random) };
    if (kind < 0.7) return { lefts, rights, all: blockLinks(span(some, lefts), span(0, 8), 0.3, random) };
    if (kind < 0.9) return { lefts, rights, all: span(0, lefts).map((a): Link => [a, 0]) };
    return { lefts, rights, all: [[some, Math.floor(rights * random())]] };
  });
}

/** All is mended, nothing is, or what is about half of it. */
const limits = fc.constantFrom(null, 0, 100);

describe('a peeling that is watched', () => {
  it('[RING-9] answers after every batch of links what a full peeling of all links answers', () => {
    fc.assert(
      fc.property(tiny, limits, (drawn, mendedMax) => {
        const [first, ...batches] = batchesOf(drawn);
        expectFullThroughout(first!, batches, mendedMax);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.nat(), limits, (seed, mendedMax) => {
        const [first, ...batches] = marketBatches(seed);
        expectFullThroughout(first!, batches, mendedMax);
      }),
      { numRuns: 200 },
    );
  });

  it('sees a ring come into being among thousands of nodes', () => {
    const random = seeded(8);
    const [lefts, rights] = [3_000, 800];
    const ring = blockLinks(span(1_000, 1_060), span(700, 750), 0.9, random);
    const first = { lefts, rights, all: marketLinks(lefts, rights, 20_000, random) };
    const parts = span(0, 6).map(k => ring.filter((_, link) => link % 6 === k));
    const batches = parts.map(all => ({ lefts, rights, all: [...all, ...marketLinks(lefts, rights, 50, random)] }));
    expectFullThroughout(first, batches, Number.POSITIVE_INFINITY);
    const watched = new WatchedPeel(graphOf(first));
    watched.add(columnsOf({ lefts, rights, all: ring }));
    expect([...watched.densest().left]).toEqual(expect.arrayContaining(span(1_000, 1_060)));
  });

  it('grows from nothing, links one by one', () => {
    const random = seeded(9);
    const all = marketLinks(40, 20, 300, random);
    const batches = all.map(link => ({ lefts: 40, rights: 20, all: [link] }));
    expectFullThroughout({ lefts: 0, rights: 0, all: [] }, batches, null);
  });

  it('holds nodes far above all levels', () => {
    const hub = span(0, 3_000).map((a): Link => [a, 0]);
    const crowd = blockLinks(span(0, 120), span(1, 110), 1, seeded(1));
    const first = { lefts: 3_000, rights: 110, all: [...hub, ...crowd] };
    expectFullThroughout(first, [{ ...first, all: crowd.map(([a, b]): Link => [a + 60, b]) }], null);
  });

  it('refuses fewer nodes, nodes beyond the count and columns of unequal length, and stays as it was', () => {
    const links: Links = { lefts: 2, rights: 2, all: [[0, 1]] };
    const watched = new WatchedPeel(graphOf(links));
    const one = Uint32Array.of(1);
    expect(() => watched.add({ lefts: 1, rights: 2, left: one, right: one })).toThrow(RangeError);
    expect(() => watched.add({ lefts: 2, rights: 1, left: one.slice(1), right: one.slice(1) })).toThrow(
      /2 and 2 nodes/,
    );
    expect(() => watched.add({ lefts: 3, rights: 3, left: Uint32Array.of(3), right: one })).toThrow(/Link 0 joins 3/);
    expect(() => watched.add({ lefts: 3, rights: 3, left: one, right: one.slice(1) })).toThrow(RangeError);
    expectFull(watched, links);
  });
});
