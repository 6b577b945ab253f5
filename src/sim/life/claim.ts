import { day, hour, type Millis, minute, second } from '../calendar.ts';
import type { ClaimPlan, Delivery, Order } from '../plan.ts';
import { customerWords } from '../words/speak.ts';
import type { World } from '../world.ts';
import { talk } from './contact.ts';
import { money, named, worthOf } from './money.ts';
import { signIn } from './order.ts';
import { credit, dispute, refund, replace, signer } from './remedy.ts';
import { type Returned, sendBack } from './return.ts';

/** Days that the carrier is given to look for a parcel that was reported missing. */
const traceDays = 2;

/** Files the claim and follows it to its end. Every claim of the world, honest or not, goes this one way. */
export function file(world: World, order: Order, delivery: Delivery, plan: ClaimPlan): void {
  const { random, account } = order;
  if (plan.filedAt >= world.end) return;
  const session = signIn(world, account.id, plan.filedAt - random.int(16 * minute, 26 * minute), plan.visit, random);
  const { contactId, agent, endedAt } = talk(world, order, plan, session);
  const claimId = world.ids.next('K');
  const minor = Math.max(1, Math.round(worthOf(plan.lines) * plan.share));
  world.feed.emit('claim.filed', plan.filedAt, {
    claim_id: claimId,
    account_id: account.id,
    order_id: order.id,
    lines: named(plan.lines),
    reason: plan.reason,
    wants: plan.wants,
    amount: money(minor),
    currency: account.market.currency,
    contact_id: contactId === null ? undefined : random.maybe(0.95, contactId),
    session_id: random.maybe(0.75, session),
    device_id: random.maybe(0.88, plan.visit.device),
    ip: random.maybe(0.92, plan.visit.ip),
    statement: random.maybe(0.7, customerWords(order, plan, 1).opening),
    attachments: plan.attachments.length > 0 ? plan.attachments : undefined,
  });
  account.claims++;
  world.counts.claims++;
  if (plan.verdict === 'fraud') world.counts.fraud++;
  if (plan.verdict === 'abuse') world.counts.abuse++;
  world.tell({
    kind: 'claim',
    claim_id: claimId,
    account_id: account.id,
    order_id: order.id,
    truth: plan.verdict,
    pattern: plan.pattern,
    look_alikes: plan.lookAlikes.length > 0 ? plan.lookAlikes : undefined,
    ring_id: plan.ring?.id,
    operator: plan.operator ?? undefined,
    insider: plan.insider?.employee.id,
    insider_way: plan.insider?.way,
    contact_id: contactId ?? undefined,
    tracking: delivery.tracking,
  });
  const refunded = settle(world, order, plan, claimId, contactId, agent, endedAt);
  world.settled({ claimId, order, plan, ...refunded });
}

interface Refunded {
  readonly refundId: string | null;
  readonly refundedAt: Millis;
  readonly refundedMinor: number;
}

function settle(
  world: World,
  order: Order,
  plan: ClaimPlan,
  claimId: string,
  contactId: string | null,
  agent: Parameters<typeof signer>[3],
  endedAt: Millis,
): Refunded {
  const { random } = order;
  const none: Refunded = { refundId: null, refundedAt: 0, refundedMinor: 0 };
  if (plan.remedy === 'withdrawn') {
    world.feed.emit('claim.withdrawn', plan.filedAt + random.int(4, 90) * hour, { claim_id: claimId });
    return none;
  }
  if (plan.remedy === 'refused') return none;
  let dueAt =
    plan.reason === 'not_received'
      ? endedAt + Math.floor(random.between(0.2, traceDays * 2) * day)
      : endedAt + random.int(40, 240) * second;
  let returned: Returned | null = null;
  if (plan.sendBack !== null) {
    const by = agent === null ? 'system' : agent.id;
    returned = sendBack(world, {
      order,
      lines: plan.lines,
      claimId,
      by,
      at: endedAt + random.int(1, 50) * minute,
      sendBack: plan.sendBack,
      insider: plan.insider,
    });
    const moment = dueMoment(plan, returned, random.chance(0.4));
    // Nothing came, nothing is paid, unless somebody inside sees to it.
    if (moment === null && (plan.insider === null || plan.insider.way === 'dock')) return none;
    if (moment !== null && !returned.asExpected && random.chance(0.85)) return none;
    dueAt = (moment ?? endedAt + 2 * day) + Math.floor(random.logNormal(9 * hour, 0.9));
  }
  const signed = signer(world, order, plan, plan.sendBack === null ? agent : null, dueAt);
  const minor = Math.max(1, Math.round(worthOf(plan.lines) * plan.share));
  const asDesk = plan.insider !== null && plan.insider.way !== 'dock';
  const cited = asDesk && random.chance(0.6) ? null : contactId;
  if (plan.remedy === 'credit') {
    credit(world, order, minor, signed.at, signed.by, contactId);
    return none;
  }
  if (plan.remedy === 'replacement') {
    replace(world, order, plan.lines, signed.at, signed.by, claimId);
    if (plan.afterwards === 'refund') {
      const at = signed.at + random.int(4, 12) * day;
      const id = refund(world, order, {
        lines: plan.lines,
        minor,
        at,
        by: signer(world, order, plan, null, at).by,
        claimId: null,
        returnId: null,
        contactId,
        tender: plan.tender,
      });
      return { refundId: id, refundedAt: at, refundedMinor: minor };
    }
    return none;
  }
  const returnId = returned?.returnId ?? null;
  const refundId = refund(world, order, {
    lines: plan.lines,
    minor,
    at: signed.at,
    by: signed.by,
    claimId,
    returnId,
    contactId: cited,
    tender: plan.tender,
  });
  if (refundId !== null) follow(world, order, plan, signed.at, minor);
  return { refundId, refundedAt: signed.at, refundedMinor: minor };
}

/** When money is due for goods on their way back: at the first scan for what arrived broken or wrong, else when received. */
function dueMoment(plan: ClaimPlan, returned: Returned, onScan: boolean): Millis | null {
  if (plan.pattern === 'fake_tracking') return returned.movedAt === null ? null : returned.movedAt + 4 * day;
  if (onScan && (plan.reason === 'damaged' || plan.reason === 'wrong_item'))
    return returned.movedAt ?? returned.receivedAt;
  return returned.receivedAt;
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
