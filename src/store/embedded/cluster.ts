import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Account, giveTo } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Layout, refuseFor } from './directory.ts';
import { launch } from './launch.ts';
import {
  CANNOT_RUN,
  type EmbeddedRefusal,
  errorCode,
  refuse,
  refuseDiskFull,
  refuseUnrunnable,
  USE_YOUR_OWN_SERVER,
} from './refusal.ts';

/** The database's superuser, whom only the owner of the data directory can be. */
export const DATABASE_USER = 'ringfence';
const UNFINISHED = 'postgres.init-';
const PASSWORD_FILE = 'ringfence.password';

export type ClusterState = { readonly ok: true; readonly kind: 'absent' | 'present' };

/** Looks at what lies where the cluster belongs, and refuses whatever is not a cluster of this version and account. */
export function inspectCluster(layout: Layout, account: Account, major: string): ClusterState | EmbeddedRefusal {
  const found = lstatSync(layout.cluster, { throwIfNoEntry: false });
  if (!found) return { ok: true, kind: 'absent' };
  if (!found.isDirectory() || !lstatSync(path.join(layout.cluster, 'PG_VERSION'), { throwIfNoEntry: false })) {
    if (found.isDirectory() && readdirSync(layout.cluster).length === 0) {
      rmdirSync(layout.cluster);
      return { ok: true, kind: 'absent' };
    }
    return refuse(
      'cluster_unrecognised',
      `${layout.cluster} exists but is not a PostgreSQL database directory (it has no PG_VERSION).`,
      `Move it away, name another directory with --data, ${USE_YOUR_OWN_SERVER}.`,
    );
  }
  if (account.kind !== 'own' && found.uid !== account.uid) {
    return refuse(
      'cluster_owner',
      `The database in ${layout.cluster} belongs to user ${found.uid}, but PostgreSQL runs as user ${account.uid}.`,
      `Give the directory to that user (chown -R ${account.uid}:${account.gid} ${layout.cluster}), ${USE_YOUR_OWN_SERVER}.`,
    );
  }
  const version = readFileSync(path.join(layout.cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === major) return { ok: true, kind: 'present' };
  return refuse(
    'cluster_version',
    `The database in ${layout.cluster} was made by PostgreSQL ${version}; this Ringfence brings PostgreSQL ${major}.`,
    `Open it with the release of Ringfence that made it, or move it over with pg_dump ${version} and pg_restore; ` +
      `to begin anew name another directory with --data, ${USE_YOUR_OWN_SERVER}.`,
  );
}

/**
 * Makes the cluster under a temporary name and renames it when it is complete and on the disk,
 * so that whoever is killed half-way leaves nothing that could be taken for a database. The caller holds the directory's lock.
 */
export async function initialiseCluster(
  layout: Layout,
  account: Account,
  binaries: Binaries,
): Promise<EmbeddedRefusal | undefined> {
  try {
    const workplace = await mkdtemp(path.join(layout.root, UNFINISHED));
    const cluster = path.join(workplace, 'cluster');
    const password = path.join(workplace, 'password');
    await mkdir(cluster, { mode: 0o700 });
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    for (const made of [workplace, cluster, password]) giveTo(account, made);
    const refusal = await runInitdb(layout, account, binaries, cluster, password);
    if (refusal) {
      await rm(workplace, { recursive: true, force: true });
      return refusal;
    }
    await rename(password, path.join(cluster, PASSWORD_FILE));
    await flushDirectory(cluster);
    await rename(cluster, layout.cluster);
    await flushDirectory(layout.root);
    await rm(workplace, { recursive: true, force: true });
    return undefined;
  } catch (error) {
    return refuseFor(error, layout.root);
  }
}

/** Removes what an initialisation left behind that was killed half-way. */
export async function removeUnfinished(layout: Layout): Promise<void> {
  const names = (await readdir(layout.root)).filter(name => name.startsWith(UNFINISHED));
  await Promise.all(
    names.map(name => rm(path.join(layout.root, name), { recursive: true, force: true, maxRetries: 3 })),
  );
}

/** The password for the loopback port; a private Unix socket needs none. */
export function passwordOf(layout: Layout): string {
  return readFileSync(path.join(layout.cluster, PASSWORD_FILE), 'utf8');
}

/** `C.UTF-8` of the builtin provider sorts by code point, the same on every machine and after every upgrade of its libraries. */
async function runInitdb(
  layout: Layout,
  account: Account,
  binaries: Binaries,
  cluster: string,
  password: string,
): Promise<EmbeddedRefusal | undefined> {
  const args = [
    `--pgdata=${cluster}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${password}`,
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
  const { status, output } = await runToEnd(account, binaries.initdb, args);
  if (status === 0) return undefined;
  if (CANNOT_RUN.includes(Number(status))) return refuseUnrunnable(output);
  if (/no space left on device|disk quota exceeded/i.test(output)) return refuseDiskFull(layout.root);
  if (/could not look up effective user ID/.test(output)) {
    return refuse(
      'account_without_name',
      `PostgreSQL cannot run as user ${process.getuid?.()}: this user has no entry in /etc/passwd.`,
      `Add an entry for it (in a container: run as a named user), ${USE_YOUR_OWN_SERVER}.`,
    );
  }
  return refuse(
    'initialise_failed',
    `The database in ${layout.root} could not be made: initdb ended with ${status}. It said:\n${output.trim()}`,
    `Put right what initdb names and start again, name another directory with --data, ${USE_YOUR_OWN_SERVER}.`,
  );
}

function runToEnd(
  account: Account,
  program: string,
  args: readonly string[],
): Promise<{ status: string | number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = launch(account, program, args, 'pipe');
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ status: code ?? signal ?? 'no status', output }));
  });
}

/** A rename is on the disk only when the directory that holds the name is. */
async function flushDirectory(directory: string): Promise<void> {
  try {
    const opened = await open(directory, 'r');
    await opened.sync().finally(() => opened.close());
  } catch (error) {
    // Windows cannot open a directory, and some filesystems cannot flush one: they order renames themselves.
    if (!['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP'].includes(errorCode(error))) throw error;
  }
}
