#!/usr/bin/env node
// Starts the command line in Node 24, from the sources in a checkout and from dist/ in the published package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from './node24.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const built = path.join(root, 'dist/cli/main.js');
const entry = existsSync(path.join(root, 'src/cli/main.ts')) ? path.join(root, 'src/cli/main.ts') : built;
const node = findNode();

if (node === process.execPath) {
  process.argv[1] = entry;
  await import(entry);
} else {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', entry, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : (code ?? 1)));
}
