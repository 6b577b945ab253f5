import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCommunities } from '../../src/graph/communities.ts';
import { buildLinkGraph, type WeightedLinks } from '../../src/graph/links.ts';
import { seeded, shuffled } from './random.ts';

type Pair = readonly [from: number, to: number, weight: number];

function linksOf(nodes: number, pairs: readonly Pair[]): WeightedLinks {
  return {
    nodes,
    from: Uint32Array.from(pairs, pair => pair[0]),
    to: Uint32Array.from(pairs, pair => pair[1]),
    weights: Float64Array.from(pairs, pair => pair[2]),
  };
}

const graphs = fc.integer({ min: 1, max: 15 }).chain(nodes => {
  const node = fc.integer({ min: 0, max: nodes - 1 });
  // Whole weights add up exactly in any order.
  const pairs = fc.array(fc.tuple(node, node, fc.integer({ min: 1, max: 5 })), { maxLength: 40 });
  return pairs.map(all => ({ nodes, pairs: all }));
});

/** By definition: over all ordered pairs of nodes of one community, weight less what strengths bring about. */
function naiveModularity(nodes: number, pairs: readonly Pair[], labels: Uint32Array): number {
  const weight = Array.from({ length: nodes }, () => new Array<number>(nodes).fill(0));
  for (const [a, b, w] of pairs) {
    weight[a]![b]! += w;
    weight[b]![a]! += w;
  }
  const strength = weight.map(row => row.reduce((sum, w) => sum + w, 0));
  const total = strength.reduce((sum, s) => sum + s, 0);
  let sum = 0;
  for (let a = 0; a < nodes; a++)
    for (let b = 0; b < nodes; b++)
      if (labels[a] === labels[b]) sum += weight[a]![b]! - (strength[a]! * strength[b]!) / total;
  return total === 0 ? 0 : sum / total;
}

describe('links of one kind of nodes', () => {
  it('join what comes twice, either way round, and stand in both rows', () => {
    const graph = buildLinkGraph(
      linksOf(3, [
        [2, 0, 1],
        [0, 2, 4],
        [1, 1, 3],
      ]),
    );
    expect([...graph.start]).toEqual([0, 1, 2, 3]);
    expect([...graph.neighbours]).toEqual([2, 1, 0]);
    expect([...graph.weights]).toEqual([5, 3, 5]);
  });

  it('refuse a node beyond the count', () => {
    expect(() => buildLinkGraph(linksOf(2, [[0, 2, 1]]))).toThrow(/Link 0 joins 0 with 2/);
  });
});

describe('communities', () => {
  it('have the modularity they say, at least that of everybody alone and of everybody together', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, pairs }) => {
        const { labels, modularity } = findCommunities(buildLinkGraph(linksOf(nodes, pairs)));
        expect(modularity).toBeCloseTo(naiveModularity(nodes, pairs, labels), 9);
        const alone = Uint32Array.from({ length: nodes }, (_, node) => node);
        expect(modularity).toBeGreaterThanOrEqual(naiveModularity(nodes, pairs, alone) - 1e-9);
      }),
    );
  });

  it('are connected, and numbered in the order of their smallest nodes', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, pairs }) => {
        const { labels, communities } = findCommunities(buildLinkGraph(linksOf(nodes, pairs)));
        expect([...new Set(labels)]).toEqual(Array.from({ length: communities }, (_, k) => k));
        const reached = Array.from({ length: nodes }, (_, node) => node);
        for (let pass = 0; pass < nodes; pass++) {
          for (const [a, b] of pairs) {
            if (labels[a] !== labels[b]) continue;
            reached[a] = reached[b] = Math.min(reached[a]!, reached[b]!);
          }
        }
        expect(new Set(reached).size).toBe(communities);
      }),
    );
  });

  it('do not depend on the order of links', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, pairs }) => {
        const found = findCommunities(buildLinkGraph(linksOf(nodes, pairs)));
        expect(findCommunities(buildLinkGraph(linksOf(nodes, shuffled(pairs, seeded(1)))))).toEqual(found);
      }),
    );
  });

  it('tell cliques apart that single links join', () => {
    const clique = (from: number): Pair[] =>
      [0, 1, 2, 3, 4].flatMap(a => [0, 1, 2, 3, 4].filter(b => b > a).map(b => [from + a, from + b, 1] as const));
    const pairs = [...clique(0), ...clique(5), ...clique(10), [4, 5, 1], [9, 10, 1]] as const;
    const { labels } = findCommunities(buildLinkGraph(linksOf(15, pairs)));
    expect([...labels]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  });
});
