import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BipartiteGraph, buildBipartite } from '../../src/graph/bipartite.ts';
import { levelBounds, levelOf } from '../../src/graph/levels.ts';
import { peelDensest, peelLevels } from '../../src/graph/peel.ts';
import { type Rows, rowsOf } from '../../src/graph/rows.ts';
import { blockLinks, columnsOf, links, marketLinks, seeded, shuffled, span } from './random.ts';

/** Weights are rounded to whole numbers of a thousandth, and levels are 1/128 apart. */
const ROUNDING = 0.01;

/** Weight of the links between two sets over their number of nodes. */
function density(graph: BipartiteGraph, left: ReadonlySet<number>, right: ReadonlySet<number>): number {
  let weight = 0;
  for (const a of left) {
    for (const b of graph.leftNeighbours.slice(graph.leftStart[a], graph.leftStart[a + 1])) {
      if (right.has(b)) weight += 1 / Math.log(graph.rightStart[b + 1]! - graph.rightStart[b]! + 5);
    }
  }
  return weight / (left.size + right.size);
}

function subsets(nodes: number): Set<number>[] {
  return Array.from({ length: 2 ** nodes }, (_, mask) => new Set(span(0, nodes).filter(node => (mask >> node) & 1)));
}

/** By definition: for every bound in turn, whoever has less inside leaves until nobody has. */
function naiveLevels({ nodes, start, size, neighbours, weights }: Rows): number[] {
  const levels = new Array<number>(nodes).fill(0);
  let inside = new Set(span(0, nodes));
  for (let level = 1; inside.size > 0; level++) {
    const held = (node: number): boolean => {
      const others = neighbours.slice(start[node], start[node]! + size[node]!).filter(other => inside.has(other));
      return others.reduce((sum, other) => sum + weights[node]! + weights[other]!, 0) >= levelBounds[level]!;
    };
    for (let before = -1; before !== inside.size; ) {
      before = inside.size;
      inside = new Set([...inside].filter(held));
    }
    for (const node of inside) levels[node] = level;
  }
  return levels;
}

describe('levels', () => {
  it('begin at most 1/128 above each other, or one part', () => {
    for (let level = 1; level < levelBounds.length - 1; level++) {
      const [below, bound] = [levelBounds[level - 1]!, levelBounds[level]!];
      expect(bound).toBeGreaterThan(below);
      expect(bound).toBeLessThanOrEqual(Math.max(below + 1, below * (1 + 1 / 128)));
      expect([bound - 1, bound].map(levelOf)).toEqual([level - 1, level]);
    }
    expect(levelOf(2 ** 40)).toBe(levelBounds.length - 2);
  });

  it('of nodes are those of their definition', () => {
    fc.assert(
      fc.property(links, ({ lefts, rights, all }) => {
        const rows = rowsOf(buildBipartite(columnsOf({ lefts, rights, all })));
        expect([...peelLevels(rows).levels]).toEqual(naiveLevels(rows));
      }),
    );
  });
});

describe('peeling', () => {
  it('answers a block with the density it says, no sparser than the whole graph', () => {
    fc.assert(
      fc.property(links, ({ lefts, rights, all }) => {
        const graph = buildBipartite(columnsOf({ lefts, rights, all }));
        const found = peelDensest(graph);
        const real = density(graph, new Set(found.left), new Set(found.right));
        expect(Math.abs(found.density - real)).toBeLessThanOrEqual(ROUNDING * real);
        const whole = density(graph, new Set(span(0, lefts)), new Set(span(0, rights)));
        expect(real).toBeGreaterThanOrEqual(whole * (1 - ROUNDING));
      }),
    );
  });

  it('is at least half as dense as the densest block of all', () => {
    const tiny = links.filter(({ lefts, rights }) => lefts <= 5 && rights <= 5);
    fc.assert(
      fc.property(tiny, ({ lefts, rights, all }) => {
        const graph = buildBipartite(columnsOf({ lefts, rights, all }));
        const found = peelDensest(graph);
        const rightSets = subsets(rights);
        const all_ = subsets(lefts).flatMap(left =>
          rightSets.filter(right => left.size + right.size > 0).map(right => density(graph, left, right)),
        );
        expect(found.density).toBeGreaterThanOrEqual((Math.max(...all_) / 2) * (1 - ROUNDING));
      }),
      { numRuns: 30 },
    );
  });

  it('does not depend on the order of links', () => {
    const random = seeded(3);
    const all = marketLinks(200, 100, 2_000, random);
    const found = peelDensest(buildBipartite(columnsOf({ lefts: 200, rights: 100, all })));
    const again = peelDensest(buildBipartite(columnsOf({ lefts: 200, rights: 100, all: shuffled(all, random) })));
    expect(again).toEqual(found);
  });

  it('finds a planted dense block', () => {
    const random = seeded(4);
    const block = blockLinks(span(100, 140), span(200, 230), 0.9, random);
    const all = [...marketLinks(1_000, 400, 3_000, random), ...block];
    const found = peelDensest(buildBipartite(columnsOf({ lefts: 1_000, rights: 400, all })));
    expect([...found.left]).toEqual(expect.arrayContaining(span(100, 140)));
    expect([...found.right]).toEqual(expect.arrayContaining(span(200, 230)));
  });

  it('answers nothing in a graph without nodes', () => {
    const graph = buildBipartite(columnsOf({ lefts: 0, rights: 0, all: [] }));
    expect(peelDensest(graph)).toEqual({ left: new Uint32Array(0), right: new Uint32Array(0), density: 0 });
  });
});
