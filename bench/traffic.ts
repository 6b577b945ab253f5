import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seededRandom } from './harness.ts';

/**
 * Plain traffic of a shop for load tests, the same for the same seed: accounts, sessions, orders, parcels with scans, contacts and a
 * few claims, in order of time. It is made to be like real events in size and in how they hang together; it says nothing about fraud.
 */
export function* traffic(events: number, seed = 1): Generator<string> {
  const random = seededRandom(seed);
  const pick = (n: number): number => Math.floor(random() * n);
  const accounts = Math.max(50, Math.round(events / 60));
  const queue: { at: number; line: string }[] = [];
  let at = Date.UTC(2026, 0, 1);
  let made = 0;
  let order = 0;
  let id = 0;
  const event = (time: number, type: string, data: object): string =>
    JSON.stringify({
      specversion: '1.0',
      id: `t-${id++}`,
      source: '/bench',
      type,
      time: new Date(time).toISOString(),
      data,
    });
  const hour = 3_600_000;
  for (let account = 0; account < accounts; account++) {
    const device = `dev-${account.toString(36)}`;
    const line = event(at - pick(400) * 24 * hour, 'account.registered', {
      account_id: `A-${account}`,
      marketplace: 'GB',
      name: `Customer ${account}`,
      email: `customer${account}@example.org`,
      address: addressOf(account),
      device_id: device,
      ip: ipOf(account),
    });
    if (made++ >= events) return;
    yield line;
  }
  while (made < events) {
    at += 20_000 + pick(60_000);
    for (const line of due(queue, at)) {
      if (made++ >= events) return;
      yield line;
    }
    const account = pick(accounts);
    const session = `S-${order}`;
    const number = order++;
    const origin = { session_id: session, device_id: `dev-${account.toString(36)}`, ip: ipOf(account) };
    if (made++ >= events) return;
    yield event(at, 'session.started', {
      ...origin,
      account_id: `A-${account}`,
      user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
      country: 'GB',
    });
    if (made++ >= events) return;
    yield event(at + 60_000, 'order.placed', orderOf(number, account, origin, pick));
    const tracking = `JD${String(number).padStart(12, '0')}`;
    const scan = (after: number, status: string, more: object = {}): void => {
      queue.push({
        at: at + after,
        line: event(at + after, 'parcel.scanned', {
          carrier: 'parcelline',
          tracking,
          status,
          city: 'Leeds',
          postcode: `LS${1 + (account % 28)} ${account % 9}AA`,
          country: 'GB',
          ...more,
        }),
      });
    };
    queue.push({
      at: at + 20 * hour,
      line: event(at + 20 * hour, 'parcel.shipped', {
        parcel_id: `P-${number}`,
        order_id: `O-${number}`,
        carrier: 'parcelline',
        tracking,
        lines: [{ line_id: '1', quantity: 1 }],
        weight_g: 900,
        facility: 'dc-1',
        packed_by: `E-${pick(40)}`,
      }),
    });
    scan(22 * hour, 'picked_up', { weight_g: 905 });
    scan(30 * hour, 'in_transit');
    scan(44 * hour, 'out_for_delivery');
    scan(48 * hour, 'delivered', { proof: { kind: 'photo', ref: `ph-${number}` }, driver_id: `DR-${pick(60)}` });
    if (number % 12 === 0)
      queue.push({
        at: at + 70 * hour,
        line: event(at + 70 * hour, 'claim.filed', claimOf(`C-${number}`, number, account, origin)),
      });
    if (number % 15 === 0)
      queue.push({
        at: at + 71 * hour,
        line: event(at + 71 * hour, 'contact.opened', {
          contact_id: `K-${number}`,
          account_id: `A-${account}`,
          order_id: `O-${number}`,
          channel: 'chat',
          agent_id: `E-${pick(40)}`,
        }),
      });
  }
}

/** Below this the queue is not looked through: events come in small runs, each in order of time, as feeds send them. */
const lookSize = 20_000;

/** Takes out what is due, in order of time. */
function due(queue: { at: number; line: string }[], at: number): string[] {
  if (queue.length < lookSize) return [];
  const ready = queue.filter(event => event.at <= at).sort((left, right) => left.at - right.at);
  const later = queue.filter(event => event.at > at);
  queue.length = 0;
  for (const event of later) queue.push(event);
  return ready.map(event => event.line);
}

/** A claim on one of the traffic's orders, as the API takes it. */
export function claimOf(claimId: string, order: number, account: number, origin: object = {}): object {
  return {
    claim_id: claimId,
    account_id: `A-${account}`,
    order_id: `O-${order}`,
    lines: [{ line_id: '1', quantity: 1 }],
    reason: 'not_received',
    wants: 'refund',
    amount: '49.90',
    currency: 'GBP',
    statement: 'The parcel never came, please help.',
    ...origin,
  };
}

function orderOf(number: number, account: number, origin: object, pick: (n: number) => number): object {
  const lines = [
    {
      line_id: '1',
      sku: `SKU-${pick(4000)}`,
      title: 'Wireless headphones, black',
      category: 'audio',
      quantity: 1,
      unit_price: '49.90',
      weight_g: 420,
    },
  ];
  if (number % 3 === 0)
    lines.push({
      line_id: '2',
      sku: `SKU-${pick(4000)}`,
      title: 'Charging cable, two metres',
      category: 'audio',
      quantity: 2,
      unit_price: '9.90',
      weight_g: 60,
    });
  return {
    order_id: `O-${number}`,
    account_id: `A-${account}`,
    marketplace: 'GB',
    currency: 'GBP',
    total: lines.length > 1 ? '69.70' : '49.90',
    lines,
    ship_to: addressOf(account),
    payment: { token: `tok-${account}`, kind: 'card', country: 'GB' },
    ...origin,
  };
}

function addressOf(account: number): object {
  return {
    name: `Customer ${account}`,
    line1: `${1 + (account % 180)} Elm Street ${Math.floor(account / 180)}`,
    city: 'Leeds',
    postcode: `LS${1 + (account % 28)} ${account % 9}AA`,
    country: 'GB',
  };
}

function ipOf(account: number): string {
  return `10.${account & 255}.${(account >> 8) & 255}.${(account >> 16) & 255}`;
}

/** Writes so many events of traffic to a file; answers its size in bytes. */
export async function writeTraffic(path: string, events: number): Promise<number> {
  const stream = createWriteStream(path);
  let bytes = 0;
  let chunk: string[] = [];
  for (const line of traffic(events)) {
    chunk.push(line);
    if (chunk.length === 1000) {
      bytes += await flush(chunk);
      chunk = [];
    }
  }
  bytes += await flush(chunk);
  stream.end();
  await once(stream, 'finish');
  return bytes;

  async function flush(lines: readonly string[]): Promise<number> {
    if (lines.length === 0) return 0;
    const text = `${lines.join('\n')}\n`;
    if (!stream.write(text)) await once(stream, 'drain');
    return Buffer.byteLength(text);
  }
}
