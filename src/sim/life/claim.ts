import { minute } from '../calendar.ts';
import type { ClaimPlan, Delivery, Order } from '../plan.ts';
import { customerWords } from '../words/speak.ts';
import type { World } from '../world.ts';
import { talk } from './contact.ts';
import { money, named, worthOf } from './money.ts';
import { signIn } from './order.ts';
import { settle } from './settle.ts';

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
  const refunded = settle(world, { order, plan, claimId, contactId, agent, endedAt });
  world.settled({ claimId, order, plan, ...refunded });
}
