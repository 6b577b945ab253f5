import { hour, type Millis, minute, second, withinHours } from '../calendar.ts';
import { abroad, newDevice, tunnelIp } from '../network.ts';
import type { Address } from '../places.ts';
import type { ClaimPlan, Order, OrderLine } from '../plan.ts';
import type { Employee } from '../staff.ts';
import type { World } from '../world.ts';
import { sendParcel } from './delivery.ts';
import { money, named, worthOf } from './money.ts';

export interface Refunding {
  readonly lines: readonly OrderLine[];
  readonly minor: number;
  readonly at: Millis;
  readonly by: string;
  readonly claimId: string | null;
  readonly returnId: string | null;
  readonly contactId: string | null;
  readonly tender: ClaimPlan['tender'];
}

/** Pays money back; every refund of the world is made here. */
export function refund(world: World, order: Order, asked: Refunding): string | null {
  const { random } = order;
  const refundId = world.ids.next('F');
  const told = world.feed.emit('refund.issued', asked.at, {
    refund_id: refundId,
    order_id: order.id,
    account_id: order.account.id,
    amount: money(asked.minor),
    currency: order.account.market.currency,
    lines: random.maybe(0.92, named(asked.lines)),
    claim_id: asked.claimId === null ? undefined : random.maybe(0.95, asked.claimId),
    return_id: asked.returnId === null ? undefined : random.maybe(0.96, asked.returnId),
    contact_id: asked.contactId === null ? undefined : random.maybe(0.93, asked.contactId),
    by: asked.by,
    to: {
      kind: asked.tender,
      token:
        asked.tender === 'original'
          ? random.maybe(0.7, order.payment.token)
          : random.maybe(0.8, `tok_${random.letters(12).toLowerCase()}`),
    },
    note:
      asked.by === 'system'
        ? undefined
        : random.maybe(0.12, random.pick(['ok per policy', 'trace done', 'cust called', 'see ticket', 'goodwill'])),
  });
  if (!told) return null;
  world.counts.refunds++;
  if (random.chance(0.004))
    world.feed.emit('refund.reversed', asked.at + random.int(1, 60) * hour, {
      refund_id: refundId,
      amount: money(asked.minor),
      currency: order.account.market.currency,
    });
  return refundId;
}

/** A small sum of goodwill. */
export function credit(
  world: World,
  order: Order,
  minor: number,
  at: Millis,
  by: string,
  contactId: string | null,
): void {
  world.feed.emit('credit.granted', at, {
    credit_id: world.ids.next('G'),
    account_id: order.account.id,
    amount: money(minor),
    currency: order.account.market.currency,
    order_id: order.random.maybe(0.93, order.id),
    contact_id: contactId === null ? undefined : order.random.maybe(0.93, contactId),
    by,
  });
}

export interface Replacing {
  readonly lines: readonly OrderLine[];
  readonly at: Millis;
  readonly by: string;
  readonly claimId: string | null;
  readonly to: Address;
}

/** Sends the goods again. */
export function replace(world: World, order: Order, { lines, at, by, claimId, to }: Replacing): void {
  const parcel = sendParcel(world, order, lines, { fate: 'arrives', packed: 'right', harm: 'none' }, { from: at, to });
  world.feed.emit('replacement.shipped', parcel.shippedAt + minute, {
    replacement_id: world.ids.next('W'),
    order_id: order.id,
    lines: named(lines),
    by,
    claim_id: claimId === null ? undefined : order.random.maybe(0.95, claimId),
    parcel_id: order.random.maybe(0.9, parcel.parcelId),
  });
}

/** The bank takes up the customer's complaint, and decides weeks later. */
export function dispute(world: World, order: Order, at: Millis, reason: string): void {
  const disputeId = world.ids.next('D');
  world.feed.emit('dispute.opened', at, {
    dispute_id: disputeId,
    order_id: order.id,
    amount: money(worthOf(order.lines)),
    currency: order.account.market.currency,
    reason_code: order.random.maybe(0.9, reason),
  });
  world.feed.emit('dispute.closed', at + order.random.int(20, 60) * 24 * hour, {
    dispute_id: disputeId,
    outcome: order.random.chance(0.45) ? 'won' : 'lost',
  });
}

/** Who signs a remedy, and when: the agent of the contact, the system for small sums, or somebody of the back office. */
export function signer(
  world: World,
  order: Order,
  plan: ClaimPlan,
  agent: Employee | null,
  at: Millis,
): { readonly by: string; readonly at: Millis } {
  const { random, account } = order;
  const { staff } = world;
  if (plan.insider !== null && plan.insider.way !== 'dock') {
    const { employee, way } = plan.insider;
    // Whoever uses a stolen password works when its owner sleeps.
    const moment =
      way === 'stolen'
        ? withinHours(random, at, employee.offset, 1, 5)
        : withinHours(random, at, employee.offset, employee.starts, Math.min(24, employee.starts + 8));
    if (way === 'stolen' && random.chance(0.8))
      strangeSession(world, order, employee, moment - random.int(4, 50) * minute);
    return { by: employee.id, at: moment + random.int(0, 59) * second };
  }
  if (agent !== null && random.chance(0.8)) return { by: agent.id, at };
  const dollars = order.minor / 100 / account.market.rate;
  if (random.chance(dollars < 150 ? 0.85 : 0.5)) return { by: 'system', at };
  const moment = withinHours(random, at, account.market.offset, 8, 20);
  return { by: staff.onDuty(random, 'agent', `desk-${account.market.language}`, moment).id, at: moment };
}

function strangeSession(world: World, order: Order, employee: Employee, at: Millis): void {
  const { random } = order;
  const { hardness } = world.request;
  world.feed.emit('employee.session', at, {
    employee_id: employee.id,
    session_id: world.ids.next('Z'),
    device_id: random.maybe(0.95, newDevice(random)),
    ip: random.maybe(0.95, tunnelIp(random)),
    country: random.maybe(0.9, random.chance(hardness) ? employee.country : abroad(random)),
    mfa: random.maybe(0.8, random.chance(0.3)),
  });
}
