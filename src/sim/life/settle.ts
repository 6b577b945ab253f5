import { day, hour, type Millis, minute, second } from '../calendar.ts';
import type { ClaimPlan, Order, SendBack } from '../plan.ts';
import type { Employee } from '../staff.ts';
import type { World } from '../world.ts';
import { worthOf } from './money.ts';
import { credit, dispute, refund, replace, signer } from './remedy.ts';
import { type Returned, sendBack } from './return.ts';

/** Days that the carrier is given to look for a parcel that was reported missing. */
const traceDays = 2;

/** A claim that was filed, and how far the talk about it came. */
export interface Filed {
  readonly order: Order;
  readonly plan: ClaimPlan;
  readonly claimId: string;
  readonly contactId: string | null;
  readonly agent: Employee | null;
  readonly endedAt: Millis;
}

export interface Refunded {
  readonly refundId: string | null;
  readonly refundedAt: Millis;
  readonly refundedMinor: number;
}

const nothing: Refunded = { refundId: null, refundedAt: 0, refundedMinor: 0 };

/** Follows a claim to its end: what goes back, what is granted, by whom, and what comes after. */
export function settle(world: World, filed: Filed): Refunded {
  const { order, plan, claimId } = filed;
  const { random } = order;
  if (plan.remedy === 'withdrawn') {
    world.feed.emit('claim.withdrawn', plan.filedAt + random.int(4, 90) * hour, { claim_id: claimId });
    return nothing;
  }
  if (plan.remedy === 'refused') return nothing;
  const returned = plan.sendBack === null ? null : startReturn(world, filed, plan.sendBack);
  const awaited = plan.remedy === 'replacement' && plan.inAdvance ? null : returned;
  const dueAt = whenDue(filed, awaited);
  if (dueAt === null) return nothing;
  const signed = signer(world, order, plan, awaited === null ? filed.agent : null, dueAt);
  switch (plan.remedy) {
    case 'credit':
      return credited(world, filed, signed);
    case 'replacement':
      return replaced(world, filed, signed);
    case 'refund':
      return refunded(world, filed, signed, returned);
  }
}

type Signed = ReturnType<typeof signer>;

function startReturn(world: World, { order, plan, claimId, agent, endedAt }: Filed, back: SendBack): Returned {
  return sendBack(world, {
    order,
    lines: plan.lines,
    claimId,
    by: agent === null ? 'system' : agent.id,
    at: endedAt + order.random.int(1, 50) * minute,
    sendBack: back,
    insider: plan.insider,
  });
}

/** When the remedy is due; null where it never is, since what is awaited does not come. */
function whenDue({ order, plan, endedAt }: Filed, awaited: Returned | null): Millis | null {
  const { random } = order;
  if (awaited === null && plan.reason === 'not_received')
    return endedAt + Math.floor(random.between(0.2, traceDays * 2) * day);
  if (awaited === null) return endedAt + random.int(40, 240) * second;
  const moment = shownBack(plan, awaited, random.chance(0.4));
  // Nothing came, nothing is paid, unless somebody inside sees to it.
  if (moment === null && (plan.insider === null || plan.insider.way === 'dock')) return null;
  if (moment !== null && !awaited.asExpected && random.chance(0.85)) return null;
  return (moment ?? endedAt + 2 * day) + Math.floor(random.logNormal(9 * hour, 0.9));
}

/** When the goods count as back: at the first scan for what arrived broken or wrong, else when received, or days after a parcel that never reached the dock moved. */
function shownBack(plan: ClaimPlan, { movedAt, receivedAt }: Returned, onScan: boolean): Millis | null {
  if (plan.sendBack?.label === 'redirected') return movedAt === null ? null : movedAt + 4 * day;
  if (onScan && (plan.reason === 'damaged' || plan.reason === 'wrong_item')) return movedAt ?? receivedAt;
  return receivedAt;
}

function minorOf({ plan }: Filed): number {
  return Math.max(1, Math.round(worthOf(plan.lines) * plan.share));
}

function credited(world: World, filed: Filed, { at, by }: Signed): Refunded {
  const { order, plan, contactId } = filed;
  credit(world, order, minorOf(filed), at, by, contactId);
  follow(world, order, plan, at, minorOf(filed));
  return nothing;
}

function replaced(world: World, filed: Filed, { at, by }: Signed): Refunded {
  const { order, plan, claimId, contactId } = filed;
  replace(world, order, { lines: plan.lines, at, by, claimId, to: plan.replaceTo ?? order.shipTo });
  if (plan.afterwards !== 'refund') return nothing;
  const later = at + order.random.int(4, 12) * day;
  const refundId = refund(world, order, {
    lines: plan.lines,
    minor: minorOf(filed),
    at: later,
    by: signer(world, order, plan, null, later).by,
    claimId: null,
    returnId: null,
    contactId,
    tender: plan.tender,
  });
  return { refundId, refundedAt: later, refundedMinor: minorOf(filed) };
}

function refunded(world: World, filed: Filed, { at, by }: Signed, returned: Returned | null): Refunded {
  const { order, plan, claimId, contactId } = filed;
  const asDesk = plan.insider !== null && plan.insider.way !== 'dock';
  const refundId = refund(world, order, {
    lines: plan.lines,
    minor: minorOf(filed),
    at,
    by,
    claimId,
    returnId: returned?.returnId ?? null,
    contactId: asDesk && order.random.chance(0.6) ? null : contactId,
    tender: plan.tender,
  });
  if (refundId !== null) follow(world, order, plan, at, minorOf(filed));
  return { refundId, refundedAt: at, refundedMinor: minorOf(filed) };
}

function follow(world: World, order: Order, plan: ClaimPlan, at: Millis, minor: number): void {
  const { random } = order;
  const later = at + Math.floor(random.between(1, 12) * day);
  switch (plan.afterwards) {
    case 'nothing':
    case 'refund':
      return;
    case 'store_refund': {
      const by = world.staff.onDuty(random, 'agent', `desk-${order.account.market.language}`, later).id;
      refund(world, order, {
        lines: plan.lines,
        minor,
        at: later,
        by,
        claimId: null,
        returnId: null,
        contactId: null,
        tender: random.chance(0.5) ? 'gift_card' : 'original',
      });
      return;
    }
    case 'dispute':
      dispute(world, order, later + random.int(2, 20) * day, random.pick(['10.4', '13.1', '13.3', '4853', '4837']));
  }
}
