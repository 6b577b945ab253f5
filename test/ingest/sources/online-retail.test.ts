import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { file, mapped } from './mapped.ts';

const yaml = readFileSync(new URL('../../../examples/online-retail/mapping.yaml', import.meta.url), 'utf8');
const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
const read = (...rows: string[]) => mapped(file(header + rows.join('\n')), yaml);
const uk = 'United Kingdom';

describe('the example of online retail', () => {
  test('an invoice becomes an order; postage counts for the total and is no line', async () => {
    const { events, rejected } = await read(
      `536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,${uk}`,
      `536365,71053,,4,2010-12-01 08:26:00,0.001,17850,${uk}`,
      `536365,POST,POSTAGE,1,2010-12-01 08:26:00,18,17850,${uk}`,
    );
    expect(rejected).toEqual([]);
    expect(events).toMatchObject([
      {
        id: 'order-536365',
        type: 'order.placed',
        data: {
          order_id: '536365',
          account_id: '17850',
          total: '33.30',
          lines: [
            { line_id: '1', sku: '85123A', title: 'WHITE HANGING HEART', quantity: 6, unit_price: '2.55' },
            { line_id: '2', sku: '71053', quantity: 4, unit_price: '0.00' },
          ],
          ship_to: { country: 'GB' },
        },
      },
    ]);
  });

  test.each([
    [
      `A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,${uk}`,
      'InvoiceNo is an adjustment of the ledger, not an order',
    ],
    [
      `C1,AMAZONFEE,AMAZON FEE,-1,2011-08-12 14:50:00,5.00,,${uk}`,
      'StockCode is a fee, a commission or a sample of the seller, not a sale',
    ],
    [`1,22423,,-10,2011-08-12 14:50:00,0,,${uk}`, 'Quantity is a correction of the stock, not a sale'],
    [
      `1,22423,found,10,2011-08-12 14:50:00,0,,${uk}`,
      'UnitPrice is zero and there is no customer, a correction of the stock and not a sale',
    ],
    ['1,22423,X,10,2011-08-12 14:50:00,1,5,Unspecified', 'Country names no country'],
    [`1,POST,POSTAGE,1,2011-08-12 14:50:00,18,5,${uk}`, 'data.lines has no goods: postage or a manual entry alone'],
  ])('what is no sale is rejected with its reason: %s', async (row, reason) => {
    const { events, rejected } = await read(row);
    expect(events).toEqual([]);
    expect(rejected).toEqual([`1: ${reason}`]);
  });

  test('a customer who is not named is a guest of that invoice', async () => {
    const { events } = await read(`7,22423,X,1,2011-08-12 14:50:00,1,,France`);
    expect(events).toMatchObject([{ data: { account_id: 'guest-7', ship_to: { country: 'FR' } } }]);
  });
});

describe('the same rows as Parquet, in two row groups', () => {
  const path = fileURLToPath(new URL('./three-rows.parquet', import.meta.url));

  test('give the same events as CSV', async () => {
    const csv = await read(
      `536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850,${uk}`,
      `536365,71053,,4,2010-12-01 08:26:00,3.39,17850,${uk}`,
      `C536366,85123A,HEART,-2,2010-12-02 09:00:00,2.55,17850,${uk}`,
    );
    const parquet = await mapped(path, yaml);
    expect(parquet.rejected).toEqual([]);
    expect(parquet.bodies).toEqual(csv.bodies);
    expect(parquet.events.map(event => event.type)).toEqual(['order.placed', 'claim.filed', 'refund.issued']);
  });

  test('are told to be damaged where they are', async () => {
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4, 60);
    const opened = await mapped(file(bytes), yaml).catch((error: unknown) => error);
    expect(opened instanceof Error ? opened.message : (opened as { fault: string }).fault).toMatch(/damaged/);
  });
});

describe('a cancellation is matched to', () => {
  const bought = (invoice: string, day: number, units: number, customer = '5', article = 'A1') =>
    `${invoice},${article},X,${units},2011-01-0${day} 10:00:00,2.00,${customer},${uk}`;
  const cancelled = (invoice: string, day: number, units: number, customer = '5', article = 'A1') =>
    `C${invoice},${article},X,-${units},2011-01-0${day} 10:00:00,2.00,${customer},${uk}`;
  async function claims(...rows: string[]) {
    const { events } = await read(...rows);
    return events.flatMap(event =>
      event.type === 'claim.filed'
        ? [
            `${event.data.claim_id}: ${event.data.order_id} ${event.data.lines.map(line => `${line.quantity}x#${line.line_id}`).join(' ')} ${event.data.amount}`,
          ]
        : [],
    );
  }

  test.each<[string, string[], string[]]>([
    [
      'the latest earlier purchase',
      [bought('1', 1, 5), bought('2', 2, 5), cancelled('9', 3, 5)],
      ['C9-2: 2 5x#1 10.00'],
    ],
    [
      'the latest that has enough units',
      [bought('1', 1, 9), bought('2', 2, 5), cancelled('9', 3, 6)],
      ['C9-1: 1 6x#1 12.00'],
    ],
    [
      'several together where no single one has enough',
      [bought('1', 1, 4), bought('2', 2, 5), cancelled('9', 3, 6)],
      ['C9-2: 2 5x#1 10.00', 'C9-1: 1 1x#1 2.00'],
    ],
    [
      'none where there were not enough',
      [bought('1', 1, 4), cancelled('9', 3, 6)],
      ['C9-unmatched: unmatched-C9 6x#1 12.00'],
    ],
    ['none at the same moment', [bought('1', 3, 4), cancelled('9', 3, 1)], ['C9-unmatched: unmatched-C9 1x#1 2.00']],
    ['none of a later moment', [bought('1', 4, 4), cancelled('9', 3, 1)], ['C9-unmatched: unmatched-C9 1x#1 2.00']],
    [
      'none of another customer',
      [bought('1', 1, 4, '6'), cancelled('9', 3, 1)],
      ['C9-unmatched: unmatched-C9 1x#1 2.00'],
    ],
    [
      'none of another article',
      [bought('1', 1, 4, '5', 'B2'), cancelled('9', 3, 1)],
      ['C9-unmatched: unmatched-C9 1x#1 2.00'],
    ],
    ['none for a guest', [bought('1', 1, 4, ''), cancelled('9', 3, 1, '')], ['C9-unmatched: unmatched-C9 1x#1 2.00']],
    ['an earlier moment further down in the file', [cancelled('9', 3, 1), bought('1', 1, 4)], ['C9-1: 1 1x#1 2.00']],
  ])('%s', async (_, rows, expected) => {
    expect((await claims(...rows)).sort()).toEqual(expected.sort());
  });

  test('units that are left: none is cancelled twice', async () => {
    const rows = [
      bought('1', 1, 4),
      bought('2', 2, 3),
      cancelled('8', 3, 3),
      cancelled('9', 4, 3),
      cancelled('99', 5, 3),
    ];
    expect(await claims(...rows)).toEqual([
      'C8-2: 2 3x#1 6.00',
      'C9-1: 1 3x#1 6.00',
      'C99-unmatched: unmatched-C99 3x#1 6.00',
    ]);
  });

  test('the line of the order, in the order of the invoice', async () => {
    const rows = [bought('1', 1, 4, '5', 'B'), bought('1', 1, 4), cancelled('9', 3, 1)];
    expect(await claims(...rows)).toEqual(['C9-1: 1 1x#2 2.00']);
  });

  test('the refund names the claim; postage follows the goods, and a discount alone has no claim', async () => {
    const { events } = await read(
      bought('1', 1, 4),
      cancelled('9', 3, 1),
      `C9,POST,POSTAGE,-1,2011-01-03 10:00:00,3.50,5,${uk}`,
      `C10,D,Discount,-1,2011-01-03 11:00:00,27.5,5,${uk}`,
    );
    const refunds = events.flatMap(event => (event.type === 'refund.issued' ? [event.data] : []));
    expect(refunds).toMatchObject([
      { order_id: '1', amount: '5.50', claim_id: 'C9-1', by: 'system', lines: [{ quantity: 1 }] },
      { order_id: 'unmatched-C10', amount: '27.50', lines: [] },
    ]);
    expect(refunds[1]).not.toHaveProperty('claim_id');
    expect(events.filter(event => event.type === 'claim.filed')).toHaveLength(1);
  });
});
