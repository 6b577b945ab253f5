import { days, hours, logEnds, logStarts, type Millis, minutes, nextWorkday } from './calendar.ts';
import { dear, everyday, type Good } from './goods.ts';
import { ship } from './parcels.ts';
import { comeBack, refund, startReturn } from './returns.ts';
import { agentFor } from './staff.ts';
import { dispute, fileClaim, type Reason, replace, talk } from './support.ts';
import { smallTalk } from './texts.ts';
import { buy, type Customer, money, newId, type Order, register, visit, type World, worldOf } from './world.ts';

/**
 * Ordinary life: honest customers, and the noise of carriers, warehouses and people.
 * A few of them may well lie: nobody knows, and no story speaks of them.
 */
const customerCount = 168;
const orderCount = 296;

function drawBasket(world: World): (readonly [Good, number])[] {
  const { random } = world;
  const size = random.pick([1, 1, 1, 2, 2, 3]);
  return Array.from({ length: size }, () =>
    random.chance(0.08)
      ? ([random.pick(dear), 1] as const)
      : ([random.pick(everyday), random.pick([1, 1, 1, 2])] as const),
  );
}

/** A moment of waking life on the day. */
const waking = (world: World, day: Millis): Millis =>
  day + hours(world.random.int(1, 15)) + minutes(world.random.int(0, 59));

/** Most sign up before the log begins, some on the way. */
function drawCustomers(world: World): Customer[] {
  return Array.from({ length: customerCount }, () => {
    const before = world.random.chance(0.65);
    const day = before ? logStarts - days(world.random.int(20, 1500)) : logStarts + days(world.random.int(1, 380));
    return register(world, waking(world, day));
  });
}

function sendBack(world: World, order: Order, deliveredAt: Millis): void {
  const { random } = world;
  const at = waking(world, Math.floor((deliveredAt + days(random.int(1, 12))) / days(1)) * days(1));
  const lines = [random.pick(order.lines)];
  const withClaim = random.chance(0.65);
  const reason: Reason = random.pick(['changed_mind', 'changed_mind', 'defective', 'not_as_described', 'wrong_item']);
  const claim = withClaim ? fileClaim(world, order, at, { reason, lines }) : undefined;
  const back = startReturn(world, order, at + minutes(4), { lines, ...(claim === undefined ? {} : { claim }) });
  const condition = reason === 'defective' && withClaim ? 'damaged' : random.chance(0.12) ? 'used' : 'as_new';
  const receivedAt = comeBack(world, back, at + days(random.int(1, 4)), { condition });
  refund(world, order, receivedAt + hours(random.int(1, 30)), { back, ...(claim === undefined ? {} : { claim }) });
}

function complain(world: World, order: Order, deliveredAt: Millis): void {
  const { random } = world;
  const at = deliveredAt + hours(random.int(2, 60));
  const lines = [random.pick(order.lines)];
  const reason: Reason = random.pick([
    'damaged',
    'damaged',
    'missing_item',
    'not_received',
    'wrong_item',
    'defective',
    'empty_parcel',
  ]);
  const claim = fileClaim(world, order, at, { reason, lines, photo: reason === 'damaged' });
  if (random.chance(0.2)) {
    const parcel = ship(world, order, { lines, packedAt: nextWorkday(at, 12) });
    replace(world, order, parcel.shippedAt + minutes(5), agentFor(world, order.customer.market), parcel.id, {
      claim,
      lines,
    });
    return;
  }
  const by = random.chance(0.5) ? agentFor(world, order.customer.market) : 'system';
  const paidAt = by === 'system' ? at + hours(random.int(1, 40)) : nextWorkday(at, 12) + minutes(random.int(0, 90));
  refund(world, order, paidAt, { claim, lines, by });
  if (random.chance(0.4)) {
    world.log.add('claim.judged', at + days(20), {
      claim_id: claim,
      verdict: 'honest',
      by: 'E-106',
      basis: 'Photo and carrier trace agree.',
    });
  }
}

/** A parcel that the carrier lost: the customer waits ten days, asks, and is paid. */
function missParcel(world: World, order: Order, shippedAt: Millis): void {
  const at = shippedAt + days(10) + hours(world.random.int(0, 8));
  const claim = fileClaim(world, order, at, { reason: 'not_received' });
  if (world.random.chance(0.3)) {
    const parcel = ship(world, order, { packedAt: nextWorkday(at, 12) });
    replace(world, order, parcel.shippedAt + minutes(5), agentFor(world, order.customer.market), parcel.id, { claim });
  } else refund(world, order, at + hours(world.random.int(1, 20)), { claim });
}

function ask(world: World, order: Order): void {
  const { random } = world;
  const talked = smallTalk(random, order.customer.market);
  const agent = agentFor(world, order.customer.market);
  // Noon is when all agents of the day are at their desks.
  const at = nextWorkday(order.at + days(random.int(1, 5)), random.int(12, 14)) + minutes(random.int(0, 40));
  const contact = talk(world, order.customer, at, {
    order,
    agent,
    turns: talked.turns,
    disposition: talked.credit ? 'goodwill' : 'answered',
  });
  if (!talked.credit) return;
  world.log.add('credit.granted', at + minutes(9), {
    credit_id: newId(world, 'K'),
    account_id: order.customer.id,
    amount: money(500),
    currency: order.currency,
    order_id: order.id,
    contact_id: contact,
    by: agent,
  });
}

function live(world: World, order: Order): void {
  const { random } = world;
  const lost = random.chance(0.02);
  const parcel = ship(world, order, lost ? { ends: 'lost' } : {});
  if (lost) missParcel(world, order, parcel.shippedAt);
  else if (random.chance(0.11)) sendBack(world, order, parcel.deliveredAt);
  else if (random.chance(0.05)) complain(world, order, parcel.deliveredAt);
  else if (random.chance(0.006)) {
    // The bank's customer did not know the shop's name on the statement: the shop wins such a dispute.
    const id = dispute(world, order, parcel.deliveredAt + days(20));
    world.log.add('dispute.closed', parcel.deliveredAt + days(50), { dispute_id: id, outcome: 'won' });
  }
  if (random.chance(0.11)) ask(world, order);
}

export function tellBackground(world: World): void {
  const customers = drawCustomers(world);
  const span = Math.floor((logEnds - logStarts) / days(1));
  for (let number = 0; number < orderCount; number++) {
    // Dice of its own for each order: changing what one order does leaves the others as they were.
    const own = worldOf(world, `order ${number}`);
    // The square makes some customers buy often and many once.
    const customer = customers[Math.floor(own.random.next() ** 1.6 * customers.length)]!;
    const day = logStarts + days(own.random.int(0, span - 1));
    const at = waking(own, Math.floor(Math.max(day, customer.since + days(1)) / days(1)) * days(1));
    live(own, buy(own, customer, at, { goods: drawBasket(own) }));
  }
  for (const customer of customers) {
    if (world.random.chance(0.12))
      visit(world, customer, Math.max(customer.since + days(1), logEnds - days(world.random.int(1, 90))));
    if (world.random.chance(0.04)) changeDetails(world, customer);
  }
}

/** People get new passwords and new phone numbers for no reason that concerns the shop. */
function changeDetails(world: World, customer: Customer): void {
  const at = Math.max(customer.since + days(2), logEnds - days(world.random.int(5, 200)));
  world.log.add('account.changed', at, {
    account_id: customer.id,
    what: world.random.pick([['password'], ['phone'], ['mfa'], ['name']] as const).slice(),
    device_id: customer.device,
    ip: customer.ip,
  });
}
