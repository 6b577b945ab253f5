// Writes the documentation that is made from the code: node scripts/docs/generate.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './pages.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

for (const [name, text] of generatedPages()) {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stderr.write(`${name}\n`);
}
