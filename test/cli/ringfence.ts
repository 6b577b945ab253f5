import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from '../store/fixtures/embedded.ts';

/** Compiled modules are kept between the many starts, which halves what each takes. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/ringfence-compiled', import.meta.url));
const program = fileURLToPath(new URL('../../bin/ringfence.mjs', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from the start to the first output on either stream; null where there was none. */
  readonly firstOutputMs: number | null;
}

export interface RunningCommand {
  readonly child: ChildProcessWithoutNullStreams;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Waits until stderr has said so; false where the command ended before. */
  said(pattern: RegExp, limitMs?: number): Promise<boolean>;
  /** All of stderr until now. */
  saidSoFar(): string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  readonly cwd?: string;
}

const running = new Set<ChildProcess>();

/** Starts the command line as a user would, with nothing of this process's settings for databases or colours. */
export function startRingfence(args: readonly string[], options: CommandOptions = {}): RunningCommand {
  const { DATABASE_URL: _, NO_COLOR: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const started = performance.now();
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.cwd,
    env: { ...inherited, NODE_COMPILE_CACHE: compiled, ...options.env },
    stdio: 'pipe',
  });
  running.add(child);
  let firstOutputMs: number | null = null;
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      firstOutputMs ??= performance.now() - started;
      said[name] += text;
    });
  }
  // A command that ends before it read everything closes the pipe: what it says then is what a test looks at.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  let over = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = true;
      running.delete(child);
      resolve({ code, signal, ...said, firstOutputMs });
    });
  });
  return {
    child,
    pid: child.pid!,
    ended,
    saidSoFar: () => said.stderr,
    async said(pattern, limitMs = 30_000) {
      await until(() => over || pattern.test(said.stderr), limitMs);
      return pattern.test(said.stderr);
    },
  };
}

/** Runs a command to its end. */
export function ringfence(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return startRingfence(args, options).ended;
}

/** Ends what a failed test left running; for `afterEach`. */
export async function endRunning(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  await until(() => running.size === 0, 10_000);
}

/** The objects of NDJSON output; fails where a line is none. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}
