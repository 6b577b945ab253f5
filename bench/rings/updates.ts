import { type BipartiteGraph, buildBipartite, type LinkColumns } from '../../src/graph/bipartite.ts';
import { type Peeled, peelDensest } from '../../src/graph/peel.ts';
import { WatchedPeel } from '../../src/graph/watched-peel.ts';
import { median } from '../harness.ts';
import type { Synthetic } from './synthetic.ts';

export const BATCHES = 50;
export const BATCH_LINKS = 1_000;

export interface Updates {
  /** From the compressed graph to the first answer. */
  readonly watchSeconds: number;
  readonly secondsMedian: number;
  readonly secondsWorst: number;
  /** Of the batch that makes a ring denser. */
  readonly ringSeconds: number;
  readonly links: number;
  /** Whether the answer is that of a full peeling: after the batches, and again after that of the ring. */
  readonly isFull: boolean;
}

/** Batches of new links to a graph, each with the densest block after it. Seconds are those of a clock on the wall. */
export function measureUpdates(graph: BipartiteGraph, { columns, more, moreOfRing }: Synthetic): Updates {
  const started = performance.now();
  const watched = new WatchedPeel(graph);
  watched.densest();
  const watchSeconds = (performance.now() - started) / 1000;
  const batches: LinkColumns[] = [columns];
  const update = (batch: LinkColumns): number => {
    batches.push(batch);
    const start = performance.now();
    watched.add(batch);
    watched.densest();
    return (performance.now() - start) / 1000;
  };
  const seconds = Array.from({ length: BATCHES }, () => update(more(BATCH_LINKS)));
  const isFullBefore = isSame(watched.densest(), full(batches));
  const ringSeconds = update(moreOfRing(0, BATCH_LINKS));
  return {
    watchSeconds,
    secondsMedian: median(seconds),
    secondsWorst: Math.max(...seconds),
    ringSeconds,
    links: watched.links,
    isFull: isFullBefore && isSame(watched.densest(), full(batches)),
  };
}

function full(batches: readonly LinkColumns[]): Peeled {
  const links = batches.reduce((sum, batch) => sum + batch.left.length, 0);
  const { lefts, rights } = batches[0]!;
  const all = { lefts, rights, left: new Uint32Array(links), right: new Uint32Array(links) };
  let end = 0;
  for (const { left, right } of batches) {
    all.left.set(left, end);
    all.right.set(right, end);
    end += left.length;
  }
  return peelDensest(buildBipartite(all));
}

function isSame(one: Peeled, other: Peeled): boolean {
  const same = (a: Uint32Array, b: Uint32Array) => a.length === b.length && a.every((node, k) => node === b[k]);
  return one.density === other.density && same(one.left, other.left) && same(one.right, other.right);
}
