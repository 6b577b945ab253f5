import { expect, test } from 'vitest';
import { LinkBook } from '../../../src/detect/rings/book.ts';
import { linkSources } from '../../../src/detect/rings/links.ts';
import { returnLinks } from '../../../src/detect/rings/return-links.ts';
import type { Fact } from '../../../src/domain/fact.ts';
import { parseLine } from '../../../src/ingest/parse.ts';

const told: readonly (readonly [type: string, day: number, data: object])[] = [
  ['claim.filed', 3, claim('K-1', 'A-1', 'O-1')],
  ['claim.filed', 4, claim('K-2', 'A-2', 'O-2')],
  ['contact.opened', 3, { contact_id: 'T-1', account_id: 'A-1', channel: 'phone', agent_id: 'E-agent' }],
  ['refund.issued', 5, refund('F-1', 'A-1', 'O-1', 'E-granter', 'tok_other')],
  ['refund.issued', 6, refund('F-2', 'A-2', 'O-2', 'system', undefined)],
  ['record.viewed', 2, { employee_id: 'E-viewer', account_id: 'A-1' }],
  ['return.received', 9, receipt('X-1', 'R-1', 'O-1')],
  ['parcel.scanned', 8, { carrier: 'UPS', tracking: '1Z99', status: 'delivered', city: 'Leeds', country: 'GB' }],
  ['label.issued', 7, { label_id: 'L-1', return_id: 'R-1', carrier: 'UPS', tracking: '1Z99', to_facility: 'LEEDS' }],
  ['return.authorised', 7, { return_id: 'R-1', order_id: 'O-1', lines: [{ line_id: '1', quantity: 1 }] }],
  ['order.placed', 1, order('O-1', 'A-1')],
];

function claim(claim_id: string, account_id: string, order_id: string): object {
  const attachments = [{ attachment_id: `F-${claim_id}`, kind: 'photo', sha256: 'AB'.repeat(32) }];
  const lines = [{ line_id: '1', quantity: 1 }];
  const said = { reason: 'damaged', wants: 'refund', amount: '10.00', currency: 'GBP' };
  return { claim_id, account_id, order_id, lines, ...said, attachments, device_id: 'd-1' };
}

function refund(
  refund_id: string,
  account_id: string,
  order_id: string,
  by: string,
  token: string | undefined,
): object {
  const to = { kind: token === undefined ? 'original' : 'other', token };
  return { refund_id, account_id, order_id, amount: '10.00', currency: 'GBP', by, to };
}

function receipt(receipt_id: string, return_id: string, order_id: string): object {
  const lines = [{ line_id: '1', quantity: 1, condition: 'as_new' }];
  return { receipt_id, return_id, order_id, lines, employee_id: 'E-dock', facility: 'LEEDS' };
}

function order(order_id: string, account_id: string): object {
  const lines = [{ line_id: '1', sku: 'kettle', title: 'Kettle', category: 'home', quantity: 1, unit_price: '10.00' }];
  const ship_to = { line1: '1 Long Lane', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' };
  return { order_id, account_id, marketplace: 'GB', currency: 'GBP', total: '10.00', lines, ship_to };
}

const facts = told.map(([type, day, data], index): Fact => {
  const time = `2026-01-0${day}T10:00:00Z`;
  const text = JSON.stringify({ specversion: '1.0', id: `${index}`, source: '/shop', type, time, data });
  const parsed = parseLine(text, { receivedAt: 0, arrival: 'event', maskingKey: new Uint8Array(32) });
  if (!parsed.ok) throw new Error(`${parsed.field} ${parsed.reason}`);
  return { ...parsed.event, seq: index + 1 };
});

test('[RING-3] accounts are linked to documents, staff, tenders, labels and destinations, with where, when and by which facts', () => {
  const book = new LinkBook();
  for (const fact of facts) book.add(fact);
  const links = [...book.links()];
  const returned = [...returnLinks(book).entries()].map(([left, value, { count, seqs }]) => ({
    accountId: book.names.text(Math.floor(left / linkSources.length)).slice('a/'.length),
    value: book.names.text(value),
    source: linkSources[left % linkSources.length],
    count,
    seqs,
  }));
  const told = (value: string) =>
    [...links, ...returned]
      .filter(link => link.value === value)
      .map(({ accountId, source, count, seqs }) => `${accountId} ${source} ${count} ${seqs.join()}`);
  expect(told(`document:${'ab'.repeat(32)}`)).toEqual(['A-1 claim 1 1', 'A-2 claim 1 2']);
  expect(told('employee:E-agent')).toEqual(['A-1 contact 1 3']);
  expect(told('employee:E-granter')).toEqual(['A-1 refund 1 4']);
  expect(told('employee:E-viewer')).toEqual(['A-1 view 1 6']);
  expect(told('employee:E-dock')).toEqual(['A-1 return 1 7']);
  expect(told('payment:tok_other')).toEqual(['A-1 refund 1 4']);
  expect(told('employee:system')).toEqual([]);
  expect(told('label:ups:1Z99')).toEqual(['A-1 return 1 9']);
  expect(told('drop:GB  Leeds')).toEqual(['A-1 return 1 8']);
});
