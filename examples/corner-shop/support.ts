import { type Millis, minutes } from './calendar.ts';
import type { Draft } from './log.ts';
import { agentFor } from './staff.ts';
import { statement } from './texts.ts';
import {
  type Customer,
  linesOf,
  money,
  newId,
  type Order,
  type OrderLine,
  type Visit,
  visit,
  type World,
  worthOf,
} from './world.ts';

export type Reason = Draft<'claim.filed'>['reason'];

export interface Claim {
  readonly reason: Reason;
  readonly wants?: 'refund' | 'replacement' | 'credit';
  readonly lines?: readonly OrderLine[];
  /** Units and money as the customer states them, where they differ from the lines. */
  readonly quantity?: number;
  readonly minor?: number;
  readonly statement?: string;
  readonly contact?: string;
  readonly visit?: Visit;
  readonly photo?: boolean;
}

/** Files a claim from a session a few minutes old and returns its id. */
export function fileClaim(world: World, order: Order, at: Millis, claim: Claim): string {
  const { customer } = order;
  const lines = claim.lines ?? order.lines;
  const id = newId(world, 'C');
  const { quantity } = claim;
  world.log.add('claim.filed', at, {
    claim_id: id,
    account_id: customer.id,
    order_id: order.id,
    lines: quantity === undefined ? linesOf(lines) : lines.map(line => ({ line_id: line.id, quantity })),
    reason: claim.reason,
    wants: claim.wants ?? 'refund',
    amount: money(claim.minor ?? worthOf(lines)),
    currency: order.currency,
    ...(claim.contact === undefined ? {} : { contact_id: claim.contact }),
    session_id: visit(world, customer, at - minutes(world.random.int(2, 9)), claim.visit),
    device_id: claim.visit?.device ?? customer.device,
    ip: claim.visit?.ip ?? customer.ip,
    statement: claim.statement ?? statement(world.random, customer.market, claim.reason),
    ...(claim.photo === true
      ? { attachments: [{ sha256: world.random.hex(64), kind: 'photo', perceptual_hash: world.random.hex(16) }] }
      : {}),
  });
  return id;
}

export interface Contact {
  readonly channel?: 'chat' | 'phone' | 'email' | 'social';
  readonly agent?: string;
  readonly order?: Order;
  readonly visit?: Visit;
  readonly verified?: boolean;
  /** Turn by turn, the customer first. */
  readonly turns: readonly string[];
  readonly disposition: string;
  readonly passedTo?: string;
}

/** A talk between customer and agent, who opens the customer's record for it. Returns its id. */
export function talk(world: World, customer: Customer, at: Millis, contact: Contact): string {
  const { log, random } = world;
  const id = newId(world, 'T');
  const agent = contact.agent ?? agentFor(world, customer.market);
  const channel = contact.channel ?? random.pick(['chat', 'chat', 'email', 'phone']);
  log.add('contact.opened', at, {
    contact_id: id,
    account_id: customer.id,
    ...(contact.order === undefined ? {} : { order_id: contact.order.id }),
    channel,
    agent_id: agent,
    ...(channel === 'phone'
      ? {}
      : { device_id: contact.visit?.device ?? customer.device, ip: contact.visit?.ip ?? customer.ip }),
    verified: contact.verified ?? true,
  });
  log.add('record.viewed', at + minutes(1), {
    employee_id: agent,
    account_id: customer.id,
    ...(contact.order === undefined ? {} : { order_id: contact.order.id }),
    contact_id: id,
  });
  let now = at + minutes(1);
  contact.turns.forEach((text, turn) => {
    now += minutes(random.int(1, 3));
    const author = turn % 2 === 0 ? ('customer' as const) : ('agent' as const);
    log.add('contact.message', now, {
      contact_id: id,
      message_id: `${id}-${turn + 1}`,
      author,
      ...(author === 'agent' ? { agent_id: agent } : {}),
      text,
    });
  });
  if (contact.passedTo !== undefined) {
    now += minutes(1);
    log.add('contact.transferred', now, { contact_id: id, from_agent_id: agent, to_agent_id: contact.passedTo });
  }
  now += minutes(2);
  log.add('contact.closed', now, {
    contact_id: id,
    agent_id: contact.passedTo ?? agent,
    disposition: contact.disposition,
    handle_seconds: Math.round((now - at) / 1000),
  });
  return id;
}

/** A replacement for the whole order, sent without a claim of its own, unless lines or a claim are named. */
export function replace(
  world: World,
  order: Order,
  at: Millis,
  by: string,
  parcel: string,
  about: { readonly claim?: string; readonly lines?: readonly OrderLine[] } = {},
): void {
  world.log.add('replacement.shipped', at, {
    replacement_id: newId(world, 'X'),
    order_id: order.id,
    lines: linesOf(about.lines ?? order.lines),
    by,
    ...(about.claim === undefined ? {} : { claim_id: about.claim }),
    parcel_id: parcel,
  });
}

export function dispute(world: World, order: Order, at: Millis, minor = order.minor): string {
  const id = newId(world, 'D');
  world.log.add('dispute.opened', at, {
    dispute_id: id,
    order_id: order.id,
    amount: money(minor),
    currency: order.currency,
    reason_code: 'goods_not_received',
  });
  return id;
}
