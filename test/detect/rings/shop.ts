import { seededRandom } from '../../../bench/harness.ts';
import type { EventType, Fact } from '../../../src/domain/fact.ts';
import { dayUs, hourUs, minuteUs } from '../../../src/domain/time.ts';

export const start = Date.UTC(2026, 0, 1) * 1_000;

export interface ClaimAsked {
  readonly account: string;
  readonly day: number;
  readonly device?: string;
  readonly ip?: string;
  readonly statement?: string;
  readonly reason?: 'not_received' | 'damaged' | 'defective' | 'not_as_described';
  readonly amount?: string;
  readonly grantedBy?: string;
  readonly picture?: string;
  /** The goods come back with a label, over a dock, as they were sent. */
  readonly back?: boolean;
  /** The order's article, where it matters. */
  readonly sku?: string;
}

/** A small shop told fact by fact: people with a device, a line and an address of their own, who order, and who claim. */
export class Shop {
  readonly facts: Fact[] = [];
  readonly #random = seededRandom(7);
  #ids = 0;

  /** The data are told in plain strings, as they would come in a file. */
  add(type: EventType, at: number, data: object): void {
    const seq = this.facts.length;
    this.facts.push({ type, source: 'shop', id: `e${seq}`, at, knownAt: at, seq, data } as unknown as Fact);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)]!;
  }

  register(account: string, more: { device?: string; ip?: string; line1?: string; day?: number } = {}): void {
    this.add('account.registered', start - 300 * dayUs + (more.day ?? 0) * dayUs, {
      account_id: account,
      marketplace: 'GB',
      address: { line1: more.line1 ?? `${account} Street 1`, postcode: 'AB1 2CD', city: 'Town', country: 'GB' },
      device_id: more.device ?? `own-${account}`,
      ip: more.ip ?? this.line(account),
    });
  }

  /** An address of the account's own line, the same every time. */
  line(account: string): string {
    let sum = 7;
    for (const character of account) sum = (sum * 31 + character.charCodeAt(0)) % 15_000_000;
    return `81.${Math.floor(sum / 65_536) % 250}.${Math.floor(sum / 256) % 256}.${(sum % 250) + 1}`;
  }

  order(
    account: string,
    day: number,
    more: { device?: string; ip?: string; line1?: string; sku?: string } = {},
  ): string {
    const order = `o${++this.#ids}`;
    const at = start + day * dayUs + 10 * hourUs;
    this.add('order.placed', at, {
      order_id: order,
      account_id: account,
      marketplace: 'GB',
      currency: 'GBP',
      total: '80.00',
      lines: [{ line_id: '1', sku: more.sku ?? `sku-${this.#ids % 40}`, quantity: 1, unit_price: '80.00' }],
      ship_to: { line1: more.line1 ?? `${account} Street 1`, postcode: 'AB1 2CD', city: 'Town', country: 'GB' },
      payment: { token: `tok-${account}`, kind: 'card' },
      device_id: more.device ?? `own-${account}`,
      ip: more.ip ?? this.line(account),
    });
    this.add('parcel.shipped', at + hourUs, {
      parcel_id: `p-${order}`,
      order_id: order,
      carrier: 'Post',
      tracking: `T${order}`,
      lines: [{ line_id: '1', quantity: 1 }],
    });
    this.add('parcel.scanned', at + 2 * dayUs, { carrier: 'Post', tracking: `T${order}`, status: 'delivered' });
    return order;
  }

  claim(asked: ClaimAsked): string {
    const order = this.order(asked.account, asked.day - 4, asked.sku === undefined ? {} : { sku: asked.sku });
    const at = start + asked.day * dayUs + Math.floor(this.#random() * 12) * hourUs;
    const claim = `c${this.#ids}`;
    const visit = {
      device_id: asked.device ?? `own-${asked.account}`,
      ip: asked.ip ?? this.line(asked.account),
    };
    this.add('session.started', at - 20 * minuteUs, { session_id: `s-${claim}`, account_id: asked.account, ...visit });
    this.add('claim.filed', at, {
      claim_id: claim,
      account_id: asked.account,
      order_id: order,
      lines: [{ line_id: '1', quantity: 1 }],
      reason: asked.reason ?? 'not_received',
      wants: 'refund',
      amount: asked.amount ?? this.pick(['20.00', '40.00', '80.00', '60.00']),
      currency: 'GBP',
      session_id: `s-${claim}`,
      ...visit,
      statement: asked.statement ?? this.letter(),
      ...(asked.picture === undefined ? {} : { attachments: [{ sha256: asked.picture, kind: 'photo' }] }),
    });
    this.add('refund.issued', at + dayUs, {
      refund_id: `r-${claim}`,
      order_id: order,
      account_id: asked.account,
      amount: asked.amount ?? '40.00',
      currency: 'GBP',
      claim_id: claim,
      by: asked.grantedBy ?? 'system',
      to: { kind: 'original', token: `tok-${asked.account}` },
    });
    if (asked.back === true) this.#comeBack(order, claim, at);
    return claim;
  }

  #comeBack(order: string, claim: string, at: number): void {
    const parcel = { carrier: 'Post', tracking: `B${order}` };
    const [id, lines] = [`ret-${claim}`, [{ line_id: '1', quantity: 1 }]];
    this.add('return.authorised', at, { return_id: id, order_id: order, lines, claim_id: claim });
    this.add('label.issued', at, { label_id: `lab-${claim}`, return_id: id, ...parcel, to_facility: 'F1' });
    this.add('parcel.scanned', at + 2 * dayUs, { ...parcel, status: 'delivered', facility: 'F1' });
    this.add('dock.scanned', at + 2 * dayUs, { facility: 'F1', ...parcel });
    this.add('return.received', at + 2 * dayUs + hourUs, {
      receipt_id: `rec-${claim}`,
      return_id: id,
      order_id: order,
      lines: [{ line_id: '1', quantity: 1, condition: 'as_new' }],
      employee_id: 'w1',
      facility: 'F1',
    });
  }

  /** Somebody's own words: no two letters share a run of many words. */
  letter(): string {
    return Array.from({ length: 16 }, () => this.pick(words)).join(' ');
  }
}

const words =
  'parcel door never came neighbour asked looked waited today yesterday friday courier box open broken torn nothing inside please help money back refund send again order number photo tracking says delivered hallway garden porch reception office mother gift birthday late angry sorry thanks kindly colour size wrong cracked glass screen dead battery works stopped week month since'.split(
    ' ',
  );

/** A shop with 400 people who order twice, of whom every second claims once, from home, with granters who share the work. */
export function usualShop(): Shop {
  const shop = new Shop();
  for (let number = 0; number < 400; number++) {
    const account = `a${number}`;
    shop.register(account);
    shop.order(account, number % 90);
    if (number % 2 === 1) continue;
    const reason = shop.pick(['not_received', 'not_received', 'damaged', 'defective', 'not_as_described'] as const);
    // Now and then somebody claims from a borrowed device on the road.
    const borrowed = number % 26 === 0 ? { device: `borrowed-${number}`, ip: `24.1.${number % 250}.9` } : {};
    shop.claim({
      account,
      day: 10 + (number % 80),
      reason,
      grantedBy: number % 3 === 0 ? `e${number % 10}` : 'system',
      ...borrowed,
    });
  }
  return shop;
}
