/** Every reason for which the embedded PostgreSQL does not start. Each is an answer to show to the person who started Ringfence. */
export const EMBEDDED_REFUSAL_CODES = [
  'no_binaries',
  'binaries_incomplete',
  'directory_unusable',
  'directory_unwritable',
  'directory_in_use',
  'directory_unreachable',
  'disk_full',
  'account_without_name',
  'cluster_unrecognised',
  'cluster_version',
  'cluster_owner',
  'socket_directory_taken',
  'postgres_still_running',
  'initialise_failed',
  'start_failed',
] as const;

export type EmbeddedRefusalCode = (typeof EMBEDDED_REFUSAL_CODES)[number];

/** `message` says what happened and where, `advice` what to do about it; both are whole sentences. */
export interface EmbeddedRefusal {
  readonly ok: false;
  readonly code: EmbeddedRefusalCode;
  readonly message: string;
  readonly advice: string;
}

export function refuse(code: EmbeddedRefusalCode, message: string, advice: string): EmbeddedRefusal {
  return { ok: false, code, message, advice };
}

/** The way out that always exists, so that every piece of advice can end with it. */
export const USE_YOUR_OWN_SERVER = 'or set DATABASE_URL to a PostgreSQL server (15 or later) of your own';

/** A full disk looks the same from Node, from initdb and from the postmaster. */
export function refuseDiskFull(directory: string): EmbeddedRefusal {
  return refuse(
    'disk_full',
    `There is no space left on the disk that holds ${directory}.`,
    'Free some space there (PostgreSQL needs about 200 MB to begin with), name another directory with --data, ' +
      `${USE_YOUR_OWN_SERVER}.`,
  );
}

/** What a shell ends with when a program is there but cannot run: built for another C library, or short of one of its own. */
export const CANNOT_RUN = [126, 127];

export function refuseUnrunnable(said: string): EmbeddedRefusal {
  return refuse(
    'no_binaries',
    `The PostgreSQL that npm installed cannot run on this machine (on Linux it needs glibc). The system said:\n${said.trim()}`,
    `Use a distribution with glibc instead of Alpine or the like, ${USE_YOUR_OWN_SERVER}.`,
  );
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
