import { codeOnly } from './code.ts';
import { lineAt } from './files.ts';

/** One import of a file, however it is written. */
export interface Import {
  /** What it names, such as `../domain/money.ts`, `node:fs` or `zod`; null where it is computed and cannot be read. */
  readonly specifier: string | null;
  /** True where nothing of it is left at run time: `import type`, `export type`, and `import('...').Type`. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** `import x from '`, `import '`, `export * from '` and their type forms, up to the quote. */
const fixed = /(?<![\w$.])(?:import|export)\s*(type\b(?!\s*from\b)\s*)?(?:[\w$*{},\s]*?[\w$*}\s]from\s*)?(['"])/g;
/** `import(`, as a call or as a type. */
const called = /(?<![\w$.])(typeof\s+|[:<|&=]\s*)?import\s*\(\s*(['"`])?/g;

/** The imports of a TypeScript text: static, dynamic, of types, and those that export again. */
export function importsOf(text: string): Import[] {
  const code = codeOnly(text);
  const imports: Import[] = [];
  for (const match of code.matchAll(fixed)) {
    const open = match.index + match[0].length - 1;
    imports.push({
      specifier: quotedAt(text, open),
      typeOnly: match[1] !== undefined,
      line: lineAt(text, match.index),
    });
  }
  for (const match of code.matchAll(called)) {
    const open = match.index + match[0].length - 1;
    const close = match[2] === undefined ? -1 : code.indexOf(match[2], open + 1);
    const computed = close === -1 || (match[2] === '`' && code.slice(open, close).includes('${'));
    // A type stands where a type can: after a colon and the like, and something of it is named.
    const isType = match[1] !== undefined && !match[1].startsWith('=') && /^\s*\)\s*[.[]/.test(code.slice(close + 1));
    imports.push({
      specifier: computed ? null : text.slice(open + 1, close),
      typeOnly: isType,
      line: lineAt(text, match.index),
    });
  }
  return imports.sort((left, right) => left.line - right.line);
}

function quotedAt(text: string, open: number): string {
  return text.slice(open + 1, text.indexOf(text[open]!, open + 1));
}
