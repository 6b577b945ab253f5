import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../src/store/embedded/embedded.ts';
import { type BenchOptions, isStarted, writeResult } from './harness.ts';
import type { LoadPlan, LoadResult } from './load.ts';
import { writeTraffic } from './traffic.ts';

const run$ = promisify(execFile);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const ringfence = path.join(root, 'src/cli/main.ts');
const port = 7_439;
const clients = 64;

/** Decisions over HTTP, with PostgreSQL, server and load generator on this one machine, beside its bare commits. */
export async function run({ args }: BenchOptions): Promise<void> {
  const events = Number(args[0] ?? 300_000);
  const seconds = Number(args[1] ?? 15);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringfence-bench-'));
  try {
    const directory = path.join(folder, 'store');
    const file = path.join(folder, 'traffic.ndjson');
    await writeTraffic(file, events);
    await run$(process.execPath, [ringfence, '--data', directory, 'import', file], { maxBuffer: 1e8 });
    // What was just written is brought to the disk first, so that the system does not do it amid the measurement.
    await run$('sync');
    const commits = await bareCommits(directory, Math.min(seconds, 8));
    const { rows, perSecond, sent } = await measureServer(directory, events, seconds);
    const best = rows[0]!;
    const fresh = { ...planOf(events), perSecond: perSecond / 2, seconds: Math.max(seconds, searchSeconds) };
    const without = await measureJustStarted(directory, { ...fresh, from: sent, prefix: 'fresh' }, 0);
    const beside = await measureJustStarted(directory, { ...fresh, from: without.next, prefix: 'beside' }, 24);
    rows.push(row('half, just started', without.result), row('half, just started, rings looked for', beside.result));
    writeResult('decisions', {
      title: `Claim decisions over HTTP with ${clients} clients, synchronous_commit on, on a log of ${events} events`,
      notes: [
        'PostgreSQL, the server and the load generator share the cores of this machine.',
        'Latency under a fixed rate counts from the time at which a request was due; the first second of each load, in which the generator warms up, is not counted.',
        `Bare single-row commits with ${clients} connections in the same run: ${Math.round(commits)} a second.`,
        `Rings were looked for during ${beside.searchedShare} of the last load, in the whole log; p99 is then ${times(beside.result.p99Ms / without.result.p99Ms)} times that without.`,
        `Per core: ${Math.round((best['per second'] as number) / os.availableParallelism())} decisions a second.`,
      ],
      rows: [
        ...rows,
        {
          load: `bare single-row commits, ${clients} connections`,
          'per second': Math.round(commits),
          'median ms': null,
          'p99 ms': null,
          'max ms': null,
          failed: 0,
        },
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Orders are a seventh of the traffic's events, accounts a sixtieth; both as bench/traffic.ts makes them. */
function planOf(events: number) {
  return {
    host: '127.0.0.1',
    port,
    path: '/v1/claims',
    orders: Math.floor(events / 8),
    accounts: Math.round(events / 60),
  };
}

/** Starts the server and waits until it is up; `hours` between searches for rings, 0 for none. `onLine` sees what it logs from then on. */
async function startServer(
  directory: string,
  hours: number,
  onLine: (line: string) => void = () => {},
): Promise<ChildProcess> {
  const server = spawn(
    process.execPath,
    [
      ringfence,
      '--data',
      directory,
      'serve',
      '--port',
      String(port),
      '--detect-every',
      String(hours),
      '--log-level',
      'info',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const lines = createInterface(server.stderr!);
  await new Promise<void>(resolve => {
    lines.on('line', line => (line.includes('is up') ? resolve() : onLine(line)));
  });
  return server;
}

async function stopServer(server: ChildProcess): Promise<void> {
  server.kill('SIGINT');
  await new Promise(resolve => server.once('exit', resolve));
}

/** As long as a search of the whole log takes beside a server: its steps weigh on the machine in ways of their own. */
const searchSeconds = 50;

/**
 * A fixed rate on a server that was just started and warmed up, with or without the search for rings that is due at its start: the two are
 * compared with each other, since a fresh server is slower than one that has run.
 */
async function measureJustStarted(
  directory: string,
  plan: LoadPlanAtRate,
  hours: number,
): Promise<{ readonly result: LoadResult; readonly next: number; readonly searchedShare: string }> {
  let foundAt = Number.POSITIVE_INFINITY;
  const server = await startServer(directory, hours, line => {
    if (line.includes('rings were looked for')) foundAt = Math.min(foundAt, performance.now());
  });
  try {
    const warm = await load({ ...plan, connections: clients, seconds: 5, prefix: `${plan.prefix}-warm` });
    const from = plan.from + warm.sent;
    const begin = performance.now();
    const result = await load({ ...plan, connections: clients, from });
    const share = Math.min(1, Math.max(0, (foundAt - begin) / (performance.now() - begin)));
    return { result, next: from + result.sent, searchedShare: `${Math.round(100 * share)} %` };
  } finally {
    await stopServer(server);
  }
}

type LoadPlanAtRate = Omit<LoadPlan, 'connections' | 'perSecond'> & { readonly perSecond: number };

async function measureServer(directory: string, events: number, seconds: number) {
  const server = await startServer(directory, 0);
  try {
    const plan = planOf(events);
    let from = 0;
    const next = async (
      more: Pick<LoadPlan, 'connections' | 'seconds' | 'perSecond' | 'prefix'>,
    ): Promise<LoadResult> => {
      const result = await load({ ...plan, ...more, from });
      from += result.sent;
      return result;
    };
    await next({ connections: clients, seconds: 5, perSecond: null, prefix: 'warm' });
    const full = await next({ connections: clients, seconds, perSecond: null, prefix: 'full' });
    const half = await next({ connections: clients, seconds, perSecond: full.perSecond / 2, prefix: 'half' });
    const target = await next({ connections: clients, seconds, perSecond: 500, prefix: 'target' });
    const alone = await next({
      connections: 1,
      seconds: Math.min(seconds, 8),
      perSecond: null,
      prefix: 'alone',
    });
    const rows = [
      row(`${clients} clients, as fast as answered`, full),
      row('half of that rate', half),
      row('500 a second', target),
      row('one client alone', alone),
    ];
    return { rows, perSecond: full.perSecond, sent: from };
  } finally {
    await stopServer(server);
  }
}

function times(ratio: number): string {
  return ratio.toFixed(2);
}

async function load(plan: LoadPlan): Promise<LoadResult> {
  const { stdout } = await run$(process.execPath, [path.join(root, 'bench/load.ts'), JSON.stringify(plan)]);
  return JSON.parse(stdout) as LoadResult;
}

function row(name: string, result: LoadResult) {
  const round = (value: number): number => Number(value.toPrecision(3));
  return {
    load: name,
    'per second': Math.round(result.perSecond),
    'median ms': round(result.medianMs),
    'p99 ms': round(result.p99Ms),
    'max ms': round(result.maxMs),
    failed: result.failed,
  };
}

/** Single-row inserts a second, each its own transaction, on the same server and disk. */
async function bareCommits(directory: string, seconds: number): Promise<number> {
  const embedded = await startEmbedded(directory, {
    log: () => {},
    settings: { max_connections: String(clients + 10) },
  });
  if (!embedded.ok) throw new Error(embedded.message);
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client(embedded.connection);
      await client.connect();
      return client;
    }),
  );
  await connections[0]!.query(
    'create table bare_commits (id bigint generated always as identity primary key, body text)',
  );
  const end = performance.now() + seconds * 1000;
  let commits = 0;
  await Promise.all(
    connections.map(async client => {
      for (; performance.now() < end; commits++)
        await client.query({
          name: 'insert',
          text: 'insert into bare_commits (body) values ($1)',
          values: ['x'.repeat(300)],
        });
    }),
  );
  await connections[0]!.query('drop table bare_commits');
  for (const client of connections) await client.end();
  await embedded.stop();
  return commits / seconds;
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
