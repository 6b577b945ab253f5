import { spawnSync } from 'node:child_process';
import type { Binaries } from './binaries.ts';
import { errorCode } from './refusal.ts';

/** PostgreSQL's ways to stop: `fast` ends the sessions and writes everything, `immediate` leaves that to the next start's recovery. */
export type StopRequest = 'fast' | 'immediate';

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const satisfies Record<StopRequest, NodeJS.Signals>;

/** Asks a postmaster to stop; that it has ended already is no error. */
export function signalPostmaster(pid: number, request: StopRequest, binaries: Binaries): void {
  const signal = SIGNALS[request];
  if (process.platform === 'win32') {
    // Windows has no signals; PostgreSQL listens for them on a pipe that pg_ctl knows.
    spawnSync(binaries.pgCtl, ['kill', signal.slice('SIG'.length), String(pid)], { windowsHide: true });
    return;
  }
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
