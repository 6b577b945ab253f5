import { defineConfig } from 'vitest/config';

/** Tests that start PostgreSQL or other processes; they get time, and only as many at once as there are cores. */
const slowTestMs = 120_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The core is pure, so test files may share a thread; what needs a process of its own starts one.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    testTimeout: slowTestMs,
    hookTimeout: slowTestMs,
    teardownTimeout: 30_000,
    fileParallelism: true,
  },
});
