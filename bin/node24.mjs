import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const neededMajor = 24;

/** Path of a Node of the needed version: this one, or the one that npm installed beside us. Exits with advice if there is none. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  try {
    const folder = path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const binary = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed for this platform: the advice below says what to do.
  }
  process.stderr.write(
    `Ringfence needs Node ${neededMajor} or later; this is ${process.version}, and npm has no copy for ${process.platform}-${process.arch} here.\n` +
      'Run "npm install" in its folder, or install Node 24 from your system.\n',
  );
  process.exit(1);
}
