import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { Layout } from './directory.ts';
import { isRecovering } from './recovering.ts';
import { type EmbeddedRefusal, errorCode, refuse, USE_YOUR_OWN_SERVER } from './refusal.ts';
import { signalPostmaster } from './signal.ts';

/** A fast shutdown writes every changed page, which a slow disk may take long over. */
const FAST_MS = 30_000;
const IMMEDIATE_MS = 10_000;
const POLL_MS = 20;
/** Larger than any process id that a system gives out, so that no process can have it. */
const NO_PROCESS = 2_147_483_646;

/**
 * Stops the postmaster that an earlier Ringfence left behind, if one still runs: started anew it is bound to us again,
 * which an adopted one would not be. The caller holds the directory's lock, so nobody else needs it.
 */
export async function endPredecessor(
  layout: Layout,
  binaries: Binaries,
  log: (line: string) => void,
): Promise<EmbeddedRefusal | undefined> {
  const record = readRecord(layout);
  const pid = Number.parseInt(record, 10);
  if (!(pid > 0) || !isAlive(pid)) return undefined;
  if (!worksIn(pid, layout)) {
    disown(layout, record);
    return undefined;
  }
  log(`Stopping PostgreSQL (process ${pid}) that an earlier Ringfence left running in ${layout.cluster}`);
  for (const [request, waitMs] of [
    ['fast', FAST_MS],
    ['immediate', IMMEDIATE_MS],
  ] as const) {
    signalPostmaster(pid, request, binaries);
    if (await hasEnded(pid, layout, waitMs, request === 'fast')) return undefined;
  }
  return refuse(
    'postgres_still_running',
    `An earlier PostgreSQL (process ${pid}) still runs in ${layout.cluster} and does not stop.`,
    `Stop process ${pid} and start again, ${USE_YOUR_OWN_SERVER}.`,
  );
}

/**
 * Ends backends that outlived their postmaster: busy ones do not notice its death, and nothing starts beside them. What they
 * had not committed is lost with the crash that it was. Only Linux says which processes they are; elsewhere we wait for them.
 */
export function endLeftovers(layout: Layout, binaries: Binaries): void {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    if (worksIn(Number(pid), layout)) signalPostmaster(Number(pid), 'immediate', binaries);
  }
}

/** Whether it ends in time; `unlessRecovering` gives up on a server for which a fast shutdown may never end. */
async function hasEnded(pid: number, layout: Layout, waitMs: number, unlessRecovering: boolean): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  while (performance.now() < deadline) {
    if (!isAlive(pid) || !worksIn(pid, layout)) return true;
    if (unlessRecovering && isRecovering(layout)) return false;
    await sleep(POLL_MS);
  }
  return false;
}

/** What the last postmaster wrote about itself, its process id first; empty after a clean stop, which removes it. */
function readRecord(layout: Layout): string {
  try {
    return readFileSync(recordFile(layout), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Another program has the recorded process id by now (common after a reboot and in containers), and PostgreSQL would refuse
 * to start for it. The rest of the record stays: by it PostgreSQL finds out whether backends of the dead postmaster still run.
 */
function disown(layout: Layout, record: string): void {
  writeFileSync(recordFile(layout), record.replace(/^\d+/, String(NO_PROCESS)));
}

function recordFile(layout: Layout): string {
  return path.join(layout.cluster, 'postmaster.pid');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** PostgreSQL works in its cluster's directory; a zombie works nowhere and counts as ended. */
function worksIn(pid: number, layout: Layout): boolean {
  if (process.platform === 'linux') {
    try {
      return realpathSync(`/proc/${pid}/cwd`) === layout.cluster;
    } catch {
      // It ended, or is another user's and so no postmaster of ours.
      return false;
    }
  }
  const [command, args, mark] =
    process.platform === 'win32'
      ? (['tasklist', ['/FI', `PID eq ${pid}`, '/NH'], 'postgres.exe'] as const)
      : (['ps', ['-ww', '-o', 'command=', '-p', String(pid)], layout.cluster] as const);
  return spawnSync(command, args, { encoding: 'utf8' }).stdout.includes(mark);
}
