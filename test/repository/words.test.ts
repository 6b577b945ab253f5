import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { committedFiles } from './files.ts';
import { foreignWords, longFiles, narrowedTests, uncheckedCode } from './words.ts';

const files = committedFiles();
const joined = (...parts: readonly string[]) => parts.join('');
const file = (text: string, path = 'src/a.ts') => [{ path, text }];

describe('what a file may say', () => {
  test('[REPO-3] the repository speaks of the project alone', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(foreignWords(files)).toEqual([]);
  });

  test.each([
    joined('see /', 'work/main'),
    joined('"/', 'root/.npmrc"'),
    joined('/', 'home/anna/shop'),
    joined('C:\\', 'Users\\anna'),
    joined('https://regis', 'try.npmjs.org/zod'),
    joined('"resol', 'ved": "https://example.com/zod.tgz"'),
    joined('As an ', 'AI, I'),
    joined('Cla', 'ude wrote this'),
    joined('as the ', 'issue asks'),
    joined('// TO', 'DO: later'),
    joined('// FIX', 'ME'),
  ])('a planted word is found: %s', text => {
    expect(foreignWords(file(`one\n${text}\n`, 'docs/a.md'))).toHaveLength(1);
  });

  test('what only looks like one passes', () => {
    const text =
      'the working day, a root/leaf, example.com/workshop, the issuer, the registry of events, method, mastodon';
    expect(foreignWords(file(text))).toEqual([]);
  });
});

describe('what a source file may be', () => {
  test('[REPO-4] no file of the source has more than 400 lines', () => {
    expect(longFiles(files)).toEqual([]);
    expect(longFiles(file('x;\n'.repeat(400)))).toEqual([]);
    expect(longFiles(file('x;\n'.repeat(401)))).toHaveLength(1);
  });

  test('[REPO-5] no check of the compiler or the linter is turned off without a reason', () => {
    expect(uncheckedCode(files)).toEqual([]);
  });

  test.each([
    'const x = y as any;',
    'function f(x: any) {}',
    'let x: Map<string, any>;',
    'let x: any[];',
    'type F = () => any;',
    '// @ts-ignore\nx();',
    '// @ts-expect-error: no\nx();',
    '/* biome-ignore lint/style/noX */ x();',
    '// biome-ignore lint/style/noX:\nx();',
  ])('a planted escape is found: %j', text => {
    expect(uncheckedCode(file(text))).toHaveLength(1);
  });

  test.each([
    '// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes control characters',
    '// biome-ignore lint/suspicious/noExplicitAny: the library has no types of its own\nlet x: any;',
    '// @ts-expect-error: the declared type misses this option',
    "trace(file, 'any'); const x = { any: 1, all: any(2) }; // any at all, as any",
    'const x = "// @ts-ignore";',
  ])('what has a reason, or is none, passes: %j', text => {
    expect(uncheckedCode(file(text))).toEqual([]);
  });
});

describe('what a test may leave out', () => {
  test('[REPO-6] no test is left out without a reason, and none leaves the others out', () => {
    expect(narrowedTests(files)).toEqual([]);
  });

  test.each([
    "test.only('x', () => {});",
    "// skipped: because I only want this one\ndescribe.only('x', () => {});",
    "it.skip('x', () => {});",
    "test.concurrent.skip('x', () => {});",
    "test.todo('x');",
    "test('x', context => { context.skip(); });",
  ])('a planted one is found: %j', text => {
    expect(narrowedTests(file(text, 'test/a.test.ts'))).toHaveLength(1);
  });

  test.each([
    "// skipped: needs a kernel with io_uring\ntest.skip('x', () => {});",
    "test('x', context => { context.skip('no second disk on this machine'); });",
    "reader.skip(5); const x = 'test.only(1)'; // test.skip",
    "test.runIf(asRoot)('x', () => {});",
  ])('what has a reason, or is none, passes: %j', text => {
    expect(narrowedTests(file(text, 'test/a.test.ts'))).toEqual([]);
  });
});

test('the files that the guards read are the committed ones and those about to be, without ignored, deleted and binary ones', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'ringfence-guards-'));
  try {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: directory, stdio: 'ignore' });
    const write = (name: string, text: string) => writeFileSync(path.join(directory, name), text);
    git('init');
    write('.gitignore', 'ignored.txt\n');
    write('added.txt', 'a');
    write('deleted.txt', 'd');
    write('binary.bin', 'a\0b');
    git('add', '.');
    rmSync(path.join(directory, 'deleted.txt'));
    write('new.txt', 'n');
    write('ignored.txt', 'i');
    expect(committedFiles(directory).map(each => each.path)).toEqual(['.gitignore', 'added.txt', 'new.txt']);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
