import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedded } from './embedded.ts';
import { type Exit, type Plan, type Postmaster, startPostmaster } from './postmaster.ts';
import type { EmbeddedRefusal } from './refusal.ts';

/** What happens to a server after it has started. `died` and `restart_failed` are followed by a restart only when supervised. */
export type EmbeddedChange =
  | ({ readonly kind: 'died' } & Exit)
  | { readonly kind: 'restart_failed'; readonly refusal: EmbeddedRefusal; readonly againInMs: number }
  | { readonly kind: 'restarted'; readonly pid: number; readonly downMs: number }
  | { readonly kind: 'stopped' };

/** A server that was killed once is back at once; one that keeps dying is tried every ten seconds, for as long as we live. */
const BACKOFF_MS_FIRST = 100;
const BACKOFF_MS_MAX = 10_000;
/** A server that lived this long had a sound start, so the next death begins a new series. */
const SOUND_MS = 60_000;

/**
 * Watches over a started server until it is stopped or, unless supervised, has died; `release` then frees its directory
 * and may be called more than once.
 */
export function oversee(
  started: { plan: Plan; postmaster: Postmaster },
  supervise: boolean,
  release: () => void,
): Embedded {
  const { plan } = started;
  const listeners = new Set<(change: EmbeddedChange) => void>();
  const stopping = new AbortController();
  let postmaster = started.postmaster;
  let ending: Promise<void> | undefined;
  const tell = (change: EmbeddedChange) => {
    for (const listener of listeners) listener(change);
  };
  const isStopping = () => stopping.signal.aborted;

  async function keep(): Promise<void> {
    let backoffMs = BACKOFF_MS_FIRST;
    for (;;) {
      const startedAt = performance.now();
      const exit = await postmaster.exited;
      if (isStopping()) return;
      plan.log(`PostgreSQL (process ${postmaster.pid}) ended unasked with ${exit.code ?? exit.signal}`);
      // Freed first, so that whoever hears of the death may start anew at once.
      if (!supervise) release();
      tell({ kind: 'died', ...exit });
      if (!supervise) return;
      if (performance.now() - startedAt > SOUND_MS) backoffMs = BACKOFF_MS_FIRST;
      backoffMs = await restart(backoffMs);
      if (isStopping()) return;
    }
  }

  /** Tries until the server runs again or is to stop; answers how long the next restart should wait. */
  async function restart(firstWaitMs: number): Promise<number> {
    const diedAt = performance.now();
    let waitMs = firstWaitMs;
    for (;;) {
      await sleep(waitMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      if (isStopping()) return waitMs;
      waitMs = Math.min(waitMs * 2, BACKOFF_MS_MAX);
      const next = await startPostmaster(plan, stopping.signal);
      if (next.ok) {
        postmaster = next;
        tell({ kind: 'restarted', pid: next.pid, downMs: Math.round(performance.now() - diedAt) });
        return waitMs;
      }
      if (isStopping()) return waitMs;
      plan.log(`${next.message} Trying again in ${waitMs / 1000} s`);
      tell({ kind: 'restart_failed', refusal: next, againInMs: waitMs });
    }
  }

  const kept = keep();
  async function end(): Promise<void> {
    stopping.abort();
    // A restart may be under way: only when it has come to its end is it certain which server is the last one.
    await postmaster.stop();
    await kept;
    await postmaster.stop();
    release();
    tell({ kind: 'stopped' });
  }

  return {
    ok: true,
    connection: plan.connection,
    get pid() {
      return postmaster.pid;
    },
    lastLines: () => postmaster.lastLines(),
    stop() {
      ending ??= end();
      return ending;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
