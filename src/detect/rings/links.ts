import { bySystem } from '../../domain/events/refund.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Moment } from '../../domain/time.ts';
import { valuesOf } from '../../profiles/values.ts';

/** Where the value was seen: what a person does by themselves, or what surrounds a claim. */
export const linkSources = [
  'registration',
  'change',
  'session',
  'order',
  'contact',
  'claim',
  'refund',
  'credit',
  'view',
  'return',
] as const;
export type LinkSource = (typeof linkSources)[number];

/** One sharing of a value by an account, as one fact states it. */
export interface Link {
  readonly accountId: string;
  /**
   * `kind:key`: device, ip, network, address, payment, email, phone, document, employee, and of returns label and drop too. Personal
   * values are hashes of their normal form.
   */
  readonly value: string;
  readonly source: LinkSource;
  readonly at: Moment;
  readonly seq: number;
}

/** The links that a fact states by itself, in the order of its fields. Those of returns are read from the book: their facts name no account. */
export function linksOf(fact: Fact): readonly Link[] {
  switch (fact.type) {
    case 'account.registered':
      return linked(fact, fact.data.account_id, 'registration', valuesOf(fact.data));
    case 'account.changed':
      return linked(fact, fact.data.account_id, 'change', valuesOf(fact.data));
    case 'session.started':
      return linked(fact, fact.data.account_id, 'session', valuesOf(fact.data));
    case 'order.placed': {
      const order = fact.data;
      const values = valuesOf({ device_id: order.device_id, ip: order.ip, address: order.ship_to });
      if (order.payment !== undefined) values.push(`payment:${order.payment.token}`);
      return linked(fact, order.account_id, 'order', values);
    }
    case 'contact.opened':
      return linked(fact, fact.data.account_id, 'contact', [...valuesOf(fact.data), ...employee(fact.data.agent_id)]);
    case 'claim.filed':
      return linked(fact, fact.data.account_id, 'claim', [
        ...valuesOf(fact.data),
        ...new Set((fact.data.attachments ?? []).map(file => `document:${file.sha256.toLowerCase()}`)),
      ]);
    case 'refund.issued': {
      const { token } = fact.data.to;
      const tender = token === undefined ? [] : [`payment:${token}`];
      return linked(fact, fact.data.account_id, 'refund', [...tender, ...employee(fact.data.by)]);
    }
    case 'credit.granted':
      return linked(fact, fact.data.account_id, 'credit', employee(fact.data.by));
    case 'record.viewed':
      return fact.data.account_id === undefined
        ? none
        : linked(fact, fact.data.account_id, 'view', employee(fact.data.employee_id));
    case 'account.closed':
    case 'account.judged':
    case 'parcel.shipped':
    case 'parcel.scanned':
    case 'contact.message':
    case 'contact.transferred':
    case 'contact.closed':
    case 'claim.withdrawn':
    case 'claim.judged':
    case 'return.authorised':
    case 'label.issued':
    case 'dock.scanned':
    case 'return.received':
    case 'refund.reversed':
    case 'replacement.shipped':
    case 'dispute.opened':
    case 'dispute.closed':
    case 'employee.joined':
    case 'employee.left':
    case 'employee.shift':
    case 'employee.session':
    case 'post.captured':
      return none;
  }
}

const none: readonly Link[] = [];

function employee(id: string | undefined): string[] {
  return id === undefined || id === bySystem ? [] : [`employee:${id}`];
}

function linked(fact: Fact, accountId: string, source: LinkSource, values: readonly string[]): Link[] {
  return values.map(value => ({ accountId, value, source, at: fact.at, seq: fact.seq }));
}
