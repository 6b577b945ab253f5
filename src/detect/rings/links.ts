import type { Fact } from '../../domain/fact.ts';
import type { Moment } from '../../domain/time.ts';
import { valuesOf } from '../../profiles/values.ts';

/** What can tie an account to others outside a claim; what ties claims is found from {@link claimMarks}. */
export const linkKinds = ['device', 'ip', 'network', 'address', 'payment', 'email', 'phone'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Where the value was seen: what a person does by themselves, or what surrounds a claim. */
export const linkSources = ['registration', 'change', 'session', 'order', 'contact', 'claim', 'refund'] as const;
export type LinkSource = (typeof linkSources)[number];

/** One sharing of a value by an account, as one fact states it. */
export interface Link {
  readonly accountId: string;
  /** `kind:key`; personal values are hashes of their normal form. */
  readonly value: string;
  readonly source: LinkSource;
  readonly at: Moment;
  readonly seq: number;
}

/** The links that a fact states by itself, in the order of its fields. */
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
      return linked(fact, fact.data.account_id, 'contact', valuesOf(fact.data));
    case 'claim.filed':
      return linked(fact, fact.data.account_id, 'claim', valuesOf(fact.data));
    case 'refund.issued':
      return fact.data.to.token === undefined
        ? none
        : linked(fact, fact.data.account_id, 'refund', [`payment:${fact.data.to.token}`]);
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
    case 'credit.granted':
    case 'replacement.shipped':
    case 'dispute.opened':
    case 'dispute.closed':
    case 'employee.joined':
    case 'employee.left':
    case 'employee.shift':
    case 'employee.session':
    case 'record.viewed':
    case 'post.captured':
      return none;
  }
}

const none: readonly Link[] = [];

function linked(fact: Fact, accountId: string, source: LinkSource, values: readonly string[]): Link[] {
  return values.map(value => ({ accountId, value, source, at: fact.at, seq: fact.seq }));
}
