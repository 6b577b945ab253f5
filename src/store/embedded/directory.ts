import { accessSync, chownSync, constants, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type EmbeddedRefusal, errorCode, errorText, refuse, refuseDiskFull, USE_YOUR_OWN_SERVER } from './refusal.ts';

/** Where everything of one embedded database lies. All paths are absolute and free of symbolic links. */
export interface Layout {
  readonly ok: true;
  readonly root: string;
  readonly cluster: string;
  readonly lock: string;
  readonly owner: string;
  readonly log: string;
  readonly socket: string;
}

/** Makes the directory where it is missing, and refuses one that cannot hold a database. */
export function openDirectory(directory: string): Layout | EmbeddedRefusal {
  const wanted = path.resolve(directory);
  try {
    if (!existsSync(wanted)) makeDirectory(wanted);
    const root = realpathSync(wanted);
    if (!statSync(root).isDirectory()) return refuseUnusable(root, 'it is not a directory');
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK);
    return {
      ok: true,
      root,
      cluster: path.join(root, 'postgres'),
      lock: path.join(root, 'lock'),
      owner: path.join(root, 'owner.json'),
      log: path.join(root, 'postgres.log'),
      socket: path.join(root, 'socket'),
    };
  } catch (error) {
    return refuseFor(error, wanted);
  }
}

/** What root makes in another user's directory belongs to that user, who can then go on without root. */
export function belongToDirectory(layout: Layout, file: string): void {
  const owner = statSync(layout.root);
  if (process.getuid?.() === 0 && owner.uid !== 0) chownSync(file, owner.uid, owner.gid);
}

/** Says why a directory cannot be written, from the error that the attempt gave. */
export function refuseFor(error: unknown, directory: string): EmbeddedRefusal {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return refuseDiskFull(directory);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse(
        'directory_unwritable',
        `The data directory ${directory} cannot be written by this user: ${errorText(error)}.`,
        `Give this user the right to write there, name another directory with --data, ${USE_YOUR_OWN_SERVER}.`,
      );
    default:
      return refuseUnusable(directory, errorText(error));
  }
}

function refuseUnusable(directory: string, why: string): EmbeddedRefusal {
  return refuse(
    'directory_unusable',
    `The data directory ${directory} cannot be used: ${why}.`,
    `Name another directory with --data, ${USE_YOUR_OWN_SERVER}.`,
  );
}

/**
 * A directory that root makes inside another user's folder belongs to that user, as if they had made it;
 * one that root keeps must let the unprivileged account under which PostgreSQL then runs pass through.
 */
function makeDirectory(directory: string): void {
  const owner = statSync(nearestExisting(directory));
  const asRoot = process.getuid?.() === 0;
  const first = mkdirSync(directory, { recursive: true, mode: asRoot && owner.uid === 0 ? 0o711 : 0o700 });
  if (first === undefined || !asRoot || owner.uid === 0) return;
  for (let made = directory; made.length >= first.length; made = path.dirname(made)) {
    chownSync(made, owner.uid, owner.gid);
  }
}

function nearestExisting(directory: string): string {
  const parent = path.dirname(directory);
  return existsSync(parent) || parent === directory ? parent : nearestExisting(parent);
}
