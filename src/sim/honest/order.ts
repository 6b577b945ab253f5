import type { Account } from '../accounts.ts';
import { day, hour, minute, momentOfDay } from '../calendar.ts';
import { file } from '../life/claim.ts';
import { enquiry } from '../life/contact.ts';
import { change, drawChange } from '../life/credentials.ts';
import { deliver } from '../life/delivery.ts';
import { worthOf } from '../life/money.ts';
import { place, signIn } from '../life/order.ts';
import { refund, signer } from '../life/remedy.ts';
import { sendBack } from '../life/return.ts';
import { newDevice } from '../network.ts';
import type { Basket, ClaimPlan, Order, Payment } from '../plan.ts';
import { Random } from '../random.ts';
import type { World } from '../world.ts';
import { lookAlikesOf } from './look-alikes.ts';
import { drawLot, type Lot } from './nature.ts';
import { usualClaim } from './usual.ts';
import { usualVisit } from './visit.ts';

/** Share of orders about which somebody asks something without claiming anything. */
const enquiries = 0.03;

/** One order of an honest customer, from the basket to whatever comes of it. */
export function honestOrder(world: World, account: Account, dayNumber: number): void {
  const random = new Random(world.request.seed, `basket ${account.index}`, account.orders);
  changes(world, account, dayNumber, random);
  const order = place(world, usualBasket(world, account, dayNumber, random));
  const lot = drawLot(world, order);
  const delivery = deliver(world, order, lot.outbound);
  if (lot.outbound.fate !== 'arrives' && order.at < world.end)
    world.tell({ kind: 'parcel', order_id: order.id, tracking: delivery.tracking, fate: lot.outbound.fate });
  if (order.random.chance(enquiries)) enquiry(world, order, order.at + Math.floor(order.random.between(0.1, 6) * day));
  if (lot.cause === null) return;
  const base = usualClaim(world, order, delivery, lot.reason, lot.lines);
  if (lot.bareReturn) bareReturn(world, order, lot, base);
  else {
    const plan: ClaimPlan = { ...base, pattern: lot.cause };
    file(world, order, delivery, { ...plan, lookAlikes: lookAlikesOf(world, order, plan) });
  }
}

export function usualBasket(world: World, account: Account, dayNumber: number, random: Random): Basket {
  const { articles, sums } = world.catalogue;
  const size = random.chance(0.7) ? 1 : random.chance(0.7) ? 2 : random.int(3, 5);
  const chosen = new Map(
    Array.from({ length: size }, () => [articles[random.weighted(sums)]!, random.chance(0.94) ? 1 : 2] as const),
  );
  return {
    account,
    at: Math.max(momentOfDay(random, dayNumber, account.market.offset), account.registeredAt + 5 * minute),
    articles: [...chosen],
    shipTo: random.chance(0.92) ? account.shipTo : account.home,
    payment: usualPayment(account, random),
    visit: usualVisit(world, account, random),
  };
}

export function usualPayment(account: Account, random: Random): Payment {
  const other = random.chance(0.05);
  return {
    token: other ? `tok_${random.letters(12).toLowerCase()}` : account.token,
    kind: account.tokenKind,
    country: account.tokenCountry,
  };
}

/** A return through the portal: no claim, the same way back. */
function bareReturn(world: World, order: Order, lot: Lot, base: ClaimPlan): void {
  if (base.filedAt >= world.end || base.sendBack === null) return;
  const { random } = order;
  signIn(world, order.account.id, base.filedAt - random.int(2, 9) * minute, base.visit, random);
  const returned = sendBack(world, {
    order,
    lines: lot.lines,
    claimId: null,
    by: 'system',
    at: base.filedAt,
    sendBack: base.sendBack,
    insider: null,
  });
  if (returned.receivedAt === null || !returned.asExpected) return;
  const at = returned.receivedAt + Math.floor(random.logNormal(9 * hour, 0.9));
  const signed = signer(world, order, base, null, at);
  refund(world, order, {
    lines: lot.lines,
    minor: worthOf(lot.lines),
    at: signed.at,
    by: signed.by,
    claimId: null,
    returnId: returned.returnId,
    contactId: null,
    tender: base.tender,
  });
}

/** Now and then people change their password, move their number, or buy a new phone. */
function changes(world: World, account: Account, dayNumber: number, random: Random): void {
  if (!random.chance(0.02)) return;
  const fresh = random.chance(0.35);
  if (fresh) account.device = newDevice(random);
  const at = Math.max(
    momentOfDay(random, dayNumber, account.market.offset) - random.int(1, 40) * hour,
    account.registeredAt + minute,
  );
  const { device, homeIp: ip, market } = account;
  change(world, account, drawChange(random), at, { device, ip, country: market.country }, random);
}
