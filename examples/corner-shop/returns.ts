import { days, hours, type Millis, minutes, nextWorkday } from './calendar.ts';
import { carrierOf, newTracking } from './parcels.ts';
import type { Facility } from './places.ts';
import { docksAwake, receiverAt } from './staff.ts';
import { gramsOf, linesOf, money, newId, type Order, type OrderLine, type World, weigh, worthOf } from './world.ts';

export interface Return {
  readonly id: string;
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly carrier: string;
  readonly tracking: string;
  readonly facility: Facility;
}

/** Authorises the return and prints the label to the warehouse that shipped the order. */
export function startReturn(
  world: World,
  order: Order,
  at: Millis,
  about: { readonly lines?: readonly OrderLine[]; readonly claim?: string; readonly label?: boolean } = {},
): Return {
  const lines = about.lines ?? order.lines;
  const carrier = carrierOf(order);
  const back: Return = {
    id: newId(world, 'R'),
    order,
    lines,
    carrier,
    tracking: newTracking(world, carrier),
    facility: order.facility,
  };
  world.log.add('return.authorised', at, {
    return_id: back.id,
    order_id: order.id,
    lines: linesOf(lines),
    ...(about.claim === undefined ? {} : { claim_id: about.claim }),
    by: 'system',
  });
  if (about.label === false) return back;
  world.log.add('label.issued', at + minutes(1), {
    label_id: newId(world, 'L'),
    return_id: back.id,
    carrier,
    tracking: back.tracking,
    to_facility: back.facility.id,
    expected_weight_g: gramsOf(lines),
  });
  return back;
}

/** The customer hands the parcel in at a parcel shop. */
export function handIn(world: World, back: Return, at: Millis): void {
  const { carrier, tracking, order } = back;
  const { city, country } = order.customer.place;
  world.log.add('parcel.scanned', at, { carrier, tracking, status: 'picked_up', city, country });
  world.log.add('parcel.scanned', at + hours(11), { carrier, tracking, status: 'in_transit', country });
}

/** The carrier tells that the return was handed over: at our facility, unless another place is named. */
export function arrive(
  world: World,
  back: Return,
  at: Millis,
  place: { readonly city: string; readonly postcode: string; readonly country: string; readonly facility?: string } = {
    ...back.facility,
    facility: back.facility.id,
  },
): void {
  world.log.add('parcel.scanned', at, {
    carrier: back.carrier,
    tracking: back.tracking,
    status: 'delivered',
    ...(place.facility === undefined ? {} : { facility: place.facility }),
    city: place.city,
    postcode: place.postcode,
    country: place.country,
  });
}

/** The parcel passes the dock and its scale, which tell of it where there are scanners and they work. */
export function passDock(
  world: World,
  back: Return,
  at: Millis,
  grams: number,
  facility: Facility = back.facility,
): void {
  if (!docksAwake(facility, at)) return;
  world.log.add('dock.scanned', at, {
    facility: facility.id,
    station: `${facility.id}-dock-${world.random.int(1, 2)}`,
    carrier: back.carrier,
    tracking: back.tracking,
    return_id: back.id,
    weight_g: grams,
  });
}

export interface Receipt {
  readonly by?: string;
  readonly facility?: Facility;
  readonly condition?: 'as_new' | 'used' | 'damaged' | 'wrong_item' | 'empty';
  /** The serial number read off the unit: the one that was sold, unless another is named; null where nobody looked. */
  readonly serial?: string | null;
  /** Null where the parcel was not put on the scale. */
  readonly grams?: number | null;
}

export function receive(world: World, back: Return, at: Millis, receipt: Receipt = {}): void {
  const facility = receipt.facility ?? back.facility;
  const grams = receipt.grams === undefined ? weigh(world, gramsOf(back.lines)) : receipt.grams;
  world.log.add('return.received', at, {
    receipt_id: newId(world, 'RC'),
    return_id: back.id,
    order_id: back.order.id,
    lines: back.lines.map(line => {
      const serial = receipt.serial === undefined ? line.serials[0] : receipt.serial;
      return {
        line_id: line.id,
        quantity: line.quantity,
        ...(serial === undefined || serial === null ? {} : { serial }),
        condition: receipt.condition ?? 'as_new',
      };
    }),
    employee_id: receipt.by ?? receiverAt(world, facility),
    facility: facility.id,
    station: `${facility.id}-bench-${world.random.int(1, 3)}`,
    ...(grams === null ? {} : { weight_g: grams }),
    ...(world.random.chance(0.3) && grams !== null ? { photo_sha256: world.random.hex(64) } : {}),
  });
}

/** A return as it should be: handed in, carried, scanned at the dock, received. Returns when the goods were booked. */
export function comeBack(world: World, back: Return, handedInAt: Millis, receipt: Receipt = {}): Millis {
  handIn(world, back, handedInAt);
  const arrivesAt = nextWorkday(handedInAt + days(world.random.int(1, 2)), 8) + minutes(world.random.int(0, 180));
  arrive(world, back, arrivesAt);
  passDock(
    world,
    back,
    arrivesAt + minutes(world.random.int(6, 40)),
    receipt.grams ?? weigh(world, gramsOf(back.lines)),
  );
  const receivedAt = arrivesAt + hours(world.random.int(1, 3)) + minutes(world.random.int(0, 40));
  receive(world, back, receivedAt, receipt);
  return receivedAt;
}

export interface Refund {
  readonly lines?: readonly OrderLine[];
  readonly claim?: string;
  readonly back?: Return;
  readonly contact?: string;
  readonly by?: string;
  readonly to?: 'original' | 'gift_card' | 'bank' | 'other';
  readonly minor?: number;
  readonly note?: string;
}

/** Pays money back; to the instrument that the order was paid with, unless another is named. */
export function refund(world: World, order: Order, at: Millis, about: Refund = {}): string {
  const lines = about.lines ?? about.back?.lines ?? order.lines;
  const to = about.to ?? 'original';
  const id = newId(world, 'F');
  world.log.add('refund.issued', at, {
    refund_id: id,
    order_id: order.id,
    account_id: order.customer.id,
    amount: money(about.minor ?? worthOf(lines)),
    currency: order.currency,
    lines: linesOf(lines),
    ...(about.claim === undefined ? {} : { claim_id: about.claim }),
    ...(about.back === undefined ? {} : { return_id: about.back.id }),
    ...(about.contact === undefined ? {} : { contact_id: about.contact }),
    by: about.by ?? 'system',
    to: { kind: to, token: to === 'original' ? order.customer.payment.token : `tok-${world.random.letters(10)}` },
    ...(about.note === undefined ? {} : { note: about.note }),
  });
  return id;
}
