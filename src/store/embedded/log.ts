import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { belongToDirectory, type Layout } from './directory.ts';

/** One old file is kept beside the current one, so the log takes at most about twice this, plus what one run adds. */
const LOG_BYTES_MAX = 8 * 1024 * 1024;
/** Enough for the reason why a start failed. */
const TAIL_BYTES_MAX = 16 * 1024;

/** PostgreSQL's log, opened to append for one run of the server. */
export interface ServerLog {
  readonly descriptor: number;
  /** The last lines that this run wrote. */
  tail(lines: number): string[];
  close(): void;
}

export function openServerLog(layout: Layout): ServerLog {
  const file = layout.log;
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a+', 0o600);
  belongToDirectory(layout, file);
  const start = fstatSync(descriptor).size;
  return {
    descriptor,
    tail(lines) {
      const end = fstatSync(descriptor).size;
      const from = Math.max(start, end - TAIL_BYTES_MAX);
      const bytes = Buffer.alloc(end - from);
      readSync(descriptor, bytes, 0, bytes.length, from);
      return bytes.toString('utf8').trimEnd().split('\n').slice(-lines);
    },
    close: () => closeSync(descriptor),
  };
}
