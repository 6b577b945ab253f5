import { type ChildProcess, spawn } from 'node:child_process';
import { type Account, commandAs, spawnOptionsAs } from './account.ts';

/**
 * Runs a program that ends with us, even when we are killed with -9.
 *
 * The shell leaves a watcher behind and then becomes the program, so the child's id and exit status are the program's own.
 * The watcher reads a pipe of which we hold the only other end: a line means that the program has ended, the end of the
 * pipe that we are gone. It then asks for a fast shutdown (SIGINT) and after a minute for an immediate one (SIGQUIT).
 * It is forked twice because the postmaster takes the crash of any child that it does not know for a crash of its own.
 */
const WATCHED = `
exec 3<&0
( (
  if ! read -r _ <&3; then
    kill -INT $$
    seconds=0
    while [ $seconds -lt 60 ] && kill -0 $$; do sleep 1; seconds=$((seconds + 1)); done
    kill -QUIT $$
  fi
) </dev/null >/dev/null 2>&1 & )
exec "$@" </dev/null 3<&-
`;

/**
 * Starts `program` in its own session, so that Ctrl+C in a terminal reaches only us and we decide when it ends.
 * `output` is a file descriptor, or 'pipe'. On Windows there is no watcher: the next start stops what was left running.
 */
export function launch(
  account: Account,
  program: string,
  args: readonly string[],
  output: number | 'pipe',
): ChildProcess {
  const windows = process.platform === 'win32';
  const [command, ...rest] = windows
    ? [program, ...args]
    : commandAs(account, ['/bin/sh', '-c', WATCHED, 'ringfence-watch', program, ...args]);
  const child = spawn(command, rest, {
    ...spawnOptionsAs(account),
    cwd: windows ? undefined : '/',
    detached: true,
    windowsHide: true,
    env: cleanEnvironment(),
    stdio: [windows ? 'ignore' : 'pipe', output, output],
  });
  // A watcher that was killed closes the pipe from its side; that must not bring us down.
  child.stdin?.on('error', () => {});
  child.once('exit', () => child.stdin?.end('ended\n'));
  return child;
}

/** The user's PG* variables and libraries are meant for other servers; messages must be in English, since we read them. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours = { LC_ALL: 'C', TZ: 'UTC' };
  if (process.platform !== 'win32') return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', ...ours };
  const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('PG'));
  return { ...Object.fromEntries(kept), ...ours };
}
