import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type Mapping, readMapping } from '../../src/ingest/sources/mapping.ts';
import type { RejectedRow } from '../../src/ingest/sources/row.ts';
import { beginImport } from '../../src/store/import-progress.ts';
import { importTable } from '../../src/store/import-table.ts';
import type { Node } from '../../src/store/node.ts';
import { RowBook } from '../../src/store/row-book.ts';
import { freshNodes } from '../fixtures/node.ts';

const nodes = freshNodes();
const folder = mkdtempSync(path.join(tmpdir(), 'rf-table-'));
afterAll(async () => {
  await nodes.clear();
  rmSync(folder, { recursive: true });
});

const mapping = mappingOf(`
source: urn:test:till
reject:
  - { when: { column: kind, equals: memo }, field: kind, reason: is a memo }
events:
  - type: order.placed
    when: { column: kind, equals: sale }
    group_by: [order]
    id: "order-{order}"
    time: { column: day, date: iso }
    data:
      order_id: "{order}"
      account_id: "{customer}"
      marketplace: GB
      currency: GBP
      total: { sum: { multiply: [{ column: quantity }, { column: price }] }, decimals: 2 }
      lines:
        rows:
          each:
            line_id: "{#position}"
            sku: { column: article }
            quantity: { column: quantity, integer: true }
            unit_price: { column: price, decimals: 2 }
      ship_to: { object: { line1: "{street}", country: GB, postcode: SW1A 1AA } }
`);

const rows = [
  'order,kind,customer,article,quantity,price,day,street',
  'O-1,sale,A-1,cup,2,3.50,2026-01-05T10:00:00Z,1 Mill Lane',
  'O-1,sale,A-1,plate,1,8.00,2026-01-05T10:00:00Z,1 Mill Lane',
  'O-2,sale,A-2,cup,one,3.50,2026-01-05T11:00:00Z,2 Mill Lane',
  'O-3,memo,,,,,2026-01-05T11:30:00Z,"says ""call back"", twice"',
  'O-4,loan,A-3,cup,1,3.50,2026-01-05T12:00:00Z,3 Mill Lane',
  'O-5,sale,A-3,cup,1,3.50,2026-01-05T12:00:00Z,3 Mill Lane',
];

test('a table becomes events, and every row that does not is handed back with field and reason', async () => {
  const { node, database } = await nodes.fresh();
  const { last, rejected, count } = await importRows(node, written('till.csv', rows), mapping);
  expect(last).toMatchObject({ accepted: 2, duplicate: 0, quarantined: 3, lineNo: 6, finished: true, fault: null });
  expect(count).toMatchObject({ inEvents: 3, rejected: 3 });
  expect(rejected.map(({ row, event, field }) => [row.number, event, field])).toEqual([
    [3, 'order.placed', 'data.total'],
    [4, null, 'kind'],
    [5, null, ''],
  ]);
  const bodies = await database.query<{ body: string }>(
    "select body from event_log where type = 'order.placed' order by stream",
  );
  expect(bodies.rows.map(({ body }) => JSON.parse(body).data.total)).toEqual(['15.00', '3.50']);
  const orders = await database.query<{ n: number }>("select count(*) as n from account_moves where kind = 'order'");
  expect(orders.rows[0]!.n).toBe(2);
});

test('a table that is imported again changes nothing and counts its events as there already', async () => {
  const { node, database } = await nodes.fresh();
  const file = written('twice.csv', rows);
  await importRows(node, file, mapping);
  const { last } = await importRows(node, file, mapping);
  expect(last).toMatchObject({ accepted: 0, duplicate: 2, finished: true });
  const log = await database.query<{ n: number }>('select count(*) as n from event_log');
  expect(log.rows[0]!.n).toBe(2);
});

test('a stopped import of a table starts from its first row and leaves out what is there', async () => {
  const { node, database } = await nodes.fresh();
  const many = 5_000;
  const body = Array.from(
    { length: many },
    (_, n) => `O-${n},sale,A-${n % 50},cup,1,3.50,2026-01-05T10:00:00Z,${n % 50} Mill Lane`,
  );
  const file = written('stopped.csv', [rows[0]!, ...body]);
  const stop = new AbortController();
  const first = await importRows(node, file, mapping, stop);
  expect(first.last.finished).toBe(false);
  expect(first.last.accepted).toBeLessThan(many);
  const kept = await database.query<{ accepted: number; finished: boolean }>('select accepted, finished from imports');
  expect(kept.rows).toEqual([{ accepted: first.last.accepted, finished: false }]);
  const second = await importRows(node, file, mapping);
  expect(second.last).toMatchObject({
    accepted: many - first.last.accepted,
    duplicate: first.last.accepted,
    finished: true,
  });
});

test('a table that breaks off gives what could be read, says so and is not finished', async () => {
  const { node } = await nodes.fresh();
  const { last } = await importRows(node, written('broken.csv', [...rows.slice(0, 3), 'O-6,sale,"A-4']), mapping);
  expect(last.accepted).toBe(1);
  expect(last.fault).not.toBeNull();
  expect(last.finished).toBe(false);
});

test('a table without the columns of the mapping is refused with all that is missing', async () => {
  const { node } = await nodes.fresh();
  const file = written('other.csv', [
    'order,kind,customer,article,amount,price,day,road',
    'O-1,sale,A-1,cup,1,1,2026-01-05T10:00:00Z,x',
  ]);
  const opened = await importTable(node, await beginImport(node.database, file, file), {
    path: file,
    mapping,
    arrival: 'event',
    rejected: async () => {},
  });
  expect(opened).toEqual({
    ok: false,
    problems: [expect.stringContaining('"quantity"'), expect.stringContaining('"street"')],
  });
});

test('the book of rows says one thing of each row: an event goes before a reason, the first reason before others', () => {
  const book = new RowBook();
  const reject = (number: number, reason: string): void =>
    book.rejected({ row: { number, cells: {} }, event: null, field: 'f', reason });
  reject(1, 'a');
  reject(1, 'b');
  reject(2, 'b');
  book.taken([2, 200_000]);
  reject(200_000, 'a');
  for (let n = 0; n < 400; n++) reject(10 + n, `reason ${n}`);
  const count = book.count();
  expect(count).toMatchObject({ inEvents: 2, rejected: 401 });
  expect(count.byReason[0]).toEqual({ field: '', reason: 'another reason', rows: 400 - 250 });
  expect(count.byReason.find(({ reason }) => reason === 'a')?.rows).toBe(1);
});

const retail = fileURLToPath(new URL('../../../shared/data/retail/online_retail.parquet', import.meta.url));

test.skipIf(!existsSync(retail))(
  'the first orders of a real shop go in, each row once (skipped where the data set is not beside the repository)',
  async () => {
    const { node } = await nodes.fresh();
    const stop = new AbortController();
    const real = mappingOf(readFileSync(new URL('../../examples/online-retail/mapping.yaml', import.meta.url), 'utf8'));
    const { last, count } = await importRows(node, retail, real, stop);
    expect(last.accepted).toBeGreaterThan(500);
    expect(count.inEvents).toBeGreaterThan(10_000);
    expect(count.inEvents + count.rejected).toBeLessThanOrEqual(541_909);
  },
);

/** Imports a file to its end, or to its first step where `stop` is given. */
async function importRows(node: Node, file: string, by: Mapping, stop?: AbortController) {
  const rejected: RejectedRow[] = [];
  const progress = await beginImport(node.database, file, path.basename(file));
  const opened = await importTable(node, progress, {
    path: file,
    mapping: by,
    arrival: 'event',
    rejected: async rows => void rejected.push(...rows),
    ...(stop === undefined ? {} : { signal: stop.signal }),
  });
  if (!opened.ok) throw new Error(opened.problems.join('; '));
  let last = { ...progress, share: null as number | null, fault: null as string | null };
  for await (last of opened.steps) stop?.abort();
  return { last, rejected, count: opened.rows() };
}

function written(name: string, lines: readonly string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

function mappingOf(yaml: string): Mapping {
  const read = readMapping(yaml);
  if (!read.ok) throw new Error(read.problems.join('; '));
  return read.mapping;
}
