import { parentPort, workerData } from 'node:worker_threads';
import { buildBipartite } from '../../src/graph/bipartite.ts';
import { connectedComponents } from '../../src/graph/components.ts';
import { findBlocks, isSignificant } from '../../src/graph/find-blocks.ts';
import { peelDensest } from '../../src/graph/peel.ts';
import { synthetic } from './synthetic.ts';
import { measureUpdates, type Updates } from './updates.ts';

export interface SpeedResult {
  readonly links: number;
  readonly users: number;
  readonly items: number;
  readonly heaviest: number;
  readonly components: number;
  readonly buildSeconds: number;
  readonly componentsSeconds: number;
  readonly peelSeconds: number;
  readonly blocksSeconds: number;
  /** Of this thread, for a machine that has other work too. */
  readonly peelCpuSeconds: number;
  readonly blocksCpuSeconds: number;
  readonly blocksReported: number;
  readonly ringsPlanted: number;
  readonly ringsFound: number;
  readonly updates: Updates;
}

const { links, seed } = workerData as { links: number; seed: number };
parentPort!.postMessage(measure(links, seed));

function measure(size: number, seed: number): SpeedResult {
  const made = synthetic(size, seed);
  const { columns, rings } = made;
  const built = timed(() => buildBipartite(columns));
  const graph = built.answer;
  const components = timed(() => connectedComponents(graph));
  const peeled = timed(() => peelDensest(graph));
  const blocks = timed(() => findBlocks(graph).filter(isSignificant));
  const isFound = (members: readonly number[]): boolean =>
    blocks.answer.some(({ left }) => {
      const shared = left.filter(user => members.includes(user)).length;
      return (2 * shared) / (left.length + new Set(members).size) > 0.9;
    });
  let heaviest = 0;
  for (let node = 0; node < graph.rights; node++)
    heaviest = Math.max(heaviest, graph.rightStart[node + 1]! - graph.rightStart[node]!);
  return {
    links: graph.links,
    users: graph.lefts,
    items: graph.rights,
    heaviest,
    components: components.answer.components,
    buildSeconds: built.seconds,
    componentsSeconds: components.seconds,
    peelSeconds: peeled.seconds,
    blocksSeconds: blocks.seconds,
    peelCpuSeconds: peeled.cpuSeconds,
    blocksCpuSeconds: blocks.cpuSeconds,
    blocksReported: blocks.answer.length,
    ringsPlanted: rings.length,
    ringsFound: rings.filter(isFound).length,
    updates: measureUpdates(graph, made),
  };
}

function timed<T>(work: () => T): { readonly answer: T; readonly seconds: number; readonly cpuSeconds: number } {
  const start = performance.now();
  const cpu = process.threadCpuUsage();
  const answer = work();
  const { user, system } = process.threadCpuUsage(cpu);
  return { answer, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}
