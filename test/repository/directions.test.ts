// biome-ignore-all lint/suspicious/noTemplateCurlyInString: planted faults are TypeScript in quotes
import { describe, expect, test } from 'vitest';
import { codeOnly } from './code.ts';
import { circles, wrongDirections } from './directions.ts';
import { committedFiles } from './files.ts';
import { importsOf } from './imports.ts';

const files = committedFiles();

describe('the direction of imports', () => {
  test('[REPO-1] imports follow the table, and pure folders stay pure', () => {
    expect(files.filter(file => file.path.startsWith('src/')).length).toBeGreaterThan(100);
    expect(wrongDirections(files)).toEqual([]);
  });

  test('[REPO-2] no folders, and no files at run time, import each other in a circle', () => {
    expect(circles(files)).toEqual([]);
  });

  test.each([
    ['a step to the right', 'features/a.ts', "import { decideClaim } from '../decide/decide.ts';"],
    ['a type of a step to the right', 'features/a.ts', "import type { Policy } from '../decide/policy/policy.ts';"],
    ['the store from the core', 'ledger/a.ts', "export { open } from '../store/open.ts';"],
    ['the store, as a type of its own', 'decide/a.ts', "let x: import('../store/open.ts').Store;"],
    ['a module of Node', 'ledger/findings/a.ts', "import 'node:fs';"],
    ['a module of Node, later', 'decide/a.ts', "const fs = await import('node:fs');"],
    ['a module of Node in a template', 'decide/a.ts', "const x = `${await import('node:fs')}`;"],
    ['a module of Node that this folder has no use for', 'ingest/a.ts', "import { connect } from 'node:net';"],
    ['a database driver', 'profiles/a.ts', "import pg from 'pg';"],
    ['a server', 'domain/a.ts', "import fastify, { type FastifyInstance } from 'fastify';"],
    ['part of a package', 'stats/a.ts', "import x from '@scope/name/part.js';"],
    ['something computed', 'decide/a.ts', 'const x = await import(name);'],
    ['fraud from an algorithm', 'graph/a.ts', "import { formatMinor } from '../domain/money.ts';"],
    ['the server from the store', 'store/a.ts', "import { app } from '../server/app.ts';"],
    ['tests from the source', 'store/a.ts', "import { root } from '../../test/repository/files.ts';"],
    ['a folder without a row', 'helpers/a.ts', ''],
    ['the clock', 'decide/a.ts', 'const now = Date.now();'],
    ['the clock, as a date', 'domain/a.ts', 'const now = new Date( );'],
    ['the clock, without parentheses', 'domain/a.ts', 'const now = new Date;'],
    ['chance', 'detect/a.ts', 'const x = Math.random();'],
    ['a stop watch', 'graph/a.ts', 'performance.mark("x");'],
    ['the process', 'text/a.ts', 'if (process.env.X) {}'],
    ['the console', 'features/a.ts', 'console.log(1);'],
    ['the clock in a template', 'features/a.ts', 'const x = `at ${Date.now()}`;'],
  ])('a planted fault is found: %s', (_, path, text) => {
    expect(wrongDirections([{ path: `src/${path}`, text }])).toHaveLength(1);
  });

  test.each([
    ['steps to the left', 'decide/a.ts', "import { featuresOf } from '../features/catalogue.ts';"],
    ['its own folder', 'decide/cel/a.ts', "import { judge } from '../judge.ts';"],
    ['text, from anywhere', 'domain/a.ts', "import { closest } from '../text/closest.ts';"],
    ['the core, from the store', 'store/a.ts', "import { decideClaim } from '../decide/decide.ts';"],
    ['the store, from the server', 'server/a.ts', "import { open } from '../store/open.ts';"],
    ['a moment that is given', 'domain/a.ts', 'const iso = new Date(milliseconds).toISOString();'],
    ['words in a comment', 'ledger/a.ts', "// import 'node:fs' and Date.now() and console.log\n/* process */"],
    ['words in quotes', 'ledger/a.ts', "const x = 'Math.random()' + \"import 'pg'\" + `console`;"],
    ['words in a pattern', 'ledger/a.ts', "const x = /import 'pg'|[/]process/.test(text) ? 1 / 2 : performances / 3;"],
    ['a field of that name', 'ledger/a.ts', 'const x = row.process; const y = { console: 1 };'],
  ])('what is allowed passes: %s', (_, path, text) => {
    expect(wrongDirections([{ path: `src/${path}`, text }])).toEqual([]);
  });

  test('a planted circle is found, between folders and between files; types of one folder may know each other', () => {
    const file = (path: string, target: string, word = 'import') => ({ path, text: `${word} { x } from '${target}';` });
    expect(
      circles([file('src/graph/a.ts', '../stats/b.ts'), file('src/stats/c.ts', '../graph/d.ts', 'import type')]),
    ).toEqual(['graph -> stats -> graph']);
    expect(circles([file('src/graph/a.ts', './b.ts'), file('src/graph/b.ts', './a.ts')])).toEqual([
      'src/graph/a.ts -> src/graph/b.ts -> src/graph/a.ts',
    ]);
    expect(circles([file('src/graph/a.ts', './b.ts'), file('src/graph/b.ts', './a.ts', 'import type')])).toEqual([]);
  });
});

test('every way to import is read', () => {
  const text = `
import a from 'a'; import * as b from "b"; import 'c';
import d, {
  type E,
  f as g, // with a comment from 'nowhere'
} from './d.ts';
import type { H } from './h.ts';
export * from './i.ts'; export type { J } from './j.ts'; export * as k from './k.ts';
const l = import('./l.ts'); type M = import('./m.ts').M; let n: typeof import('./n.ts').x;
export const o = 'not from here'; const p = { import: 'q' }; x.import('r'); import.meta.url;
import s from './s.json' with { type: 'json' };
`;
  expect(importsOf(text).map(({ specifier, line }) => `${line} ${specifier}`)).toEqual([
    ...['2 a', '2 b', '2 c', '3 ./d.ts', '7 ./h.ts', '8 ./i.ts', '8 ./j.ts', '8 ./k.ts'],
    ...['9 ./l.ts', '9 ./m.ts', '9 ./n.ts', '11 ./s.json'],
  ]);
  expect(
    importsOf(text)
      .filter(found => found.typeOnly)
      .map(found => found.specifier),
  ).toEqual(['./h.ts', './j.ts', './n.ts']);
});

test('only code is left, each character in its place', () => {
  const text = "a('b') // c\n/* d\ne */ f(`g${h('i')}${{ j: `k${l}` }.j}m`) / n / o; p = /q[/'\"]r/gi; return /s/ ";
  const code = codeOnly(text);
  expect(code).toHaveLength(text.length);
  expect(code.replace(/\s+/g, ' ')).toBe("a(' ') f(` ${h(' ')}${{ j: ` ${l}` }.j} `) / n / o; p = ; return ");
});
