import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Layout, refuseFor } from './directory.ts';
import { type Connection, endpointSettings, prepareEndpoint } from './endpoint.ts';
import { launch } from './launch.ts';
import { openServerLog, type ServerLog } from './log.ts';
import { endLeftovers, endPredecessor } from './predecessor.ts';
import { untilReady } from './ready.ts';
import { isRecovering } from './recovering.ts';
import {
  CANNOT_RUN,
  type EmbeddedRefusal,
  errorCode,
  refuse,
  refuseDiskFull,
  refuseUnrunnable,
  USE_YOUR_OWN_SERVER,
} from './refusal.ts';
import { serverSettings, settingArguments } from './settings.ts';
import { signalPostmaster } from './signal.ts';

/** Everything that one start of the server takes, and every restart again. */
export interface Plan {
  readonly layout: Layout;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly connection: Connection;
  readonly settings: Record<string, string>;
  readonly log: (line: string) => void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines of the server's log. */
  readonly lastLines: string[];
}

/** A running server. `exited` settles when it has ended, for whatever reason. */
export interface Postmaster {
  readonly ok: true;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** The last lines of its log, also after its end. */
  lastLines(): readonly string[];
  stop(): Promise<void>;
}

/** A fast shutdown writes every changed page, at most 128 MB of them; then recovery is the better use of time. */
const FAST_MS = 30_000;
const IMMEDIATE_MS = 10_000;
/** Lines of the log that tell why a server ended: a crash with its restart writes about a dozen. */
const TAIL_LINES = 20;
/** How often a stop looks whether the server is recovering, where a fast shutdown may never end. */
const RECOVERING_POLL_MS = 100;
/** How long backends of a postmaster that was killed may take to end; the server does not start beside them. */
const LEFTOVER_MS = 20_000;
const LEFTOVER_POLL_MS = 100;

/**
 * Starts PostgreSQL and waits until it answers, through crash recovery if need be. `cancelled` ends the attempt.
 * What the file system says no to (a full disk, a lost directory) is a refusal too, since it may pass.
 */
export async function startPostmaster(plan: Plan, cancelled: AbortSignal): Promise<Postmaster | EmbeddedRefusal> {
  const deadline = performance.now() + LEFTOVER_MS;
  for (;;) {
    const outcome = await startOnce(plan, cancelled).catch(error => {
      if (errorCode(error) === '') throw error;
      return refuseFor(error, plan.layout.root);
    });
    const beside = !outcome.ok && outcome.code === 'postgres_still_running';
    if (!beside || cancelled.aborted || performance.now() > deadline) return outcome;
    endLeftovers(plan.layout, plan.binaries);
    await sleep(LEFTOVER_POLL_MS);
  }
}

async function startOnce(plan: Plan, cancelled: AbortSignal): Promise<Postmaster | EmbeddedRefusal> {
  const refusal =
    (await endPredecessor(plan.layout, plan.binaries, plan.log)) ?? prepareEndpoint(plan.connection, plan.account);
  return refusal ?? attempt(plan, cancelled);
}

async function attempt(plan: Plan, cancelled: AbortSignal): Promise<Postmaster | EmbeddedRefusal> {
  const log = openServerLog(plan.layout);
  const settings = { ...serverSettings(), ...plan.settings, ...endpointSettings(plan.connection) };
  const args = ['-D', plan.layout.cluster, ...settingArguments(settings)];
  const child = launch(plan.account, plan.binaries.postgres, args, log.descriptor);
  const exited = exitOf(child, log);
  if (child.pid === undefined) return refuseStart(plan, await exited);
  let lastWords: readonly string[] | undefined;
  void exited.then(exit => {
    lastWords = exit.lastLines;
  });
  const lastLines = () => lastWords ?? log.tail(TAIL_LINES);
  const postmaster = { ok: true, pid: child.pid, exited, lastLines, stop: () => stop(plan, child, exited) } as const;
  const readiness = await untilReady(plan.connection, plan.log, AbortSignal.any([cancelled, whenSettled(exited)]));
  if (readiness.kind === 'ready') {
    // Nothing waits for a server that was never stopped: it ends with us, and so must not keep us from ending.
    child.unref();
    return postmaster;
  }
  await postmaster.stop();
  return refuseStart(plan, await exited, readiness.kind === 'unusable' ? readiness.reason : undefined);
}

function exitOf(child: ChildProcess, log: ServerLog): Promise<Exit> {
  return new Promise(resolve => {
    const settle = (code: number | null, signal: NodeJS.Signals | null, ...lines: string[]) => {
      resolve({ code, signal, lastLines: [...log.tail(TAIL_LINES), ...lines] });
      log.close();
    };
    child.once('exit', (code, signal) => settle(code, signal));
    child.once('error', error => {
      if (child.pid === undefined) settle(null, null, error.message);
    });
  });
}

function whenSettled(exited: Promise<Exit>): AbortSignal {
  const controller = new AbortController();
  void exited.then(() => controller.abort());
  return controller.signal;
}

async function stop(plan: Plan, child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  if (child.pid === undefined) return;
  child.ref();
  for (const [request, waitMs] of [
    ['fast', FAST_MS],
    ['immediate', IMMEDIATE_MS],
  ] as const) {
    if (child.exitCode === null && child.signalCode === null) signalPostmaster(child.pid, request, plan.binaries);
    const hopeless = () => request === 'fast' && isRecovering(plan.layout);
    if (await settlesWithin(exited, waitMs, hopeless)) return;
    if (hopeless()) continue;
    plan.log(`PostgreSQL (process ${child.pid}) did not stop within ${waitMs / 1000} s of a ${request} shutdown`);
  }
  child.kill('SIGKILL');
  await exited;
}

/** Whether it settles in time; the wait ends early where it is `hopeless`. */
async function settlesWithin(exited: Promise<Exit>, waitMs: number, hopeless: () => boolean): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  const settled = exited.then(() => true);
  while (performance.now() < deadline) {
    const timer = new AbortController();
    const late = sleep(RECOVERING_POLL_MS, false, { signal: timer.signal }).catch(() => false);
    const done = await Promise.race([settled, late]);
    timer.abort();
    if (done) return true;
    if (hopeless()) return false;
  }
  return false;
}

function refuseStart(plan: Plan, exit: Exit, reason?: string): EmbeddedRefusal {
  const said = exit.lastLines.join('\n');
  if (/no space left on device|disk quota exceeded/i.test(said)) return refuseDiskFull(plan.layout.root);
  if (CANNOT_RUN.includes(exit.code ?? 0)) return refuseUnrunnable(said);
  if (/pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(said)) {
    return refuse(
      'postgres_still_running',
      `Processes of an earlier PostgreSQL still run in ${plan.layout.cluster}, and a second one beside them would destroy it.`,
      `Wait for them or stop them (ps shows them as "postgres: ringfence"), then start again, ${USE_YOUR_OWN_SERVER}.`,
    );
  }
  return refuse(
    'start_failed',
    `PostgreSQL did not start in ${plan.layout.cluster}: ${reason ?? `it ended with ${exit.code ?? exit.signal ?? 'no status'}`}. ` +
      `It said:\n${said}`,
    `See ${plan.layout.log} for all of it, put right what it names and start again, ${USE_YOUR_OWN_SERVER}.`,
  );
}
