import path from 'node:path';
import { codeOnly } from './code.ts';
import { lineAt, type TextFile } from './files.ts';
import { importsOf } from './imports.ts';

/**
 * Who may import what. The core stands in the order of the flow.
 *
 * - within src: folders by name. `left` is every row of the core above this one, `core` is the whole core.
 * - node: the modules of Node by name, `-` for none, `*` for any.
 * - packages: npm packages by name, `-` for none, `*` for any.
 * - pure: a pure folder reads no clock, draws no random numbers and touches nothing outside its arguments.
 */
export const table = `
  folder      | within src             | node:                                 | packages                            | pure | core
  domain      | text                   | -                                     | zod                                 | yes  | yes
  text        | graph stats            | -                                     | -                                   | yes  | yes
  stats       | graph text             | -                                     | -                                   | yes  | yes
  graph       | stats text             | -                                     | -                                   | yes  | yes
  ingest      | left                   | buffer crypto fs/promises stream zlib | *                                   | no   | yes
  ledger      | left                   | -                                     | zod                                 | yes  | yes
  profiles    | left                   | -                                     | -                                   | yes  | yes
  features    | left                   | -                                     | -                                   | yes  | yes
  decide      | left                   | -                                     | zod yaml re2js @marcbachmann/cel-js | yes  | yes
  detect      | left                   | -                                     | -                                   | yes  | yes
  learn       | left                   | *                                     | *                                   | no   | yes
  investigate | left                   | *                                     | *                                   | no   | yes
  enforce     | left                   | *                                     | *                                   | no   | yes
  prove       | left                   | *                                     | *                                   | no   | yes
  store       | core                   | *                                     | *                                   | no   | no
  sim         | core                   | *                                     | *                                   | no   | no
  console     | core                   | *                                     | *                                   | no   | no
  server      | core store             | *                                     | *                                   | no   | no
  cli         | core store server sim  | *                                     | *                                   | no   | no
  .           | core store server cli  | *                                     | *                                   | no   | no
`;

interface Row {
  readonly folder: string;
  readonly imports: ReadonlySet<string>;
  readonly node: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
  readonly pure: boolean;
}

/** The rows by folder; `.` is for the files of src itself. */
function rowsOf(text: string): ReadonlyMap<string, Row> {
  const cells = text
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split('|').map(cell => cell.trim()));
  const core = cells.filter(row => row[5] === 'yes').map(row => row[0]!);
  return new Map(
    cells.map(([folder = '', within = '', node = '', packages = '', pure = '']) => {
      const left = core.slice(0, core.indexOf(folder));
      const imports = words(within).flatMap(word => (word === 'left' ? left : word === 'core' ? core : [word]));
      const row = { folder, imports: new Set(imports), node: new Set(words(node)), packages: new Set(words(packages)) };
      return [folder, { ...row, pure: pure === 'yes' }];
    }),
  );
}

function words(cell: string): string[] {
  return cell === '-' ? [] : cell.split(/\s+/);
}

const rows = rowsOf(table);

/** What a pure folder must not name, and what to do instead. */
const impure: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/(?<![\w$.])Date\.now\b/g, 'the moment is an argument'],
  [/(?<![\w$.])new\s+Date\b(?!\s*\(\s*[^\s)])/g, 'the moment is an argument'],
  [/(?<![\w$.])Math\.random\b/g, 'randomness is an argument'],
  [
    /(?<![\w$.])(?:performance|process|console|crypto|setTimeout|setInterval|setImmediate|fetch)\b(?!\s*[?]?:)/g,
    'the edge does that',
  ],
];

/** Every breach of the table by the files of src, in words: file, line, what, and what is allowed. */
export function wrongDirections(files: readonly TextFile[]): string[] {
  return files.filter(isSource).flatMap(file => {
    const folder = folderOf(file.path);
    const row = rows.get(folder);
    if (row === undefined)
      return [`${file.path}: the folder ${folder} has no row in the table of test/repository/directions.ts`];
    return [...importFaults(file, row), ...(row.pure ? impureFaults(file) : [])];
  });
}

function importFaults(file: TextFile, row: Row): string[] {
  return importsOf(file.text).flatMap(({ specifier, line }) => {
    const where = `${file.path}:${line}`;
    if (specifier === null) return row.pure ? [`${where} computes what it imports; a pure folder names it`] : [];
    if (specifier.startsWith('node:')) {
      const module = specifier.slice('node:'.length);
      return allows(row.node, module, module.split('/')[0]!)
        ? []
        : [`${where} imports ${specifier}; ${row.folder} may not`];
    }
    if (!specifier.startsWith('.')) {
      const parts = specifier.split('/');
      const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
      return allows(row.packages, name) ? [] : [`${where} imports the package ${name}; ${row.folder} may not`];
    }
    const target = resolved(file.path, specifier);
    if (!target.startsWith('src/'))
      return target === 'package.json' ? [] : [`${where} imports ${target} from outside src`];
    const folder = folderOf(target);
    if (folder === row.folder || row.imports.has(folder)) return [];
    return [`${where} imports ${folder}; ${row.folder} may import ${[...row.imports].join(', ') || 'no other folder'}`];
  });
}

function allows(allowed: ReadonlySet<string>, ...names: readonly string[]): boolean {
  return allowed.has('*') || names.some(name => allowed.has(name));
}

function impureFaults(file: TextFile): string[] {
  const code = codeOnly(file.text);
  return impure.flatMap(([pattern, instead]) =>
    [...code.matchAll(pattern)].map(
      match => `${file.path}:${lineAt(code, match.index)} uses ${match[0]} in a pure folder; ${instead}`,
    ),
  );
}

/** Files that may import each other in a circle, because functions of theirs call each other: none of them runs anything on import. */
const recursive: readonly (readonly [files: RegExp, why: string])[] = [
  [/^src\/decide\/cel\/(?:emit|lower)[a-z-]*\.ts$/, 'an expression holds expressions'],
  [
    /^src\/ingest\/sources\/(?:csv|parquet|rows)\.ts$/,
    'a reader of rows picks the format, and each format batches rows',
  ],
  [
    /^src\/ledger\/(?:account|remedies)\.ts$/,
    'the account is kept of remedies, and remedies look into the open account',
  ],
];

/**
 * Circles of imports: between folders by any import, and between files by imports that are left at run time. Files of one folder
 * may know each other's types.
 */
export function circles(files: readonly TextFile[]): string[] {
  const sources = files.filter(isSource);
  const betweenFolders = new Map<string, Set<string>>();
  const betweenFiles = new Map<string, Set<string>>();
  for (const file of sources) {
    for (const { specifier, typeOnly } of importsOf(file.text)) {
      if (specifier === null || !specifier.startsWith('.')) continue;
      const target = resolved(file.path, specifier);
      if (!typeOnly) connect(betweenFiles, file.path, target);
      if (folderOf(target) !== folderOf(file.path)) connect(betweenFolders, folderOf(file.path), folderOf(target));
    }
  }
  const unexplained = circlesIn(betweenFiles).filter(
    circle => !recursive.some(([among]) => circle.every(file => among.test(file))),
  );
  return [...circlesIn(betweenFolders), ...unexplained].map(circle => circle.join(' -> '));
}

function connect(edges: Map<string, Set<string>>, from: string, to: string): void {
  const targets = edges.get(from);
  if (targets === undefined) edges.set(from, new Set([to]));
  else targets.add(to);
}

/** One circle for each place at which a depth-first walk comes back to its own path. */
function circlesIn(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (node: string): void => {
    const start = way.indexOf(node);
    if (start !== -1) found.push([...way.slice(start), node]);
    if (start !== -1 || done.has(node)) return;
    way.push(node);
    for (const next of edges.get(node) ?? []) visit(next);
    way.pop();
    done.add(node);
  };
  for (const node of [...edges.keys()].sort()) visit(node);
  return found;
}

function isSource(file: TextFile): boolean {
  return /^src\/.*\.tsx?$/.test(file.path);
}

function folderOf(file: string): string {
  const parts = file.split('/');
  return parts.length > 2 ? parts[1]! : '.';
}

function resolved(from: string, specifier: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
}
