// Runs on whatever Node a machine happens to have (18 or later): installs the exact dependencies when they are missing
// or stale, then hands over to Node 24, which npm brings along. `npm start`, `npm test` and `npm run bench` come here.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from '../bin/node24.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...rest] = process.argv.slice(2);

const testReport = path.join(os.tmpdir(), `ringfence-tests-${process.pid}.json`);

const steps = {
  demo: [['bin/ringfence.mjs', 'demo', ...rest]],
  bench: [['bin/ringfence.mjs', 'bench', ...rest]],
  test: [
    ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
    ['node_modules/typescript/bin/tsc', '--noEmit'],
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${testReport}`,
      ...rest,
    ],
  ],
};

if (!(command in steps)) {
  process.stderr.write(`Unknown command "${command}". Use one of: ${Object.keys(steps).join(', ')}.\n`);
  process.exit(2);
}

install();
for (const step of steps[command]) {
  const code = await run(step);
  if (step.includes('run')) printTally();
  if (code !== 0) process.exit(code);
}

/**
 * Installs what the lock file names, unless that was done before. `npm install --no-save` keeps to the lock file and leaves it as it is;
 * `npm ci` would refuse one that was made where a package for another platform could not be had.
 */
function install() {
  const installed = path.join(root, 'node_modules/.ringfence-lock');
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  process.stderr.write('Installing the dependencies (once) ...\n');
  const npm = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    process.stderr.write(
      'npm install failed: see its message above. Ringfence needs the npm registry once, to install.\n',
    );
    process.exit(1);
  }
  writeFileSync(installed, lock);
}

/** One step in Node 24; signals reach it. Answers its exit code. */
function run(args) {
  return new Promise(resolve => {
    const child = spawn(findNode(), args, { cwd: root, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => resolve(signal ? 130 : (code ?? 1)));
  });
}

/** The closing line that machines read: N passed, N failed, N skipped. */
function printTally() {
  if (!existsSync(testReport)) return;
  const report = JSON.parse(readFileSync(testReport, 'utf8'));
  rmSync(testReport);
  // A file that could not even be loaded has no tests of its own: it counts as one that failed.
  const unloaded = report.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const skipped = report.numPendingTests + report.numTodoTests;
  process.stdout.write(
    `\n${report.numPassedTests} passed, ${report.numFailedTests + unloaded} failed, ${skipped} skipped\n`,
  );
}
