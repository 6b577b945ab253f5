import { day, hour, type Millis, minute, second } from '../calendar.ts';
import type { ClaimPlan, Order } from '../plan.ts';
import type { Employee } from '../staff.ts';
import { agentWords, customerWords } from '../words/speak.ts';
import type { World } from '../world.ts';
import { credit } from './remedy.ts';

/** The contact in which a claim was made, and who dealt with it. */
export interface Talk {
  readonly contactId: string | null;
  readonly agent: Employee | null;
  readonly endedAt: Millis;
}

/** Orders above this many dollars are for the high-value desk. */
const highValue = 700;

/** The customer's contacts with the desk before and at the claim; the last one is where the claim is filed. */
export function talk(world: World, order: Order, plan: ClaimPlan, session: string): Talk {
  if (plan.way === 'form') return { contactId: null, agent: null, endedAt: plan.filedAt };
  let at = plan.filedAt;
  const earlier: Millis[] = [];
  for (let number = 1; number < plan.attempts; number++) {
    at -= Math.floor(order.random.logNormal(9 * hour, 1));
    earlier.unshift(Math.max(at, order.at + hour));
  }
  for (const [index, moment] of earlier.entries()) contact(world, order, plan, session, moment, index + 1, false);
  return contact(world, order, plan, session, plan.filedAt, plan.attempts, true);
}

function queueFor(order: Order, attempt: number): string | null {
  if (attempt > 2) return 'escalation';
  if (order.minor / 100 / order.account.market.rate > highValue && order.random.chance(0.6)) return 'high_value';
  return null;
}

function contact(
  world: World,
  order: Order,
  plan: ClaimPlan,
  session: string,
  filedAt: Millis,
  attempt: number,
  last: boolean,
): Talk {
  const { random, account } = order;
  const { feed, ids, staff } = world;
  const language = account.market.language;
  const contactId = ids.next('C');
  const openedAt = filedAt - random.int(90, 900) * second;
  const agent =
    plan.insider?.way === 'desk' && last && random.chance(0.7)
      ? plan.insider.employee
      : staff.onDuty(random, 'agent', `desk-${language}`, openedAt, queueFor(order, attempt));
  const way = plan.way === 'form' ? 'chat' : plan.way;
  world.tell({
    kind: 'contact',
    contact_id: contactId,
    truth: plan.verdict === 'honest' ? 'honest' : plan.operator === null ? 'dishonest' : 'manipulated',
    ring_id: plan.ring?.id,
    operator: plan.operator ?? undefined,
    language,
  });
  feed.emit('contact.opened', openedAt, {
    contact_id: contactId,
    account_id: account.id,
    order_id: random.maybe(0.9, order.id),
    channel: way,
    agent_id: random.maybe(0.9, agent.id),
    session_id: way === 'chat' ? random.maybe(0.8, session) : undefined,
    device_id: way === 'chat' ? random.maybe(0.85, plan.visit.device) : undefined,
    ip: way === 'chat' || way === 'email' ? random.maybe(0.7, plan.visit.ip) : undefined,
    verified: random.maybe(0.6, random.chance(way === 'phone' && plan.operator !== null ? 0.85 : 0.96)),
  });
  let at = openedAt;
  const say = (author: 'customer' | 'agent', text: string): void => {
    at += Math.floor(random.logNormal(author === 'agent' ? 40 : 55, 0.6)) * second;
    const message = ids.next('M');
    if (random.chance(0.01)) return;
    feed.emit('contact.message', at, {
      contact_id: contactId,
      message_id: message,
      author,
      agent_id: author === 'agent' ? random.maybe(0.95, agent.id) : undefined,
      text,
    });
  };
  const words = customerWords(order, plan, attempt);
  say('customer', words.opening);
  say('agent', agentWords(random, language, 'greeting', order));
  if (words.detail !== '') say('customer', words.detail);
  let handler = agent;
  if (random.chance(0.07) || (attempt > 1 && random.chance(0.2))) {
    handler = staff.onDuty(random, 'agent', `desk-${language}`, at, 'escalation');
    if (handler.id !== agent.id)
      feed.emit('contact.transferred', at + 20 * second, {
        contact_id: contactId,
        from_agent_id: agent.id,
        to_agent_id: handler.id,
      });
  }
  say('agent', agentWords(random, language, last && plan.remedy !== 'refused' ? 'granting' : 'declining', order));
  if (random.chance(0.55)) say('customer', words.closing);
  for (const view of ['account', 'order'] as const) {
    if (!random.chance(0.85)) continue;
    feed.emit('record.viewed', openedAt + random.int(5, 120) * second, {
      employee_id: handler.id,
      account_id: view === 'account' ? account.id : undefined,
      order_id: view === 'order' ? order.id : undefined,
      contact_id: random.maybe(0.9, contactId),
    });
  }
  const closedAt = at + random.int(20, 400) * second;
  if (random.chance(0.97)) {
    feed.emit('contact.closed', closedAt, {
      contact_id: contactId,
      agent_id: random.maybe(0.95, handler.id),
      disposition: random.maybe(0.7, last ? plan.remedy : 'informed'),
      handle_seconds: random.maybe(0.9, Math.round((closedAt - openedAt) / second)),
    });
  }
  return { contactId, agent: handler, endedAt: closedAt };
}

/** Share of enquiries that end with a small credit. */
const smallAmends = 0.1;

/** A question that leads to no claim: most contacts are of this kind. */
export function enquiry(world: World, order: Order, at: Millis): void {
  const { random, account } = order;
  const language = account.market.language;
  const contactId = world.ids.next('C');
  const openedAt = Math.min(at, order.at + 20 * day);
  const agent = world.staff.onDuty(random, 'agent', `desk-${language}`, openedAt);
  if (openedAt >= world.end) return;
  world.tell({ kind: 'contact', contact_id: contactId, truth: 'honest', language });
  const channel = random.pick(['chat', 'chat', 'email', 'phone'] as const);
  world.feed.emit('contact.opened', openedAt, {
    contact_id: contactId,
    account_id: account.id,
    order_id: random.maybe(0.9, order.id),
    channel,
    agent_id: random.maybe(0.9, agent.id),
    device_id: channel === 'chat' ? random.maybe(0.85, account.device) : undefined,
    ip: channel === 'phone' ? undefined : random.maybe(0.7, account.homeIp),
    verified: random.maybe(0.6, random.chance(0.96)),
  });
  const texts = [
    ['customer', agentWords(random, language, 'question', order)],
    ['agent', agentWords(random, language, 'answer', order)],
  ] as const;
  for (const [index, [author, text]] of texts.entries()) {
    world.feed.emit('contact.message', openedAt + (index + 1) * minute + random.int(0, 59) * second, {
      contact_id: contactId,
      message_id: world.ids.next('M'),
      author,
      agent_id: author === 'agent' ? random.maybe(0.95, agent.id) : undefined,
      text,
    });
  }
  world.feed.emit('record.viewed', openedAt + random.int(5, 100) * second, {
    employee_id: agent.id,
    order_id: order.id,
    contact_id: random.maybe(0.9, contactId),
  });
  world.feed.emit('contact.closed', openedAt + 4 * minute + random.int(0, 200) * second, {
    contact_id: contactId,
    agent_id: random.maybe(0.95, agent.id),
    disposition: random.maybe(0.7, 'informed'),
    handle_seconds: random.maybe(0.9, random.int(120, 500)),
  });
  // Agents make small amends for what no claim is filed about.
  if (random.chance(smallAmends))
    credit(world, order, random.pick([300, 500, 500, 1_000, 1_500]), openedAt + 4 * minute, agent.id, contactId);
}
