import { type BipartiteGraph, buildBipartite } from '../src/graph/bipartite.ts';
import { apartMin, type Block, findBlocks, isSignificant } from '../src/graph/find-blocks.ts';
import { type BenchOptions, isStarted, type ResultRow, seededRandom, writeResult } from './harness.ts';
import { componentsOfUsers } from './rings/components.ts';
import { fraudar } from './rings/fraudar.ts';
import { folder, hit, type RingTruth, readLinks, readTruth, rewired, withoutUsers } from './rings/graphs.ts';
import { communitiesOfUsers } from './rings/louvain.ts';

const SEED = 20_161;

/** Injected rings in real graphs: ours beside FRAUDAR, and what ours says where there is no ring. */
export async function run({ args }: BenchOptions): Promise<void> {
  const truth = readTruth();
  if (truth === null) {
    process.stdout.write(`rings-graphs: skipped, there is no ${folder}\n`);
    return;
  }
  const names = Object.keys(truth).filter(name => args.length === 0 || args.some(part => name.includes(part)));
  const rows = names.map(name => measured(name, truth[name]!));
  const bases = [...new Set(names.map(name => truth[name]!.base))];
  const ringless = bases.flatMap(base => {
    const name = names.find(each => truth[each]!.base === base)!;
    return withoutRing(name, truth[name]!);
  });
  writeResult('rings-graphs', {
    title: 'Rings injected into real graphs: users found (precision, recall, F1), items (F1), beside FRAUDAR',
    notes: [
      'Input: the links alone; one setting for all graphs; the block with the greatest surprise is the answer. FRAUDAR: log weights, the single best block, written from the paper.',
      `Surprise is in nats, the mean of both sides; reported are blocks with at least ${apartMin.toFixed(1)} on both sides. "next" is the best block that shares no user with the ring.`,
      'Communities (Louvain) and components are shown with the best of all their groups, chosen by the truth: an upper bound.',
      'Without ring: the users of the ring taken out of the graph, and that graph rewired at random with all degrees kept. Every user named there is a false alarm.',
    ],
    rows: [...rows, ...ringless],
  });
}

function measured(name: string, truth: RingTruth): ResultRow {
  const graph = buildBipartite(readLinks(name, truth));
  const ours = timed(() => findBlocks(graph));
  const theirs = timed(() => fraudar(graph));
  const best = ours.answer[0];
  const users = hit(best?.left ?? [], truth.ring_users);
  const ring = new Set(truth.ring_users);
  const next = ours.answer.find(block => !block.left.some(user => ring.has(user)));
  const row = {
    graph: name,
    'F1 FRAUDAR': rounded(hit(theirs.answer.left, truth.ring_users).f1),
    'F1 ours': rounded(users.f1),
    precision: rounded(users.precision),
    recall: rounded(users.recall),
    'F1 best community': byHindsight(communitiesOfUsers(graph), truth.ring_users),
    'F1 best component': byHindsight(componentsOfUsers(graph), truth.ring_users),
    'items F1 FRAUDAR': rounded(hit(theirs.answer.right, truth.ring_items).f1),
    'items F1 ours': rounded(hit(best?.right ?? [], truth.ring_items).f1),
    surprise: Math.round(best?.surprise ?? 0),
    'ring reported': best !== undefined && isSignificant(best),
    next: Math.round(next?.surprise ?? 0),
    reported: ours.answer.filter(isSignificant).length,
    'users reported': usersReported(ours.answer),
    'cpu s': rounded(ours.seconds),
    'cpu s FRAUDAR': rounded(theirs.seconds),
  };
  process.stderr.write(`${name}: F1 ${row['F1 ours']} (FRAUDAR ${row['F1 FRAUDAR']}), ${row['cpu s']} s\n`);
  return row;
}

/** The best F1 that any of these groups has: more than a method without the truth could choose. */
function byHindsight(groups: readonly (readonly number[])[], truth: readonly number[]): number {
  return rounded(Math.max(...groups.map(group => hit(group, truth).f1)));
}

function withoutRing(name: string, truth: RingTruth): ResultRow[] {
  const real = withoutUsers(readLinks(name, truth), truth.ring_users);
  const chance = rewired(real, seededRandom(SEED));
  return [ringlessRow(`${truth.base} without ring`, real), ringlessRow(`${truth.base} rewired`, chance)];
}

function ringlessRow(name: string, graph: BipartiteGraph): ResultRow {
  const { answer, seconds } = timed(() => findBlocks(graph));
  return {
    graph: name,
    surprise: Math.round(answer[0]?.surprise ?? 0),
    reported: answer.filter(isSignificant).length,
    'users reported': usersReported(answer),
    'cpu s': rounded(seconds),
  };
}

function usersReported(blocks: readonly Block[]): number {
  return new Set(blocks.filter(isSignificant).flatMap(block => [...block.left])).size;
}

/** Seconds of processor time of this thread, so that other work on the machine does not count. */
function timed<T>(work: () => T): { readonly answer: T; readonly seconds: number } {
  const cpu = process.threadCpuUsage();
  const answer = work();
  const { user, system } = process.threadCpuUsage(cpu);
  return { answer, seconds: (user + system) / 1e6 };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
