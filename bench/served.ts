import { type ChildProcess, execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadPlan, LoadResult } from './load.ts';

const run$ = promisify(execFile);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export const ringfence = path.join(root, 'src/cli/main.ts');
export const host = '127.0.0.1';
export const port = 7_439;

/** Has the work done on a server that looks for rings only when it is asked to; it is stopped behind it. */
export async function served<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const options = ['serve', '--port', String(port), '--detect-every', '0', '--log-level', 'info'];
  const server = spawn(process.execPath, [ringfence, '--data', directory, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>(resolve => server.once('exit', () => resolve()));
  try {
    await Promise.race([isUp(server), ended.then(() => Promise.reject(new Error('The server ended by itself.')))]);
    return await work();
  } finally {
    server.kill('SIGINT');
    await ended;
  }
}

function isUp(server: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    createInterface(server.stderr!).on('line', line => {
      if (line.includes('is up')) resolve();
    });
  });
}

/** Runs the load generator in a process of its own; one without a length, as long as `meanwhile` takes. */
export async function load(
  plan: Omit<LoadPlan, 'host' | 'port' | 'path'>,
  meanwhile?: Promise<unknown>,
): Promise<LoadResult> {
  const whole: LoadPlan = { ...plan, host, port, path: '/v1/claims' };
  const running = run$(process.execPath, [path.join(root, 'bench/load.ts'), JSON.stringify(whole)], {
    maxBuffer: 1e8,
  });
  const enough = (): void => void running.child.stdin!.end();
  meanwhile?.then(enough, enough);
  const { stdout } = await running;
  return JSON.parse(stdout) as LoadResult;
}
