import { day, dayNumberOf, hour, type Millis, minute, withinHours } from '../calendar.ts';
import type { Address } from '../places.ts';
import type { Delivery, Order, OrderLine, Outbound } from '../plan.ts';
import type { World } from '../world.ts';
import { gramsOf, named } from './money.ts';

/** Box, padding and papers. */
export const packagingGrams = 190;
/** Customers stop waiting for a parcel that many days after it should have come. */
const patienceDays = 4;

/** Packs and ships the order and tells the carrier's scans, as far as they were made. */
export function deliver(world: World, order: Order, outbound: Outbound): Delivery {
  const { random } = order;
  // One order in eight leaves in two parcels; what is claimed later concerns the first.
  const split = order.lines.length > 1 && random.chance(0.35);
  const first = split ? order.lines.slice(0, 1) : order.lines;
  const delivery = sendParcel(world, order, first, outbound);
  if (split) sendParcel(world, order, order.lines.slice(1), { fate: 'arrives', packed: 'right', harm: 'none' });
  return delivery;
}

/** Ships lines of the order; replacements go the same way, sometimes to somewhere else. */
export function sendParcel(
  world: World,
  order: Order,
  lines: readonly OrderLine[],
  outbound: Outbound,
  { from, to }: { readonly from: Millis; readonly to: Address } = { from: order.at, to: order.shipTo },
): Delivery & { readonly parcelId: string } {
  const { random, site, account, carrier } = order;
  const packedAt = withinHours(random, from + random.int(2, 20) * hour + random.int(0, hour), site.offset, 7, 20);
  const tracking = world.tracking.next(random, carrier, Math.max(0, dayNumberOf(packedAt)));
  const packer = world.staff.onDuty(random, 'packer', site.id, packedAt);
  const parcelId = world.ids.next('P');
  const short = outbound.packed === 'short' ? gramsOf(lines.slice(0, 1)) * 0.9 : 0;
  const grams = Math.round((packagingGrams + gramsOf(lines) - short) * random.between(0.97, 1.03));
  world.feed.emit('parcel.shipped', packedAt, {
    parcel_id: parcelId,
    order_id: order.id,
    carrier: carrier.name,
    tracking,
    lines: named(lines),
    weight_g: random.maybe(0.9, grams),
    facility: random.maybe(0.98, site.id),
    packed_by: random.maybe(0.93, packer.id),
  });

  const scan = (
    at: Millis,
    status:
      | 'picked_up'
      | 'in_transit'
      | 'out_for_delivery'
      | 'attempted'
      | 'available_for_pickup'
      | 'delivered'
      | 'exception',
    more: object,
  ): void => {
    if (random.chance(carrier.unscanned)) return;
    world.feed.emit('parcel.scanned', at, { carrier: carrier.name, tracking, status, ...more });
  };
  const pilfered = outbound.harm === 'pilfered' ? gramsOf(lines) * 0.9 : 0;
  const pickedUpAt = packedAt + random.int(2, 7) * hour + random.int(0, 59) * minute;
  scan(pickedUpAt, 'picked_up', {
    facility: random.maybe(0.6, site.id),
    country: site.country,
    weight_g: random.maybe(carrier.weighs, Math.round(grams * random.between(0.985, 1.015))),
  });
  const hubAt = pickedUpAt + random.int(7, 26) * hour;
  const transitDays = random.int(1, 3) + (random.chance(0.06) ? random.int(1, 4) : 0);
  const arrivesAt = withinHours(random, pickedUpAt + transitDays * day, account.market.offset, 8, 20);
  if (hubAt < arrivesAt - 2 * hour) {
    scan(hubAt, 'in_transit', {
      city: random.maybe(0.3, to.city),
      country: to.country,
      weight_g: random.maybe(carrier.weighs * 0.7, Math.round((grams - pilfered) * random.between(0.985, 1.015))),
    });
  }
  const settled = { carrier, tracking, shippedAt: packedAt, parcelId };
  if (outbound.fate === 'lost') {
    if (random.chance(0.25)) scan(arrivesAt, 'exception', { country: to.country });
    return { ...settled, expectedAt: arrivesAt + patienceDays * day, scanned: false };
  }
  if (random.chance(0.55))
    scan(arrivesAt - random.int(1, 5) * hour, 'out_for_delivery', {
      city: to.city,
      country: to.country,
    });
  if (random.chance(0.05)) scan(arrivesAt - random.int(1, 4) * hour, 'attempted', { country: to.country });
  const number = random.int(1, 6);
  // A driver who keeps parcels is one and the same in his area.
  const driver = `${carrier.prefix}-${to.country}${account.area.number}-${outbound.fate === 'driver_keeps' ? 7 : number}`;
  const proof = random.chance(carrier.proofs)
    ? {
        kind:
          order.minor > 30_000 && random.chance(0.55)
            ? ('signature' as const)
            : random.pick(['photo', 'photo', 'gps', 'otp'] as const),
        ref: random.maybe(0.8, `pod${random.letters(8)}`),
      }
    : undefined;
  const elsewhere = outbound.fate === 'misdelivered' && random.chance(0.5);
  const area = elsewhere ? random.pick(account.market.areas) : null;
  const unscanned = random.chance(carrier.unscanned * 0.6);
  if (!unscanned) {
    world.feed.emit('parcel.scanned', arrivesAt, {
      carrier: carrier.name,
      tracking,
      status: 'delivered',
      city: random.maybe(0.9, area?.city ?? to.city),
      postcode: random.maybe(0.75, area?.postcode ?? to.postcode),
      country: to.country,
      proof,
      driver_id: random.maybe(0.8, driver),
    });
  }
  return { ...settled, expectedAt: arrivesAt, scanned: !unscanned };
}
