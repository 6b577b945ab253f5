import { days, hours, type Millis, minutes, nextWorkday } from './calendar.ts';
import { packerAt } from './staff.ts';
import { gramsOf, linesOf, newId, type Order, type OrderLine, type World, weigh } from './world.ts';

export type Proof = 'photo' | 'signature' | 'otp' | 'gps';

/** How a parcel fares. `lost`: no scan after the sorting centre; `under_way`: none yet. */
export interface Journey {
  readonly lines?: readonly OrderLine[];
  readonly ends?: 'delivered' | 'lost';
  readonly transitDays?: number;
  readonly proof?: Proof | 'none';
  /** Where it was really handed over, where that was not the order's postcode. */
  readonly postcode?: string;
  /** What the carrier's own scale showed at pick-up, where it weighs. */
  readonly carrierGrams?: number;
  /** Scans are many for parcels that matter, few for the rest: carriers skip some. */
  readonly scans?: 'all' | 'few';
  /** When the shop packed it, where that was not the next working day. */
  readonly packedAt?: Millis;
}

export interface Parcel {
  readonly id: string;
  readonly carrier: string;
  readonly tracking: string;
  readonly shippedAt: Millis;
  readonly deliveredAt: Millis;
}

export type Carrier = 'tidewater' | 'kranich';

/** Tidewater carries in Britain and France, Kranich in Germany. */
export const carrierOf = (order: Order): Carrier => (order.customer.market === 'DE' ? 'kranich' : 'tidewater');

export const newTracking = (world: World, carrier: Carrier): string =>
  `${carrier === 'kranich' ? 'KR' : 'TW'}${world.random.int(100_000_000, 999_999_999)}`;

function drawProof(world: World, order: Order): Proof | 'none' {
  if (order.minor > 20_000 && world.random.chance(0.6)) return 'signature';
  const draw = world.random.next();
  return draw < 0.45 ? 'photo' : draw < 0.6 ? 'signature' : draw < 0.7 ? 'gps' : 'none';
}

/** Packs the order (or some of its lines) and tells the carrier's scans on its way out. */
export function ship(world: World, order: Order, journey: Journey = {}): Parcel {
  const { random, log } = world;
  const lines = journey.lines ?? order.lines;
  const carrier = carrierOf(order);
  const tracking = newTracking(world, carrier);
  const packedAt = journey.packedAt ?? nextWorkday(order.at + hours(2), random.int(8, 13)) + minutes(random.int(0, 59));
  const parcel = newId(world, 'P');
  const grams = weigh(world, gramsOf(lines));
  log.add('parcel.shipped', packedAt, {
    parcel_id: parcel,
    order_id: order.id,
    carrier,
    tracking,
    lines: linesOf(lines),
    ...(random.chance(0.92) ? { weight_g: grams } : {}),
    facility: order.facility.id,
    packed_by: packerAt(world, order.facility),
  });

  const pickedUpAt = packedAt + hours(random.int(2, 4)) + minutes(random.int(0, 50));
  const { city, postcode, country } = order.customer.place;
  log.add('parcel.scanned', pickedUpAt, {
    carrier,
    tracking,
    status: 'picked_up',
    facility: order.facility.id,
    country: order.facility.country,
    ...(journey.carrierGrams === undefined ? {} : { weight_g: journey.carrierGrams }),
  });
  const transitDays = journey.transitDays ?? random.int(1, 3);
  const deliveredAt =
    Math.floor(pickedUpAt / days(1)) * days(1) +
    days(transitDays) +
    hours(random.int(8, 17)) +
    minutes(random.int(0, 59));
  const lost = journey.ends === 'lost';
  if (lost || journey.scans === 'all' || random.chance(0.2)) {
    log.add('parcel.scanned', pickedUpAt + hours(random.int(8, 14)), {
      carrier,
      tracking,
      status: 'in_transit',
      country,
    });
  }
  if (lost) return { id: parcel, carrier, tracking, shippedAt: packedAt, deliveredAt: Number.POSITIVE_INFINITY };
  if (journey.scans === 'all' || random.chance(0.12)) {
    log.add('parcel.scanned', deliveredAt - hours(3), { carrier, tracking, status: 'out_for_delivery', city, country });
  }
  const proof = journey.proof ?? drawProof(world, order);
  const delivered = {
    carrier,
    tracking,
    status: 'delivered' as const,
    city,
    postcode: journey.postcode ?? postcode,
    country,
    ...(proof === 'none' ? {} : { proof: { kind: proof, ref: `pod-${random.hex(8)}` } }),
    driver_id: `${carrier}-${city.slice(0, 3).toLowerCase()}-${random.int(1, 3)}`,
  };
  // Some hand-helds have no network on the road and tell in the evening what they saw at noon.
  log.add('parcel.scanned', deliveredAt, delivered, random.chance(0.04) ? deliveredAt + hours(6) : deliveredAt);
  return { id: parcel, carrier, tracking, shippedAt: packedAt, deliveredAt };
}
