import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A text file of the repository: its path with forward slashes, and what it says. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Every text file that is committed or about to be. What the file system has but git ignores is no part of the repository. */
export function committedFiles(directory: string = root): TextFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const names = new Set(listed.split('\0').filter(name => name !== '' && existsSync(path.join(directory, name))));
  return [...names].sort().flatMap(name => {
    const bytes = readFileSync(path.join(directory, name));
    return bytes.includes(0) ? [] : [{ path: name, text: bytes.toString('utf8') }];
  });
}

/** The line, from 1, that an offset of the text is on. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index !== -1 && index < offset; index = text.indexOf('\n', index + 1)) line++;
  return line;
}
