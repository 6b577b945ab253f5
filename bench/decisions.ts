import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../src/store/embedded/embedded.ts';
import { apart, searchNowAndThen } from './beside-searches.ts';
import { type BenchOptions, isStarted, writeResult } from './harness.ts';
import { type LatencySum, type LoadPlan, type LoadResult, summed } from './load.ts';
import { load, ringfence, served } from './served.ts';
import { writeTraffic } from './traffic.ts';

const run$ = promisify(execFile);
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
    const compared = await measureBesideSearches(directory, events, besideShare * perSecond, sent);
    rows.push(
      row('a quarter, between searches for rings', compared.quiet),
      row('a quarter, while rings are looked for', compared.beside),
    );
    writeResult('decisions', {
      title: `Claim decisions over HTTP with ${clients} clients, synchronous_commit on, on a log of ${events} events`,
      notes: [
        'PostgreSQL, the server and the load generator share the cores of this machine.',
        'Latency under a fixed rate counts from the time at which a request was due; the first second of each load, in which the generator warms up, is not counted.',
        `Bare single-row commits with ${clients} connections in the same run: ${Math.round(commits)} a second.`,
        `Rings were looked for ${searches} times in the whole log, ${Math.round(compared.searchSeconds)} s each, with ${quietMs / 1000} s between; p99 is then ${times(compared.beside.p99Ms / compared.quiet.p99Ms)} times that without.`,
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
  return { orders: Math.floor(events / 8), accounts: Math.round(events / 60) };
}

/** The server as it is most of the time: it looks for no rings. */
function measureServer(directory: string, events: number, seconds: number) {
  return served(directory, async () => {
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
    const alone = await next({ connections: 1, seconds: Math.min(seconds, 8), perSecond: null, prefix: 'alone' });
    const rows = [
      row(`${clients} clients, as fast as answered`, full),
      row('half of that rate', half),
      row('500 a second', target),
      row('one client alone', alone),
    ];
    return { rows, perSecond: full.perSecond, sent: from };
  });
}

const searches = 3;
const quietMs = 20_000;
/** Of the rate at most: at a higher one, minutes of it would claim each order several times, which takes longer to decide each time. */
const besideShare = 1 / 4;

/**
 * One load at a fixed rate on one server that looks for rings in the whole log now and then: claims that were due during a search are compared with
 * those that were due between searches, minutes apart at most, since a machine and a growing log are not the same for long.
 */
function measureBesideSearches(directory: string, events: number, perSecond: number, from: number) {
  return served(directory, async () => {
    const plan = { ...planOf(events), connections: clients };
    const warm = await load({ ...plan, seconds: 5, perSecond: null, prefix: 'beside-warm', from });
    const searching = searchNowAndThen(searches, quietMs);
    const endless = { seconds: null, perSecond, prefix: 'beside', from: from + warm.sent, each: true };
    const { each, failed } = await load({ ...plan, ...endless }, searching);
    const stretches = await searching;
    const { beside, quiet } = apart(each, stretches);
    const searched = stretches.reduce((sum, { from, to }) => sum + to - from, 0) / 1000;
    const rest = ((searches + 1) * quietMs) / 1000;
    return {
      searchSeconds: searched / searches,
      quiet: { ...summed(quiet, rest), failed },
      beside: { ...summed(beside, searched), failed },
    };
  });
}

function times(ratio: number): string {
  return ratio.toFixed(2);
}

function row(name: string, result: LatencySum & { readonly failed: number }) {
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
