import { execFile } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { startEmbedded } from '../src/store/embedded/embedded.ts';
import { type BenchOptions, isStarted, median, writeResult } from './harness.ts';
import { writeTraffic } from './traffic.ts';

const ringfence = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
/** Lines to a COPY: as many as an import puts into one transaction. */
const copyLines = 2_000;

/**
 * Import of events with every projection, beside a bare COPY of the same lines, in transactions of the same size, into a one-column logged
 * table with the same indexes as the log: a number, a unique 16-byte key and a text of the length of a stream, as expressions over the line.
 * Rounds alternate; medians are compared.
 */
export async function run({ args }: BenchOptions): Promise<void> {
  const events = Number(args[0] ?? 2_000_000);
  const rounds = Number(args[1] ?? 1);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringfence-bench-'));
  try {
    const file = path.join(folder, 'traffic.ndjson');
    const bytes = await writeTraffic(file, events);
    const copies: number[] = [];
    const imports: ImportRun[] = [];
    for (let round = 0; round < rounds; round++) {
      copies.push(await bareCopy(path.join(folder, 'bare'), file));
      imports.push(await importOnce(path.join(folder, 'store'), file));
      rmSync(path.join(folder, 'bare'), { recursive: true });
      rmSync(path.join(folder, 'store'), { recursive: true });
    }
    const copyRate = events / median(copies);
    const importRate = events / median(imports.map(run => run.seconds));
    writeResult('import', {
      title: `Import of ${events} events (${Math.round(bytes / events)} bytes each) with all projections, beside a bare COPY`,
      notes: [
        `Import reaches ${(importRate / copyRate).toFixed(2)} of the rate of the bare COPY (aim: at least 0.5).`,
        'Seconds of an import are those of the whole command: start of Node and PostgreSQL, schema, import, tidying up, stop.',
        'Claims are left undecided here; deciding them is measured in decisions.json and retail.json.',
        'Memory: highest resident set of the Ringfence process, and of the largest PostgreSQL process, shared buffers included.',
      ],
      rows: [
        {
          what: 'bare COPY, one column, the four indexes of the log',
          'events a second': Math.round(copyRate),
          ratio: 1,
          'memory MB': null,
          'PostgreSQL MB': null,
        },
        {
          what: 'ringfence import',
          'events a second': Math.round(importRate),
          ratio: Number((importRate / copyRate).toFixed(2)),
          'memory MB': Math.max(...imports.map(run => run.nodeMb)),
          'PostgreSQL MB': Math.max(...imports.map(run => run.postgresMb)),
        },
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bareCopy(directory: string, file: string): Promise<number> {
  const embedded = await startEmbedded(directory, { log: () => {} });
  if (!embedded.ok) throw new Error(embedded.message);
  const client = new pg.Client(embedded.connection);
  await client.connect();
  await client.query(`
    create table bare (line text);
    create unique index on bare ((md5(line)::uuid));
    create index on bare (substr(line, 60, 24) collate "C");
    create index on bare ((length(line)::bigint));
    create index on bare using brin ((length(line)::bigint))`);
  const start = performance.now();
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    const stream = client.query(copyFrom('copy bare from stdin'));
    stream.end(`${lines.join('\n')}\n`);
    await finished(stream);
    lines = [];
  };
  for await (const line of createInterface(createReadStream(file))) {
    lines.push(line.includes('\\') ? line.replaceAll('\\', '\\\\') : line);
    if (lines.length === copyLines) await flush();
  }
  if (lines.length > 0) await flush();
  const seconds = (performance.now() - start) / 1000;
  await client.end();
  await embedded.stop();
  return seconds;
}

interface ImportRun {
  readonly seconds: number;
  readonly nodeMb: number;
  readonly postgresMb: number;
}

async function importOnce(directory: string, file: string): Promise<ImportRun> {
  const start = performance.now();
  let nodeKb = 0;
  let postgresKb = 0;
  const child = execFile(process.execPath, [ringfence, '--data', directory, 'import', '--no-decide', file]);
  const watch = setInterval(() => {
    nodeKb = Math.max(nodeKb, peakKb(child.pid));
    postgresKb = Math.max(postgresKb, peakKb(postmasterOf(directory)));
  }, 200);
  const code = await new Promise(resolve => child.once('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`The import ended with code ${code}.`);
  return {
    seconds: (performance.now() - start) / 1000,
    nodeMb: Math.round(nodeKb / 1024),
    postgresMb: Math.round(postgresKb / 1024),
  };
}

function postmasterOf(directory: string): number | undefined {
  try {
    return Number(readFileSync(path.join(directory, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** Highest resident set of a process so far, or of its largest child; 0 where the system does not tell (only Linux does). */
function peakKb(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    const own = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return Math.max(
      own,
      ...children.map(child => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? 0)),
    );
  } catch {
    return 0;
  }
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
