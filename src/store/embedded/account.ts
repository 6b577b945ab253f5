import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readFileSync, statSync } from 'node:fs';
import type { Binaries } from './binaries.ts';
import type { Layout } from './directory.ts';
import { type EmbeddedRefusal, refuse, USE_YOUR_OWN_SERVER } from './refusal.ts';

/** The operating system's account under which PostgreSQL runs. */
export type Account =
  | { readonly ok: true; readonly kind: 'own' }
  | { readonly ok: true; readonly kind: 'other'; readonly uid: number; readonly gid: number }
  | { readonly ok: true; readonly kind: 'other_with_passage'; readonly uid: number; readonly gid: number };

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. So when we are root it runs as the owner of its files, else as the owner of the data
 * directory, else as `nobody`.
 *
 * That account may be unable to reach the programs or the directory (say, below /root). Then, on Linux, it keeps the one
 * capability that opens closed folders (`other_with_passage`), rather than have us loosen the permissions of folders that are not ours.
 */
export function chooseAccount(layout: Layout, binaries: Binaries): Account | EmbeddedRefusal {
  if (process.getuid?.() !== 0) return ownAccount(layout);
  const identity = ownerUnlessRoot(layout.cluster) ?? namedOwnerUnlessRoot(layout.root) ?? nobody();
  const reach = ['-c', 'test -x "$1" && cd "$2"', 'reach', binaries.postgres, layout.root];
  for (const kind of ['other', 'other_with_passage'] as const) {
    const account = { ok: true, kind, ...identity } as const;
    const [command, ...rest] = commandAs(account, ['/bin/sh', ...reach]);
    if (spawnSync(command, rest, { ...spawnOptionsAs(account), cwd: '/', stdio: 'ignore' }).status === 0)
      return account;
  }
  return refuse(
    'directory_unreachable',
    `Ringfence runs as root and PostgreSQL must not, but user ${identity.uid}, under which it would run, cannot reach ` +
      `${layout.root} or ${binaries.postgres}: a folder above is closed to it.`,
    'Run Ringfence as an ordinary user, move both to where others may pass (for example --data /var/lib/ringfence), ' +
      `install setpriv (util-linux), ${USE_YOUR_OWN_SERVER}.`,
  );
}

/** The command line that runs `command` under the account; to be spawned with `spawnOptionsAs`. */
export function commandAs(account: Account, command: readonly [string, ...string[]]): [string, ...string[]] {
  if (account.kind !== 'other_with_passage') return [...command];
  return [
    'setpriv',
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    // Without this bit access(2), by which PostgreSQL looks for its own programs, would ignore the capability.
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--',
    ...command,
  ];
}

export function spawnOptionsAs(account: Account): { uid?: number; gid?: number } {
  // Node takes signed ids here and unsigned ones in chown; macOS gives `nobody` the id -2.
  return account.kind === 'other' ? { uid: account.uid | 0, gid: account.gid | 0 } : {};
}

/** Gives a file or directory that we made to the account. */
export function giveTo(account: Account, file: string): void {
  if (account.kind !== 'own') chownSync(file, account.uid, account.gid);
}

function ownAccount(layout: Layout): Account | EmbeddedRefusal {
  const cluster = lstatSync(layout.cluster, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  if (!cluster || uid === undefined || cluster.uid === uid) return { ok: true, kind: 'own' };
  return refuse(
    'cluster_owner',
    `The database in ${layout.cluster} belongs to user ${cluster.uid}, but this is user ${uid}.`,
    `Run Ringfence as that user, give the directory away (chown -R ${uid} ${layout.root}), ${USE_YOUR_OWN_SERVER}.`,
  );
}

function ownerUnlessRoot(file: string): Identity | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

/** initdb insists that its account has a name; the owner of a mounted folder has none inside many a container. */
function namedOwnerUnlessRoot(file: string): Identity | undefined {
  const owner = ownerUnlessRoot(file);
  return owner && accounts().some(account => account.uid === owner.uid) ? owner : undefined;
}

function nobody(): Identity {
  return accounts().find(account => account.name === 'nobody') ?? { uid: 65534, gid: 65534 };
}

function accounts(): (Identity & { name: string })[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .filter(fields => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }));
}
