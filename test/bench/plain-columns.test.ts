import { describe, expect, test } from 'vitest';
import { plainColumns } from '../../bench/quality/plain-columns.ts';
import { PlainEvents } from '../../bench/quality/plain-events.ts';

interface Told {
  readonly type: string;
  readonly time: string;
  readonly recordedtime?: string;
  readonly data: object;
}

/** Columns of the claims in a file of these events, which arrive in this order. */
function columnsOf(told: readonly Told[]) {
  const events = new PlainEvents();
  for (const [index, event] of told.entries()) {
    const { type, time, recordedtime, data } = event;
    events.take(
      JSON.stringify({ specversion: '1.0', id: `${index}`, source: '/shop', type, time, recordedtime, data }),
    );
  }
  return plainColumns(events.inOrder());
}

const registered: Told = { type: 'account.registered', time: '2025-01-01T00:00:00Z', data: { account_id: 'a' } };
const ordered = (order_id: string, time: string): Told => ({
  type: 'order.placed',
  time,
  data: {
    order_id,
    account_id: 'a',
    marketplace: 'US',
    currency: 'USD',
    total: '100.00',
    lines: [
      { line_id: '1', category: 'books', quantity: 1, unit_price: '20.00' },
      { line_id: '2', category: 'shoes', quantity: 1, unit_price: '80.00' },
    ],
  },
});
const claimed = (claim_id: string, order_id: string, time: string): Told => ({
  type: 'claim.filed',
  time,
  data: {
    claim_id,
    account_id: 'a',
    order_id,
    lines: [{ line_id: '1', quantity: 1 }],
    reason: 'not_received',
    wants: 'refund',
    amount: '20.00',
    currency: 'USD',
    ip: '192.0.2.1',
  },
});
const refunded = (time: string, recordedtime?: string): Told => ({
  type: 'refund.issued',
  time,
  ...(recordedtime === undefined ? {} : { recordedtime }),
  data: { account_id: 'a' },
});

describe('plain columns', () => {
  test('are read from the claim, its order and the past of its account', () => {
    const columns = columnsOf([
      registered,
      ordered('o1', '2025-02-01T00:00:00Z'),
      { type: 'parcel.shipped', time: '2025-02-02T00:00:00Z', data: { order_id: 'o1', tracking: 't' } },
      { type: 'parcel.scanned', time: '2025-02-03T00:00:00Z', data: { tracking: 't', status: 'delivered' } },
      { type: 'contact.opened', time: '2025-02-05T11:00:00Z', data: { account_id: 'a' } },
      claimed('c1', 'o1', '2025-02-05T12:00:00Z'),
    ]);
    expect(columns.get('c1')).toMatchObject({
      reason: 'not_received',
      value: 20,
      category: 'books',
      unit_price: 20,
      share_of_order: 0.2,
      days_since_order: 4.5,
      days_since_delivery: 2.5,
      account_age: 35.5,
      orders_30d: 1,
      claims_30d: 0,
      contacts_30d: 1,
      claim_rate_30d: 0,
      has_ip: 1,
      has_device: 0,
      hour: 12,
      weekday: 3,
    });
  });

  test('hold only what could be known before the claim', () => {
    const columns = columnsOf([
      registered,
      ordered('o1', '2025-02-01T00:00:00Z'),
      // It happened before the claim, but was recorded after it.
      refunded('2025-02-09T00:00:00Z', '2025-02-11T00:00:00Z'),
      refunded('2025-02-12T00:00:00Z'),
      claimed('c1', 'o1', '2025-02-10T00:00:00Z'),
      claimed('c2', 'o1', '2025-02-20T00:00:00Z'),
    ]);
    expect(columns.get('c1')).toMatchObject({ refunds_30d: 0, claims_30d: 0 });
    expect(columns.get('c2')).toMatchObject({ refunds_30d: 2, claims_30d: 1, claim_rate_30d: 1 });
  });

  test('count an event once that a feed sends twice, and forget what is past the window', () => {
    const events = new PlainEvents();
    const line = (id: string, event: Told): string =>
      JSON.stringify({ specversion: '1.0', id, source: '/shop', ...event });
    for (const id of ['1', '1']) events.take(line(id, ordered('o1', '2025-02-01T00:00:00Z')));
    events.take(line('2', claimed('c1', 'o1', '2025-04-01T00:00:00Z')));
    expect(plainColumns(events.inOrder()).get('c1')).toMatchObject({
      orders_30d: 0,
      orders_90d: 1,
      claim_rate_30d: null,
    });
  });

  test('of a claim whose order is not known leave it open', () => {
    expect(columnsOf([claimed('c1', 'lost', '2025-04-01T00:00:00Z')]).get('c1')).toMatchObject({
      category: null,
      share_of_order: null,
      days_since_order: null,
      account_age: 0,
    });
  });
});
