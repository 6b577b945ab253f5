import { codeOnly, commentsOnly } from './code.ts';
import { lineAt, type TextFile } from './files.ts';

/** The parts are joined here so that this file does not hold what it looks for. */
const pattern = (flags: string, ...parts: readonly string[]) => new RegExp(parts.join(''), `g${flags}`);

const foreign: readonly (readonly [pattern: RegExp, what: string])[] = [
  [pattern('', '(?<![\\w.-])/', 'work/'), 'a path of one machine'],
  [pattern('', '(?<![\\w.-])/', 'root/'), 'a path of one machine'],
  [pattern('', '(?<![\\w.-])/', '(?:home|Users)/\\w'), 'a path of one machine'],
  [pattern('i', '\\b[a-z]:\\\\', 'users\\\\'), 'a path of one machine'],
  [pattern('i', '\\bregis', 'try\\.[a-z0-9-]+\\.[a-z]{2,}'), 'the host of a package registry'],
  [pattern('i', '\\bnpm\\.', 'pkg\\.github\\.com'), 'the host of a package registry'],
  [pattern('', '"resol', 'ved":\\s*"http'), 'where a package was fetched from'],
  [pattern('i', '\\bas an ', 'AI\\b'), 'words about an assistant'],
  [pattern('i', '\\b(?:cla', 'ude|chat', 'gpt)\\b'), 'the name of an assistant'],
  [pattern('i', '\\blanguage ', 'model\\b'), 'words about an assistant'],
  [pattern('i', '\\bthe ', 'issue\\b'), 'words about a task, not about the project'],
  [pattern('', '\\bTO', 'DO\\b'), 'something left undone'],
  [pattern('', '\\bFIX', 'ME\\b'), 'something left undone'],
];

/** Where a file speaks of anything but the project. */
export function foreignWords(files: readonly TextFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    foreign.flatMap(([words, what]) =>
      [...text.matchAll(words)].map(match => `${path}:${lineAt(text, match.index)} has "${match[0]}", ${what}`),
    ),
  );
}

/** Beyond this a file of the source holds more than one idea. */
const linesMax = 400;

/** Files of the source that are too long to be one idea. */
export function longFiles(files: readonly TextFile[]): string[] {
  return files.filter(isSource).flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    return lines > linesMax ? [`${path} has ${lines} lines, more than ${linesMax}: split it by ideas`] : [];
  });
}

/** A comment that turns a check off has to say why, after a colon. */
const turnedOff =
  /(@ts-(?:ignore|expect-error|nocheck)|biome-ignore(?:-all|-start)?(?:[^\S\n]+[\w/]+)?)(?:[^\S\n]*:[^\S\n]*(\S.*))?/g;
const untyped = /(?:[:<|&,(]|=>|\b(?:as|extends|keyof|is))\s*(any)\b(?!\s*[:(=.?])/g;
/** Shorter than this is no reason. */
const reasonLengthMin = 10;

/** Checks of the compiler or the linter that the source turns off without a reason. */
export function uncheckedCode(files: readonly TextFile[]): string[] {
  return files.filter(isTypeScript).flatMap(file => {
    const code = codeOnly(file.text);
    const ignored = [...commentsOnly(file.text).matchAll(turnedOff)]
      .filter(match => (match[2] ?? '').length < reasonLengthMin)
      .map(match => `${file.path}:${lineAt(file.text, match.index)} has ${match[1]} without ": reason"`);
    const any = [...code.matchAll(untyped)].flatMap(match => {
      const line = lineAt(code, match.index + match[0].length - 1);
      return reasonBefore(file.text, line) ? [] : [`${file.path}:${line} has the type "${match[1]}"; name the type`];
    });
    return [...ignored, ...any];
  });
}

function reasonBefore(text: string, line: number): boolean {
  const lines = text.split('\n');
  return [lines[line - 1], lines[line - 2]].some(each => /biome-ignore \S*noExplicitAny: \S.{9,}/.test(each ?? ''));
}

const narrowed = /(?<![\w$.])(?:test|it|describe|suite|bench)((?:\.\w+)*)\.(only|skip|todo)\b/g;
const skippedInside = /(?<![\w$.])(?:context|ctx|task)\.skip\s*\(/g;

/** Tests that are left out without a reason, and tests that leave all others out. A reason is a comment `// skipped: why` above. */
export function narrowedTests(files: readonly TextFile[]): string[] {
  return files
    .filter(file => /^test\/.*\.ts$/.test(file.path))
    .flatMap(({ path, text }) => {
      const code = codeOnly(text);
      const lines = text.split('\n');
      const explained = (line: number) =>
        [lines[line - 1], lines[line - 2]].some(each => /\/\/ skipped: \S.{9,}/.test(each ?? ''));
      const outside = [...code.matchAll(narrowed)].filter(
        match => match[2] === 'only' || !explained(lineAt(code, match.index)),
      );
      const inside = [...code.matchAll(skippedInside)].filter(match => {
        const call = text.slice(match.index, text.indexOf('\n', match.index));
        return !/(['"`])[^'"`]{10,}\1\s*\)/.test(call) && !explained(lineAt(code, match.index));
      });
      return [...outside, ...inside].map(
        match =>
          `${path}:${lineAt(code, match.index)} has ${match[0].replace(/\s*\($/, '')}: run it, or say why not in "// skipped: ..."`,
      );
    });
}

function isSource(file: TextFile): boolean {
  return /^src\/.*\.tsx?$/.test(file.path);
}

function isTypeScript(file: TextFile): boolean {
  return /^(?:src|test|bench|scripts|examples)\/.*\.tsx?$/.test(file.path);
}
