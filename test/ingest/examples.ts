import type { ParseContext } from '../../src/ingest/parse.ts';

/** Valid events that the tests of the folder begin from. */

export const context: ParseContext = { receivedAt: 42, arrival: 'event', maskingKey: new Uint8Array(32).fill(7) };

export const scanned = {
  specversion: '1.0',
  id: 'scan-1',
  source: 'https://shop.example/wms',
  type: 'parcel.scanned',
  time: '2026-03-01T12:34:56.789Z',
  data: {
    carrier: 'dhl',
    tracking: 'JJD0003123456789',
    status: 'delivered',
    city: 'Köln',
    country: 'DE',
    weight_g: 1250,
  },
};

export const placed = {
  specversion: '1.0',
  id: 'order-1',
  source: 'https://shop.example/orders',
  type: 'order.placed',
  time: '2026-03-01T10:00:00Z',
  data: {
    order_id: 'o-1',
    account_id: 'a-1',
    marketplace: 'DE',
    currency: 'EUR',
    total: '1299.00',
    lines: [
      { line_id: '1', sku: 'phone', title: 'Phone', quantity: 1, unit_price: '999.00', serials: ['S-1'] },
      { line_id: '2', sku: 'case', quantity: 2, unit_price: '150.00' },
    ],
    ship_to: { name: 'Erika Mustermann', line1: 'Heidestr. 17', city: 'Köln', postcode: '51147', country: 'DE' },
    payment: { token: 'tok_1', kind: 'card' },
  },
};

export const message = {
  specversion: '1.0',
  id: 'm-1',
  source: 'https://shop.example/desk',
  type: 'contact.message',
  time: '2026-03-01T10:00:00Z',
  data: { contact_id: 'c-1', message_id: 'm-1', author: 'customer', text: 'where is my parcel?' },
};

/** The event with other data fields. */
export function withData<Event extends { data: object }>(event: Event, data: object): Event {
  return { ...event, data: { ...event.data, ...data } };
}
