import { describe, expect, test } from 'vitest';
import { claimsOf, made } from './made.ts';

const world = made({ accounts: 6_000, days: 180, fraudShare: 0.1 });
const rows = world.events.map(line => JSON.parse(line) as { readonly type: string; readonly data: object });
const of = <T>(type: string): (T & { readonly seq: number })[] =>
  rows.flatMap(({ type: found, data }, seq) => (found === type ? [{ ...(data as T), seq }] : []));
const claims = new Map(claimsOf(world).map(claim => [claim.claim_id, claim]));
const truthOfOrder = Map.groupBy(claims.values(), claim => claim.order_id);

interface Receipt {
  readonly order_id: string;
  readonly return_id: string;
  readonly lines: readonly { readonly serial?: string }[];
}
interface Replacement {
  readonly order_id: string;
  readonly claim_id?: string;
  readonly parcel_id?: string;
}
interface Scan {
  readonly tracking: string;
  readonly status: string;
  readonly city?: string;
}

/** Among the orders of each truth, how many are so. */
function byTruth(orders: Iterable<string>): { readonly honest: number; readonly fraud: number } {
  const found = [...new Set(orders)].flatMap(order => truthOfOrder.get(order)?.map(claim => claim.truth) ?? []);
  return {
    honest: found.filter(truth => truth === 'honest').length,
    fraud: found.filter(truth => truth === 'fraud').length,
  };
}

describe('[SIM-19] the same goods twice', () => {
  test('a broken unit goes back for several orders', () => {
    const received = of<Receipt>('return.received').flatMap(({ order_id, lines }) =>
      lines.flatMap(({ serial }) => (serial === undefined ? [] : [{ order_id, serial }])),
    );
    const orders = Map.groupBy(received, each => each.serial);
    const often = [...orders.values()].filter(each => new Set(each.map(({ order_id }) => order_id)).size > 1);
    expect(byTruth(often.flat().map(each => each.order_id)).fraud).toBeGreaterThan(1);
  });

  test('an honest unit that came back is sold once more', () => {
    const sold = new Map<string, Set<string>>();
    for (const { order_id, lines } of of<{ order_id: string; lines: { serials?: string[] }[] }>('order.placed'))
      for (const serial of lines.flatMap(line => line.serials ?? []))
        sold.set(serial, (sold.get(serial) ?? new Set()).add(order_id));
    expect([...sold.values()].filter(orders => orders.size > 1).length).toBeGreaterThan(10);
  });

  test('a replacement leaves before the goods are back, which the honest send', () => {
    const back = new Map(of<Receipt>('return.received').map(each => [each.order_id, each.seq]));
    const authorised = new Set(
      of<{ order_id: string; claim_id?: string }>('return.authorised').map(each => each.order_id),
    );
    const inAdvance = of<Replacement>('replacement.shipped').filter(
      ({ order_id, seq }) => authorised.has(order_id) && (back.get(order_id) ?? Number.POSITIVE_INFINITY) > seq,
    );
    const kept = byTruth(inAdvance.flatMap(({ order_id }) => (back.has(order_id) ? [] : [order_id])));
    const sent = byTruth(inAdvance.flatMap(({ order_id }) => (back.has(order_id) ? [order_id] : [])));
    expect(kept.fraud).toBeGreaterThan(2);
    expect(sent.honest).toBeGreaterThan(2);
  });

  test('a replacement goes to another city, honest ones too', () => {
    const shipTo = new Map(
      of<{ order_id: string; ship_to: { city: string } }>('order.placed').map(each => [
        each.order_id,
        each.ship_to.city,
      ]),
    );
    const tracking = new Map(
      of<{ parcel_id: string; tracking: string }>('parcel.shipped').map(each => [each.parcel_id, each.tracking]),
    );
    const delivered = new Map(
      of<Scan>('parcel.scanned')
        .filter(scan => scan.status === 'delivered' && scan.city !== undefined)
        .map(scan => [scan.tracking, scan.city]),
    );
    const elsewhere = of<Replacement>('replacement.shipped').filter(({ order_id, parcel_id }) => {
      const city = parcel_id === undefined ? undefined : delivered.get(tracking.get(parcel_id) ?? '');
      return city !== undefined && city !== shipTo.get(order_id);
    });
    const { honest, fraud } = byTruth(elsewhere.map(each => each.order_id));
    expect(fraud).toBeGreaterThan(1);
    expect(honest).toBeGreaterThan(1);
  });

  test('the bank is asked for the money after a credit', () => {
    const disputed = new Set(of<{ order_id: string }>('dispute.opened').map(each => each.order_id));
    const credited = of<{ order_id?: string }>('credit.granted').flatMap(({ order_id }) => order_id ?? []);
    expect(byTruth(credited.filter(order => disputed.has(order))).fraud).toBeGreaterThan(2);
  });
});
