import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type BenchOptions, isStarted, type ResultRow, writeResult } from './harness.ts';
import type { SpeedResult } from './rings/speed-worker.ts';
import { BATCH_LINKS, BATCHES } from './rings/updates.ts';

const SIZES = [1_000_000, 2_000_000, 5_000_000, 10_000_000];
const SEED = 7;
const worker = fileURLToPath(new URL('rings/speed-worker.ts', import.meta.url));

/** Graph algorithms over millions of links, in a worker thread: seconds by size, and the memory of the whole process. */
export async function run({ args }: BenchOptions): Promise<void> {
  const sizes = args.length === 0 ? SIZES : args.map(Number);
  const rows: ResultRow[] = [];
  for (const size of sizes) {
    const result = await measured(size);
    rows.push(rowOf(result));
    process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
  }
  writeResult('rings-speed', {
    title:
      'Block detection, and the densest block as links are added, over made graphs with skewed degrees and five planted rings, in a worker thread',
    notes: [
      'Links are counted without duplicates. Rings: 120 users x 60 rare items at density 0.3, every second one with as many links to popular items.',
      'Blocks: everything from the compressed graph to the scored blocks; it includes one peeling. A ring is found when a reported block has F1 above 0.9 with it.',
      `Updates: ${BATCHES} batches of ${BATCH_LINKS} links drawn as those outside the rings, then one inside a ring; seconds on the clock from the batch to the densest block.`,
      '"watch s" is what comes before the first batch: rows with room, the first peeling and what mending needs. "equals full": the block, node by node, is that of a peeling of all links, before and after the batch of the ring.',
      'cpu: seconds of processor time of the worker thread; the rest of the wall time other work had the processors.',
      'Memory is the peak of the process so far, columns and graph of the bench included; sizes run in ascending order.',
    ],
    rows,
  });
}

async function measured(links: number): Promise<SpeedResult> {
  const running = new Worker(worker, { workerData: { links, seed: SEED } });
  const [result] = (await once(running, 'message')) as [SpeedResult];
  await running.terminate();
  return result;
}

function rowOf(result: SpeedResult): ResultRow {
  const { links, buildSeconds, componentsSeconds, peelSeconds, blocksSeconds, updates } = result;
  return {
    links,
    users: result.users,
    items: result.items,
    'heaviest item': result.heaviest,
    'compress s': rounded(buildSeconds),
    'components s': rounded(componentsSeconds),
    'peel s': rounded(peelSeconds),
    'peel links/s': Math.round(links / peelSeconds),
    'peel cpu s': rounded(result.peelCpuSeconds),
    'watch s': rounded(updates.watchSeconds),
    'update s median': rounded(updates.secondsMedian),
    'update s worst': rounded(updates.secondsWorst),
    'update of ring s': rounded(updates.ringSeconds),
    'equals full': updates.isFull,
    'blocks s': rounded(blocksSeconds),
    'blocks cpu s': rounded(result.blocksCpuSeconds),
    'all s': rounded(buildSeconds + componentsSeconds + blocksSeconds),
    'blocks reported': result.blocksReported,
    'rings found': `${result.ringsFound} of ${result.ringsPlanted}`,
    'peak MiB': Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
