import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BipartiteGraph, buildBipartite } from '../../src/graph/bipartite.ts';
import { connectedComponents } from '../../src/graph/components.ts';
import { columnsOf, type Link, links } from './random.ts';

/** The rows of either side, written out. */
function rows(start: Uint32Array, neighbours: Uint32Array): number[][] {
  return Array.from({ length: start.length - 1 }, (_, row) => [...neighbours.slice(start[row]!, start[row + 1]!)]);
}

function naiveRows(count: number, from: 0 | 1, all: readonly Link[]): number[][] {
  const sets = Array.from({ length: count }, () => new Set<number>());
  for (const link of all) sets[link[from]]!.add(link[from === 0 ? 1 : 0]);
  return sets.map(set => [...set].sort((a, b) => a - b));
}

describe('bipartite graph', () => {
  it('holds every link once on both sides, in ascending rows', () => {
    fc.assert(
      fc.property(links, ({ lefts, rights, all }) => {
        const graph = buildBipartite(columnsOf({ lefts, rights, all }));
        expect(rows(graph.leftStart, graph.leftNeighbours)).toEqual(naiveRows(lefts, 0, all));
        expect(rows(graph.rightStart, graph.rightNeighbours)).toEqual(naiveRows(rights, 1, all));
        expect(graph.links).toBe(new Set(all.map(String)).size);
      }),
    );
  });

  it('does not depend on the order of links', () => {
    fc.assert(
      fc.property(links, ({ lefts, rights, all }) => {
        const graph = buildBipartite(columnsOf({ lefts, rights, all }));
        expect(buildBipartite(columnsOf({ lefts, rights, all: [...all].reverse() }))).toEqual(graph);
      }),
    );
  });

  it('adds up the weights of a link that comes twice, on both sides', () => {
    const graph = buildBipartite({
      lefts: 2,
      rights: 2,
      left: Uint32Array.of(1, 0, 1),
      right: Uint32Array.of(0, 1, 0),
      weights: Float64Array.of(2, 5, 3),
    });
    expect(graph.links).toBe(2);
    expect([...graph.leftWeights!]).toEqual([5, 5]);
    expect([...graph.rightWeights!]).toEqual([5, 5]);
  });

  it('refuses a node beyond the count and columns of unequal length', () => {
    const one = Uint32Array.of(1);
    expect(() => buildBipartite({ lefts: 1, rights: 2, left: one, right: one })).toThrow(/Link 0 joins 1 with 1/);
    expect(() => buildBipartite({ lefts: 2, rights: 2, left: one, right: new Uint32Array(2) })).toThrow(RangeError);
  });
});

describe('connected components', () => {
  it('are those of a walk over the links', () => {
    fc.assert(
      fc.property(links, ({ lefts, rights, all }) => {
        const graph = buildBipartite(columnsOf({ lefts, rights, all }));
        const { left, right, components } = connectedComponents(graph);
        const walked = walk(graph);
        expect(components).toBe(new Set(walked).size);
        const found = [...left, ...right];
        for (const [a, b] of all) expect(left[a]).toBe(right[b]);
        const pairs = new Set(found.map((label, node) => `${label} ${walked[node]}`));
        expect(pairs.size).toBe(components);
      }),
    );
  });

  it('are numbered in the order of their smallest nodes', () => {
    const graph = buildBipartite(columnsOf({ lefts: 3, rights: 2, all: [[2, 0]] }));
    expect(connectedComponents(graph)).toEqual({
      left: Uint32Array.of(0, 1, 2),
      right: Uint32Array.of(2, 3),
      components: 4,
    });
  });
});

/** A component's label by walking, left nodes first. */
function walk(graph: BipartiteGraph): number[] {
  const { lefts, rights } = graph;
  const labels = new Array<number>(lefts + rights).fill(-1);
  for (let from = 0; from < labels.length; from++) {
    const waiting = [from];
    while (waiting.length > 0) {
      const node = waiting.pop()!;
      if (labels[node] !== -1) continue;
      labels[node] = from;
      if (node < lefts)
        waiting.push(
          ...[...graph.leftNeighbours.slice(graph.leftStart[node], graph.leftStart[node + 1])].map(n => n + lefts),
        );
      else
        waiting.push(
          ...graph.rightNeighbours.slice(graph.rightStart[node - lefts], graph.rightStart[node - lefts + 1]),
        );
    }
  }
  return labels;
}
