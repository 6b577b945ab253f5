import { statfsSync } from 'node:fs';

/** Below this, parallel queries fail with "could not resize shared memory segment"; Docker gives 64 MB. */
const SHARED_MEMORY_BYTES_MIN = 256 * 1024 * 1024;

/**
 * What the embedded server runs with, given on its command line so that an upgrade of Ringfence reaches old clusters too.
 * Commits wait for the disk; the rest suits one machine that at times imports in bulk.
 */
export function serverSettings(): Record<string, string> {
  return {
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    shared_buffers: '128MB',
    maintenance_work_mem: '128MB',
    dynamic_shared_memory_type: sharedMemoryType(),
    max_connections: '40',
    // Few and long checkpoints, since each one makes every page it follows be logged whole. Pages are not compressed: the builds have only
    // pglz, which takes longer than writing them.
    max_wal_size: '2GB',
    // Files of the log that were used once are kept for the next round, and a new one is not filled with zeros: that would stall every
    // commit for as long as the disk takes for sixteen megabytes, every few seconds on a young cluster.
    min_wal_size: '1GB',
    wal_init_zero: 'off',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    // Our queries are short: compiling them would cost more than running them.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    // The log must not repeat what customers wrote: neither rows in DETAIL lines nor the statements that failed.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    cluster_name: 'ringfence',
  };
}

export function settingArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function sharedMemoryType(): string {
  if (process.platform === 'win32') return 'windows';
  if (process.platform !== 'linux') return 'posix';
  try {
    const { blocks, bsize } = statfsSync('/dev/shm');
    return blocks * bsize < SHARED_MEMORY_BYTES_MIN ? 'mmap' : 'posix';
  } catch {
    // Without /dev/shm only files in the data directory are left.
    return 'mmap';
  }
}
