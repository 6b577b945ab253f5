import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type MadeReport, makeReport } from '../../src/cli/commands/report.ts';
import { forMarkdown, forTerminal } from '../../src/cli/document.ts';
import { reportBlocks, reportJson } from '../../src/cli/report.ts';
import { readTerms } from '../../src/cli/terms-file.ts';
import { decideWaiting } from '../../src/store/decide-waiting.ts';
import { importEvents } from '../../src/store/import-events.ts';
import { beginImport } from '../../src/store/import-progress.ts';
import { openNode } from '../../src/store/node.ts';
import { freshNodes } from '../fixtures/node.ts';
import { endRunning, jsonLines, ringfence } from './ringfence.ts';

const shop = (file: string): string => fileURLToPath(new URL(`../../examples/corner-shop/${file}`, import.meta.url));
const nodes = freshNodes();
const folder = mkdtempSync(path.join(tmpdir(), 'rf-report-'));
const top = 5;
let made: MadeReport;

beforeAll(async () => {
  const { node: plain, database } = await nodes.fresh();
  const node = await openNode(database, plain.policy, readTerms(shop('terms.yaml')));
  const from = shop('events.ndjson.gz');
  for await (const step of importEvents(node, await beginImport(database, 'shop', 'shop'), {
    from,
    origin: 'shop',
    arrival: 'event',
  }))
    expect(step.fault).toBeNull();
  for await (const _ of decideWaiting(node));
  made = await makeReport(node, top);
});
afterEach(endRunning);
afterAll(async () => {
  await nodes.clear();
  rmSync(folder, { recursive: true });
});

test('every decided claim is counted once by answer and once by what decided it', () => {
  const { claims, facts } = made.report;
  const total = (rows: readonly { claims: number }[]): number => rows.reduce((sum, row) => sum + row.claims, 0);
  expect(claims.decided).toBeGreaterThan(50);
  expect(total(claims.byOutcome)).toBe(claims.decided);
  expect(total(claims.byReason)).toBe(claims.decided);
  expect(claims.waiting).toBe(0);
  expect(facts.find(({ type }) => type === 'decision.made')?.facts).toBe(claims.decided);
});

test('findings are counted by kind with an example, the costliest against first', () => {
  const { ledger } = made.report;
  expect(ledger.byKind.map(({ speaks }) => speaks)).toEqual([...ledger.byKind.map(({ speaks }) => speaks)].sort());
  for (const { findings, orders, example, kind } of ledger.byKind) {
    expect(findings).toBeGreaterThanOrEqual(orders);
    expect(example.finding.kind).toBe(kind);
  }
  expect(ledger.costliest).toHaveLength(top);
  expect(ledger.costliest.every(({ finding }) => finding.speaks === 'against')).toBe(true);
  expect(made.told).toHaveLength(top);
});

test('the report says what the record shows and accuses nobody', () => {
  const text = forMarkdown(reportBlocks(made.report, made.told, made.asOf));
  expect(text).not.toMatch(/fraud|thief|theft|criminal|crook|cheat|guilty|liar|abus/i);
  expect(text).toContain('A finding says what the record shows');
});

test('Markdown has no colours, a table for each part, and every row as wide as its head', () => {
  const text = forMarkdown(reportBlocks(made.report, made.told, made.asOf));
  expect(text).toBe(stripVTControlCharacters(text));
  const tables = text
    .replace(/```text\n[\s\S]*?\n```/g, '')
    .split('\n\n')
    .filter(part => part.startsWith('|'));
  expect(tables.length).toBeGreaterThanOrEqual(5);
  for (const table of tables) {
    const widths = table.split('\n').map(line => line.replaceAll('\\|', '').split('|').length);
    expect(new Set(widths).size).toBe(1);
  }
  expect(text.match(/^```text$/gm)).toHaveLength(top);
});

test('on a terminal nothing is wider than a hundred columns but tables of long names', () => {
  const blocks = reportBlocks(made.report, made.told, made.asOf);
  const lines = stripVTControlCharacters(forTerminal(blocks)).split('\n');
  expect(lines.filter(line => line.length > 110)).toEqual([]);
});

test('the JSON form has decimal amounts and the full decisions', () => {
  const json = JSON.parse(JSON.stringify(reportJson(made.report, made.told, made.asOf)));
  expect(json.claims.decided).toBe(made.report.claims.decided);
  expect(json.claims.by_outcome[0].money[0]).toMatch(/^\d+\.\d\d [A-Z]{3}$/);
  expect(json.costliest_claims[0]).toHaveProperty('reasons');
  expect(json.ledger.by_kind[0].example).toHaveProperty('text');
});

test('texts of customers cannot become markup', () => {
  const text = forMarkdown([
    { kind: 'paragraph', text: '<script> [a](b) *c*' },
    { kind: 'table', columns: [{ name: 'x', align: 'left' }], rows: [{ cells: ['a|b\nc'] }] },
    { kind: 'story', text: 'before\n```\nafter' },
  ]);
  expect(text).toContain('\\<script\\> \\[a\\](b) \\*c\\*');
  expect(text).toContain('| a\\|b<br>c |');
  expect(text).toContain('````text\nbefore\n```\nafter\n````');
});

const mapping = `
source: urn:test:till
events:
  - type: order.placed
    id: "order-{order}"
    time: { column: day, date: iso }
    data:
      order_id: "{order}"
      account_id: "{customer}"
      marketplace: GB
      currency: GBP
      total: { column: total, decimals: 2 }
      lines: { rows: { each: { line_id: "1", sku: cup, quantity: 1, unit_price: { column: total, decimals: 2 } } } }
      ship_to: { object: { line1: 1 Mill Lane, country: GB, postcode: SW1A 1AA } }
`;

function written(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('a table without a mapping is refused before anything is opened, with what to do', async () => {
  const ended = await ringfence([
    'import',
    written('till.csv', 'order,customer\nO-1,A-1\n'),
    '--data',
    path.join(folder, 'none'),
  ]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('is a table (CSV)');
  expect(ended.stderr).toContain('--mapping mapping.yaml');
});

test('a mapping with problems lists them all', async () => {
  const wrong = mapping.replace('source: urn:test:till\n', '').replace('order.placed', 'order.placd');
  const ended = await ringfence([
    'import',
    written('till.csv', 'order,customer\n'),
    '--mapping',
    written('wrong.yaml', wrong),
    '--data',
    path.join(folder, 'none'),
  ]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('2 problems');
  expect(ended.stderr).toContain('source:');
  expect(ended.stderr).toContain('events.0.type:');
});

test('import writes rejected rows to a CSV, which is imported once it is mended; report follows', async () => {
  const rows =
    'order,customer,day,total\nO-1,A-1,2026-01-05T10:00:00Z,12.50\nO-2,A-2,yesterday,3.00\nO-3,"A, 3",2026-01-06T10:00:00Z,much\n';
  const [table, by, rejected, data] = [
    written('shop.csv', rows),
    written('mapping.yaml', mapping),
    path.join(folder, 'bad.csv'),
    path.join(folder, 'data'),
  ];
  const args = ['--mapping', by, '--data', data];
  const first = await ringfence(['import', table, ...args, '--rejected', rejected]);
  expect(first.stderr).not.toContain('Error');
  expect(first.stdout).toContain('3 rows read, 1 events');
  const written_ = readFileSync(rejected, 'utf8').split('\n');
  expect(written_[0]).toBe('row,event,field,reason,order,customer,day,total');
  expect(written_[1]).toMatch(/^2,order\.placed,time,.*,O-2,A-2,yesterday,3\.00$/);
  expect(written_[2]).toMatch(/^3,order\.placed,data\.total,.*,O-3,"A, 3",2026-01-06T10:00:00Z,much$/);

  const again = await ringfence(['import', table, ...args, '--again', '--json', '--rejected', rejected]);
  expect(jsonLines(again.stdout)[0]).toMatchObject({ accepted: 0, duplicate: 1, rows: { inEvents: 1, rejected: 2 } });

  const mended = written(
    'mended.csv',
    readFileSync(rejected, 'utf8').replace('yesterday', '2026-01-05T11:00:00Z').replace('much', '4.00'),
  );
  const third = await ringfence(['import', mended, ...args, '--json']);
  expect(jsonLines(third.stdout)[0]).toMatchObject({ accepted: 2, rejected: null });

  const out = path.join(folder, 'report.md');
  const report = await ringfence(['report', '--data', data, '--out', out]);
  expect(report.code).toBe(0);
  expect(readFileSync(out, 'utf8')).toContain('| order.placed | 3 |');
});
