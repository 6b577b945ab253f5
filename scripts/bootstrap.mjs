// Runs on whatever Node a machine happens to have (18 or later): installs the exact dependencies when they are missing
// or stale, then hands over to Node 24, which npm brings along. `npm start`, `npm test` and `npm run bench` come here.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from '../bin/node24.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...rest] = process.argv.slice(2);

const steps = {
  demo: [['bin/ringfence.mjs', 'demo', ...rest]],
  bench: [['bin/ringfence.mjs', 'bench', ...rest]],
  test: [
    ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
    ['node_modules/typescript/bin/tsc', '--noEmit'],
    ['node_modules/vitest/vitest.mjs', 'run', ...rest],
  ],
};

if (!(command in steps)) {
  process.stderr.write(`Unknown command "${command}". Use one of: ${Object.keys(steps).join(', ')}.\n`);
  process.exit(2);
}

install();
for (const step of steps[command]) await run(step);

/** `npm ci` unless the installed tree already is the one that the lock file names. */
function install() {
  const installed = path.join(root, 'node_modules/.ringfence-lock');
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  process.stderr.write('Installing the dependencies (once) ...\n');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (npm.status !== 0) {
    process.stderr.write('npm ci failed: see its message above. Ringfence needs the npm registry once, to install.\n');
    process.exit(1);
  }
  spawnSync(process.execPath, ['-e', `require('fs').writeFileSync(${JSON.stringify(installed)}, ${JSON.stringify(lock)})`]);
}

/** One step in Node 24; signals reach it, its exit code becomes ours. */
function run(args) {
  return new Promise(resolve => {
    const child = spawn(findNode(), args, { cwd: root, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => {
      if (code !== 0) process.exit(signal ? 130 : (code ?? 1));
      resolve();
    });
  });
}
