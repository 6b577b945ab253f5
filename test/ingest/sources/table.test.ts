import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readMapping } from '../../../src/ingest/sources/mapping.ts';
import { recogniseFormat } from '../../../src/ingest/sources/recognise.ts';
import { rejectedCsvHeader, rejectedCsvLine } from '../../../src/ingest/sources/row.ts';
import { readTable } from '../../../src/ingest/sources/table.ts';
import { context } from '../examples.ts';
import { file, mapped, mappingOf } from './mapped.ts';

const orders = `
source: urn:test
tables:
  countries: { Germany: DE, "United Kingdom": GB }
reject:
  - { when: { column: kind, equals: note }, field: kind, reason: is a note }
events:
  - type: order.placed
    when: { column: kind, in: [sale, extra] }
    group_by: [order]
    id: "o-{order}"
    time: { column: day, date: d.M.yyyy HH:mm, zone: "+01:00" }
    data:
      order_id: "{order}"
      account_id: { first_of: [{ column: customer, trim: true, optional: true }, "guest-{order}"] }
      marketplace: { column: country, trim: true, table: countries }
      currency: { constant: eur, case: upper }
      total: { sum: { multiply: [{ column: quantity }, { column: price }] }, decimals: 2 }
      lines:
        rows:
          when: { column: kind, equals: sale }
          at_least: 1
          each:
            line_id: "{#position}"
            sku: { column: sku, trim: true, case: upper }
            quantity: { column: quantity, integer: true }
            unit_price: { column: price, decimals: 2 }
      ship_to: { object: { line1: unknown, country: { column: country, trim: true, table: countries } } }
  - type: refund.issued
    when: [{ column: kind, starts_with: ref }, { column: quantity, less_than: 0 }]
    id: "r-{#row}"
    time: { column: day, date: d.M.yyyy HH:mm, zone: "+01:00" }
    data:
      refund_id: "r-{#row}"
      order_id: "{order}"
      account_id: "{customer}"
      amount: { multiply: [{ column: quantity, negate: true }, { column: price }], decimals: 2 }
      currency: EUR
      by: system
      to: { object: { kind: original } }
`;
const header = 'order,kind,day,customer,country,sku,quantity,price\n';

describe('rows become events', () => {
  test('grouped, with exact sums, dates in their zone, tables and lists', async () => {
    const csv = `${header}1,sale,3.4.2026 09:05,c1,Germany, ab ,3,0.1\n1,sale,3.4.2026 09:05,c1,Germany,cd,1,0.2\n1,extra,3.4.2026 09:05,c1,Germany,post,1,4.50\n2,sale,3.4.2026 10:00,,United Kingdom,x,1,7\n1,refund,4.4.2026 00:30,c1,Germany,ab,-1,0.1\n`;
    for (const content of [csv, `\ufeff${csv.replaceAll('\n', '\r\n')}`, gzipSync(csv)]) {
      const { events, rejected } = await mapped(file(content), orders);
      expect(rejected).toEqual([]);
      expect(events.map(event => event.id).sort()).toEqual(['o-1', 'o-2', 'r-5']);
      const [one, two] = ['o-1', 'o-2'].map(id => events.find(event => event.id === id));
      expect(one).toMatchObject({
        at: Date.UTC(2026, 3, 3, 8, 5) * 1000,
        data: {
          account_id: 'c1',
          currency: 'EUR',
          total: '5.00',
          lines: [
            { line_id: '1', sku: 'AB', quantity: 3, unit_price: '0.10' },
            { line_id: '2', sku: 'CD', quantity: 1, unit_price: '0.20' },
          ],
        },
      });
      expect(two).toMatchObject({ data: { account_id: 'guest-2', marketplace: 'GB', total: '7.00' } });
      expect(events.find(event => event.id === 'r-5')).toMatchObject({
        at: Date.UTC(2026, 3, 3, 23, 30) * 1000,
        data: { amount: '0.10' },
      });
    }
  });

  test('the same file gives the same events', async () => {
    const path = file(`${header}1,sale,3.4.2026 09:05,c1,Germany,a,1,1\n`);
    expect((await mapped(path, orders)).bodies).toEqual((await mapped(path, orders)).bodies);
  });
});

describe('a row of which no event comes is given back', () => {
  test.each([
    ['1,note,3.4.2026 09:05,c,Germany,a,1,1', '1: kind is a note'],
    ['1,other,3.4.2026 09:05,c,Germany,a,1,1', '1: meets the conditions of no event of the mapping'],
    ['1,sale,2026-04-03,c,Germany,a,1,1', '1: time is no date in the format d.M.yyyy HH:mm'],
    ['1,sale,31.2.2026 09:05,c,Germany,a,1,1', '1: time is no date in the format d.M.yyyy HH:mm'],
    ['1,sale,3.4.2026 09:05,c,Atlantis,a,1,1', '1: data.marketplace is in no entry of the table countries: "Atlantis"'],
    ['1,sale,3.4.2026 09:05,c,Germany,a,one,1', '1: data.total is no decimal number'],
    ['1,sale,3.4.2026 09:05,c,Germany,a,1.5,1', '1: data.lines[0].quantity is no whole number'],
    ['1,sale,3.4.2026 09:05,c,Germany,,1,1', '1: data.lines[0].sku is missing: column sku is empty'],
    ['1,sale,3.4.2026 09:05,c,Germany,a,-1,1', '1: data.total is no decimal string of zero or more such as "12.50"'],
    ['1,extra,3.4.2026 09:05,c,Germany,a,1,1', '1: data.lines has fewer than 1 entries'],
    ['1,sale,3.4.2026 09:05,c,Germany,a,1', '1: has 7 cells where the header has 8'],
    [',sale,3.4.2026 09:05,c,Germany,a,1,1', '1: id cannot be written: column order is empty'],
  ])('%s', async (row, reason) => {
    const { rejected, events } = await mapped(file(`${header}${row}\n`), orders);
    expect(rejected).toEqual([reason]);
    expect(events).toEqual([]);
  });

  test('a bad row spoils its own event and no other', async () => {
    const rows = [
      '1,sale,3.4.2026 09:05,c,Germany,a,1,1',
      '1,sale,3.4.2026 09:05,c,Germany,a,x,1',
      '2,sale,3.4.2026 09:05,c,Germany,a,1,1',
    ];
    const { rejected, events } = await mapped(file(header + rows.join('\n')), orders);
    expect(rejected.map(reason => reason.slice(0, 2))).toEqual(['1:', '2:']);
    expect(events.map(event => event.id)).toEqual(['o-2']);
  });

  test('a row behind the end of its group, unless the window reaches that far', async () => {
    const row = (order: number) => `${order},sale,3.4.2026 09:05,c,Germany,a,1,1\n`;
    const path = file(header + row(1) + row(2) + row(1));
    const strict = await mapped(path, orders);
    expect(strict.rejected).toEqual([
      '3: continues the group 1 that was complete: sort the table or raise group_window',
    ]);
    expect(strict.events).toHaveLength(2);
    const wide = await mapped(path, orders.replace('group_by: [order]', 'group_by: [order]\n    group_window: 1'));
    expect(wide.rejected).toEqual([]);
    expect(wide.events.find(event => event.id === 'o-1')).toMatchObject({ data: { lines: [{}, {}] } });
  });

  test('as CSV, with the reason, quoted, card numbers masked', () => {
    const columns = ['a', 'b'];
    const rejected = {
      row: { number: 7, cells: { a: 'x, "y"', b: '4111111111111111' } },
      event: null,
      field: 'a',
      reason: 'is odd',
    };
    expect(rejectedCsvHeader(columns) + rejectedCsvLine(rejected, columns)).toBe(
      'row,event,field,reason,a,b\n7,,a,is odd,"x, ""y""",************1111\n',
    );
  });
});

describe('a file that is spoilt', () => {
  const row = (order: number) => `${order},sale,3.4.2026 09:05,c,Germany,a,1,1\n`;

  test('in the quotes of a cell gives all rows before, then says so', async () => {
    const rows = Array.from({ length: 5_000 }, (_, order) => row(order)).join('');
    const { events, fault } = await mapped(file(`${header}${rows}1,"sale\n${rows.repeat(8)}`), orders);
    expect(events).toHaveLength(5_000);
    expect(fault).toMatch(/^the CSV breaks off: /);
  });

  test('by a stray quote is read as it stands', async () => {
    const { events } = await mapped(file(`${header}1,sale,3.4.2026 09:05,c,Germany,5" nail,1,1\n${row(2)}`), orders);
    expect(events.map(event => event.id)).toEqual(['o-1', 'o-2']);
  });

  test('by another encoding says which option to set', async () => {
    const latin = Buffer.from(`${header}1,sale,3.4.2026 09:05,J\u00fcrgen,Germany,a,1,1\n`, 'latin1');
    expect((await mapped(file(latin), orders)).rejected).toEqual([
      '1: is no valid UTF-8: set csv.encoding in the mapping, such as latin1',
    ]);
    const { events } = await mapped(file(latin), `${orders}\ncsv: { encoding: latin1 }`);
    expect(events).toMatchObject([{ data: { account_id: 'J\u00fcrgen' } }]);
  });

  test('by gzip that was cut off gives what could be read', async () => {
    const gzip = gzipSync(header + Array.from({ length: 5_000 }, (_, order) => row(order)).join(''));
    const { events, fault } = await mapped(file(gzip.subarray(0, gzip.length - 100)), orders);
    expect(fault).toMatch(/^the gzip ends early/);
    expect(events.length).toBeGreaterThan(1_000);
  });
});

describe('a mapping that does not fit', () => {
  test('names the columns that the table does not have', async () => {
    const opened = await readTable(
      file('ordr,kind,day,customer,country,sku,quantity,price\n'),
      mappingOf(orders),
      () => context,
    );
    expect(opened).toEqual({ ok: false, problems: ['the table has no column "order"; did you mean "ordr"?'] });
  });

  test('names a table that it does not have, and a pattern that does not compile', async () => {
    for (const [from, to, problem] of [
      ['table: countries', 'table: lands', /has no table "lands"/],
      ['starts_with: ref', 'matches: "(ref"', /missing closing \)/],
      ['d.M.yyyy', 'd.M.', /has no year/],
    ] as const) {
      const opened = await readTable(file(header), mappingOf(orders.replace(from, to)), () => context);
      expect(opened).toMatchObject({ ok: false, problems: [expect.stringMatching(problem)] });
    }
  });

  test.each([
    ['source: [', /is no valid YAML/],
    ['source: x', /^events: /],
    [orders.replace('type: order.placed', 'type: order.place'), /^events\.0\.type: /],
    [orders.replace('equals: note', 'equal: note'), /equal/],
    [orders.replace('{ column: sku, trim: true', '{ column: sku, template: x, trim: true'), /needs exactly one of/],
  ])('is refused with the place: %#', (yaml, problem) => {
    expect(readMapping(yaml)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([expect.stringMatching(problem)]),
    });
  });
});

test.each([
  ['{"specversion":"1.0"}\n', 'ndjson'],
  ['\ufeff \n{"a":1}', 'ndjson'],
  [gzipSync('{"a":1}'), 'ndjson'],
  [header, 'csv'],
  [gzipSync('a;b\n1;2\n'), 'csv'],
  ['PAR1....', 'parquet'],
  ['just words', null],
  ['', null],
  [Buffer.from([0, 1, 2, 44]), null],
])('the format of a file is told by its beginning: %#', async (content, format) => {
  expect(await recogniseFormat(file(content))).toBe(format);
});
