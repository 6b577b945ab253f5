import { stripVTControlCharacters } from 'node:util';
import { paint } from './output.ts';
import { wrap } from './wrap.ts';

/** A part of a text that is shown on a terminal or written as Markdown. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'paragraph'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly TableRow[];
      /** What the sentences under the rows are; it heads their column in Markdown. */
      readonly under?: string;
    }
  | { readonly kind: 'story'; readonly text: string };

export interface Column {
  readonly name: string;
  readonly align: 'left' | 'right';
}

export interface TableRow {
  readonly cells: readonly string[];
  /** A sentence that is shown under the row. */
  readonly under?: string;
}

const width = 96;

/** The blocks for a terminal: aligned, wrapped, in colours where the terminal has them. */
export function forTerminal(blocks: readonly Block[]): string {
  return blocks.map((block, index) => terminalBlock(block) + gap(block, blocks[index + 1])).join('');
}

/** A heading stands close to what it heads; stories are parted by a line. */
function gap(block: Block, next: Block | undefined): string {
  if (next === undefined) return '';
  if (block.kind === 'heading') return '\n';
  return block.kind === 'story' && next.kind === 'story'
    ? `\n\n${paint.dim('· '.repeat(width / 2).trimEnd())}\n\n`
    : '\n\n';
}

function terminalBlock(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `${paint.bold(block.text)}\n${paint.dim('═'.repeat(width))}`;
    case 'heading':
      return `${paint.bold(block.text)}\n${paint.dim('─'.repeat(width))}`;
    case 'paragraph':
      return wrap(block.text, width);
    case 'table':
      return terminalTable(block.columns, block.rows);
    case 'story':
      return block.text;
  }
}

function terminalTable(columns: readonly Column[], rows: readonly TableRow[]): string {
  const lines = [columns.map(column => column.name), ...rows.flatMap(({ cells }) => cellLines(cells))];
  const widths = columns.map((_, index) => Math.max(...lines.map(cells => seen(cells[index] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `  ${columns.map(({ align }, index) => pad(cells[index] ?? '', widths[index]!, align)).join('  ')}`.trimEnd();
  const shown = rows.map(({ cells, under }) =>
    [...cellLines(cells).map(line), ...(under === undefined ? [] : [paint.dim(wrap(under, width, 6))])].join('\n'),
  );
  return [paint.dim(line(columns.map(column => column.name))), ...shown].join('\n');
}

/** A cell may have several lines, such as sums in several currencies. */
function cellLines(cells: readonly string[]): string[][] {
  const parts = cells.map(cell => cell.split('\n'));
  const height = Math.max(...parts.map(part => part.length));
  return Array.from({ length: height }, (_, index) => parts.map(part => part[index] ?? ''));
}

function pad(text: string, to: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, to - seen(text).length));
  return align === 'right' ? blanks + text : text + blanks;
}

function seen(text: string): string {
  return stripVTControlCharacters(text);
}

/** The blocks as Markdown, without colours. */
export function forMarkdown(blocks: readonly Block[]): string {
  return `${seen(blocks.map(markdownBlock).join('\n\n'))}\n`;
}

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${block.text}`;
    case 'heading':
      return `## ${block.text}`;
    case 'paragraph':
      return escapeMarkdown(block.text);
    case 'table':
      return markdownTable(block);
    case 'story':
      return fenced(seen(block.text));
  }
}

function markdownTable({ columns, rows, under }: Extract<Block, { kind: 'table' }>): string {
  const names = [...columns.map(column => column.name), ...(under === undefined ? [] : [under])];
  const marks = [
    ...columns.map(({ align }) => (align === 'right' ? '--:' : '---')),
    ...(under === undefined ? [] : ['---']),
  ];
  const body = rows.map(row => [...row.cells, ...(under === undefined ? [] : [row.under ?? ''])].map(markdownCell));
  return [names, marks, ...body].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function markdownCell(text: string): string {
  return escapeMarkdown(seen(text)).replaceAll('|', '\\|').replaceAll('\n', '<br>');
}

/** Texts of customers and shops must not become markup. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#]/g, sign => `\\${sign}`);
}

/** A fence longer than any run of its sign in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
