import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { workplace } from '../store/fixtures/embedded.ts';

const binaries = '/usr/lib/postgresql/15/bin';
/** `nobody` on Debian; the server refuses to run as root. */
const unprivileged = 65_534;

/** Whether this machine has the PostgreSQL 15 of Debian's packages. */
export const hasDebianServer = existsSync(path.join(binaries, 'initdb'));

export interface DebianServer {
  readonly port: number;
  /** URL for the superuser `shop`. */
  url(password: string, database?: string): string;
}

const password = 'right-password';
export const debianPassword = password;

/** A throw-away server of the user's own that asks for passwords (SCRAM), on a loopback port. */
export async function startDebianServer(work: ReturnType<typeof workplace>): Promise<DebianServer> {
  const folder = path.dirname(work.directory({ mode: 0o755 }));
  const cluster = path.join(folder, 'cluster');
  const secret = path.join(folder, 'secret');
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(secret, password, { mode: 0o600 });
  const asRoot = process.getuid?.() === 0;
  const account = asRoot ? { uid: unprivileged, gid: unprivileged } : {};
  for (const made of asRoot ? [folder, cluster, secret] : []) chownSync(made, unprivileged, unprivileged);
  chmodSync(folder, 0o700);
  const options = { ...account, cwd: '/', encoding: 'utf8' } as const;
  const args = [
    '-D',
    cluster,
    '-U',
    'shop',
    '--pwfile',
    secret,
    '-A',
    'scram-sha-256',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C',
  ];
  const initdb = spawnSync(path.join(binaries, 'initdb'), args, options);
  if (initdb.status !== 0) throw new Error(initdb.stderr);
  const port = await freePort();
  const settings = ['-D', cluster, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'fsync=off'];
  const server = spawn(path.join(binaries, 'postgres'), settings, { ...account, cwd: '/', stdio: 'ignore' });
  const ended = new Promise(resolve => server.once('exit', resolve));
  work.later(async () => {
    server.kill('SIGQUIT');
    await ended;
  });
  const ready = () =>
    spawnSync(path.join(binaries, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).status === 0;
  for (let tries = 0; !ready(); tries++) {
    if (tries > 200) throw new Error('The server of Debian does not start.');
    await sleep(50);
  }
  return { port, url: (word, database = 'postgres') => `postgres://shop:${word}@127.0.0.1:${port}/${database}` };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
