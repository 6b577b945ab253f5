import { day, dayNumberOf, hour, type Millis, minute, withinHours } from '../calendar.ts';
import { drawCarrier } from '../carriers.ts';
import { newSerial } from '../goods.ts';
import type { Insider, Order, OrderLine, SendBack } from '../plan.ts';
import type { Employee } from '../staff.ts';
import type { World } from '../world.ts';
import { packagingGrams } from './delivery.ts';
import { gramsOf, named } from './money.ts';

export interface ReturnAsked {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly claimId: string | null;
  readonly by: string;
  readonly at: Millis;
  readonly sendBack: SendBack;
  readonly insider: Insider | null;
}

export interface Returned {
  readonly returnId: string;
  /** When the carrier first had it, and when it was received; null where that never happened. */
  readonly movedAt: Millis | null;
  readonly receivedAt: Millis | null;
  /** What the receiver saw, and wrote down, was what should have come. */
  readonly asExpected: boolean;
}

/** Weight of an empty box that came back, or of one with something cheap in it. */
const emptyGrams = 240;

/** Share of false receipts that a fully careful insider backs with a scan typed by hand. */
const feignedScans = 0.35;

/** Who is new at the dock books a parcel in without the scan before it, so often and so long. */
const forgottenScans = 0.15;
const newcomerDays = 45;

/** What came back as new is looked over before it is sold again. */
const restockDays = 3;

/** Authorises a return, issues the label, and follows the parcel to the dock and the receiver. */
export function sendBack(world: World, asked: ReturnAsked): Returned {
  const { order, lines, at } = asked;
  const { random, site } = order;
  const { feed, ids } = world;
  const returnId = ids.next('R');
  feed.emit('return.authorised', at, {
    return_id: returnId,
    order_id: order.id,
    lines: named(lines),
    claim_id: asked.claimId === null ? undefined : random.maybe(0.96, asked.claimId),
    by: random.maybe(0.9, asked.by),
  });
  const carrier = drawCarrier(random, order.shipTo.country);
  const labelled = random.chance(0.985);
  const labelAt = at + random.int(1, 40) * minute;
  const tracking = world.tracking.next(random, carrier, Math.max(0, dayNumberOf(at)));
  const grams = Math.round((packagingGrams + gramsOf(lines)) * random.between(0.95, 1.06));
  if (labelled) {
    feed.emit('label.issued', labelAt, {
      label_id: ids.next('L'),
      return_id: returnId,
      carrier: carrier.name,
      tracking,
      to_facility: site.id,
      expected_weight_g: random.maybe(0.85, packagingGrams + gramsOf(lines)),
    });
  }
  const handedInAt = withinHours(random, labelAt + Math.floor(asked.sendBack.afterDays * day), site.offset, 8, 20);
  const arrivesAt = withinHours(random, handedInAt + random.int(1, 4) * day, site.offset, 7, 18);
  if (asked.sendBack.content === 'nothing')
    return received(world, asked, returnId, null, handedInAt + 3 * day, grams, null);

  const real =
    asked.sendBack.content === 'empty'
      ? emptyGrams + random.int(0, 90)
      : asked.sendBack.content === 'switched'
        ? Math.round(grams * random.between(0.8, 1.15))
        : grams;
  const used =
    asked.sendBack.label === 'own' || !labelled
      ? world.tracking.next(random, carrier, Math.max(0, dayNumberOf(at)))
      : tracking;
  const away = asked.sendBack.label === 'redirected';
  const scan = (moment: Millis, status: 'picked_up' | 'in_transit' | 'delivered', more: object): void => {
    if (random.chance(carrier.unscanned)) return;
    feed.emit('parcel.scanned', moment, { carrier: carrier.name, tracking: used, status, ...more });
  };
  scan(handedInAt, 'picked_up', {
    city: random.maybe(0.8, order.shipTo.city),
    country: order.shipTo.country,
    weight_g: random.maybe(carrier.weighs, Math.round(real * random.between(0.985, 1.015))),
  });
  scan(handedInAt + random.int(8, 22) * hour, 'in_transit', { country: site.country });
  const elsewhere = away ? random.pick(order.account.market.areas) : null;
  scan(arrivesAt, 'delivered', {
    facility: away ? undefined : random.maybe(0.7, site.id),
    city: random.maybe(0.95, away && random.chance(0.6) ? elsewhere!.city : site.city),
    postcode: random.maybe(0.8, away ? elsewhere!.postcode : site.postcode),
    country: site.country,
    weight_g: random.maybe(carrier.weighs * 0.6, Math.round(real * random.between(0.985, 1.015))),
  });
  if (away) return { returnId, movedAt: handedInAt, receivedAt: null, asExpected: true };
  return received(world, asked, returnId, handedInAt, arrivesAt, real, {
    tracking: used,
    carrier: carrier.name,
    known: labelled && used === tracking,
  });
}

function received(
  world: World,
  asked: ReturnAsked,
  returnId: string,
  movedAt: Millis | null,
  arrivesAt: Millis,
  grams: number,
  parcel: { readonly tracking: string; readonly carrier: string; readonly known: boolean } | null,
): Returned {
  const { order, lines, insider } = asked;
  const { random, site } = order;
  const { feed, staff } = world;
  if (parcel === null && insider?.way !== 'dock')
    return { returnId, movedAt: null, receivedAt: null, asExpected: false };
  const arrivalDay = dayNumberOf(arrivesAt + site.offset * hour);
  // In bulk hours whole cages are received without a scan of each parcel.
  const bulk = staff.receivesInBulk(site, arrivesAt);
  const booked = withinHours(random, arrivesAt + Math.floor(random.logNormal(14 * hour, 0.8)), site.offset, 7, 21);
  const receiver = insider?.way === 'dock' ? insider.employee : staff.onDuty(random, 'receiver', site.id, booked);
  const shift = insider?.way === 'dock' ? nextShift(world, insider, booked) : null;
  const receivedAt = shift ?? booked;
  const training = receiver.station === 'T1';
  const forgets = (training && random.chance(0.4)) || (isNew(receiver, receivedAt) && random.chance(forgottenScans));
  const scans = parcel !== null && !bulk && !staff.scannerOut(site, arrivalDay) && !forgets;
  const dockAt = Math.min(arrivesAt + random.int(5, 170) * minute, receivedAt - minute);
  if (scans) {
    feed.emit('dock.scanned', dockAt, {
      facility: site.id,
      station: random.maybe(0.9, `D${random.int(1, site.stations)}`),
      employee_id: random.maybe(0.7, staff.onDuty(random, 'receiver', site.id, dockAt).id),
      carrier: random.maybe(0.97, parcel.carrier),
      tracking: random.maybe(0.97, parcel.tracking),
      // Without a label that the shop knows, the paper in the box says which return it is.
      return_id: random.maybe(parcel.known ? 0.35 : 0.75, returnId),
      weight_g: random.maybe(0.75, Math.round(grams * random.between(0.985, 1.015))),
    });
  } else if (parcel === null && random.chance(feignedScans * world.request.hardness)) {
    // A careful insider types a scan of his own; no scale has seen the parcel.
    feed.emit('dock.scanned', dockAt, {
      facility: site.id,
      station: random.maybe(0.9, `D${random.int(1, site.stations)}`),
      employee_id: random.maybe(0.7, receiver.id),
      return_id: random.maybe(0.9, returnId),
    });
  }
  const content = asked.sendBack.content;
  // Quick receivers do not look into every box; sloppy ones even less.
  const seen = content === 'goods' || insider !== null ? false : random.chance(0.62);
  const feigned = content === 'nothing' || !seen;
  const condition = feigned
    ? random.chance(content === 'used' ? 0.5 : 0.93)
      ? ('as_new' as const)
      : ('used' as const)
    : content === 'empty'
      ? ('empty' as const)
      : content === 'used'
        ? ('used' as const)
        : ('wrong_item' as const);
  // What no scale has seen has only the weight that somebody typed, or none.
  const weighed = parcel !== null ? 0.72 : 0.3 + 0.42 * world.request.hardness;
  feed.emit('return.received', receivedAt, {
    receipt_id: world.ids.next('X'),
    return_id: returnId,
    order_id: order.id,
    lines: lines.map(line => ({
      line_id: line.id,
      quantity: line.quantity,
      serial:
        line.serials.length > 0 && random.chance(parcel !== null ? 0.8 : 0.25)
          ? content === 'switched'
            ? (asked.sendBack.serial ?? newSerial(random))
            : random.chance(0.997)
              ? line.serials[0]
              : newSerial(random)
          : undefined,
      condition,
    })),
    employee_id: receiver.id,
    facility: site.id,
    station: random.maybe(0.93, receiver.station),
    weight_g: random.maybe(weighed, Math.round(grams * random.between(0.985, 1.015))),
    photo_sha256:
      order.minor > 15_000
        ? random.maybe(parcel !== null ? 0.5 : 0.1, random.hex(64))
        : random.maybe(0.06, random.hex(64)),
  });
  if (content === 'goods' && condition === 'as_new')
    for (const { article, serials } of lines)
      if (serials.length > 0) world.shelf.put(article, serials[0]!, receivedAt + restockDays * day);
  return { returnId, movedAt, receivedAt, asExpected: content === 'goods' || feigned };
}

function isNew(receiver: Employee, at: Millis): boolean {
  return receiver.joinedAt > at - newcomerDays * day;
}

/** A moment of the insider's next shifts; clumsy insiders also work when nobody else is there. */
function nextShift(world: World, insider: Insider, from: Millis): Millis {
  const first = dayNumberOf(from);
  for (let number = first; number < first + 20; number++) {
    const shift = world.staff.shiftOn(insider.employee, number);
    if (shift === null || shift.starts < from) continue;
    const spread = (from % 1_000_000) / 1_000_000;
    const early = spread > world.request.hardness && spread < 0.25;
    return early
      ? shift.starts - Math.floor(spread * 4 * hour) - 20 * minute
      : shift.starts + Math.floor((0.05 + 0.9 * spread) * (shift.ends - shift.starts));
  }
  return from;
}
