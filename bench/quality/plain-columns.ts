import { parseMinor } from '../../src/domain/money.ts';
import { dayUs, type Moment } from '../../src/domain/time.ts';
import { referenceAmount } from '../../src/features/reference-money.ts';
import type { PlainClaim, PlainEvent, PlainOrder } from './plain-events.ts';

/** A column's value: a word, a number, or null where it was not known. */
export type PlainValue = string | number | null;
export type PlainColumns = { readonly [column: string]: PlainValue };

export const windowsDays = [30, 90, 365] as const;

interface AccountPast {
  since: Moment;
  readonly orders: Moment[];
  readonly claims: Moment[];
  readonly refunds: Moment[];
  readonly contacts: Moment[];
}

/**
 * What any shop has of a claim and its account without looking further: the claim's own fields, and counts over the account's past.
 * No finding of the ledger, nothing shared between accounts, no comparison of sessions. Events must come in the order in which
 * they could be known; a claim sees only those before it. Answers the columns by claim.
 */
export function plainColumns(events: readonly PlainEvent[]): Map<string, PlainColumns> {
  const columns = new Map<string, PlainColumns>();
  const accounts = new Map<string, AccountPast>();
  const orders = new Map<string, { readonly at: Moment; readonly order: PlainOrder }>();
  const orderOfTracking = new Map<string, string>();
  const deliveredAt = new Map<string, Moment>();
  const pastOf = (accountId: string, at: Moment): AccountPast => {
    let past = accounts.get(accountId);
    if (past === undefined) {
      past = { since: at, orders: [], claims: [], refunds: [], contacts: [] };
      accounts.set(accountId, past);
    }
    if (at < past.since) past.since = at;
    return past;
  };
  for (const event of events) {
    switch (event.type) {
      case 'account.registered':
        pastOf(event.data.account_id, event.at);
        break;
      case 'contact.opened':
        pastOf(event.data.account_id, event.at).contacts.push(event.at);
        break;
      case 'refund.issued':
        pastOf(event.data.account_id, event.at).refunds.push(event.at);
        break;
      case 'order.placed':
        pastOf(event.data.account_id, event.at).orders.push(event.at);
        orders.set(event.data.order_id, { at: event.at, order: event.data });
        break;
      case 'parcel.shipped':
        orderOfTracking.set(event.data.tracking, event.data.order_id);
        break;
      case 'parcel.scanned': {
        const orderId = orderOfTracking.get(event.data.tracking);
        if (orderId !== undefined) deliveredAt.set(orderId, event.at);
        break;
      }
      case 'claim.filed': {
        const { data: claim, at } = event;
        const past = pastOf(claim.account_id, at);
        const placed = orders.get(claim.order_id);
        columns.set(claim.claim_id, {
          ...claimColumns(claim, at),
          ...orderColumns(claim, at, placed, deliveredAt.get(claim.order_id)),
          ...accountColumns(past, at),
        });
        past.claims.push(at);
        break;
      }
    }
  }
  return columns;
}

function claimColumns(claim: PlainClaim, at: Moment): PlainColumns {
  const filed = new Date(at / 1000);
  return {
    reason: claim.reason,
    wants: claim.wants,
    amount: Number(claim.amount),
    value: dollars(claim.amount, claim.currency),
    units: claim.lines.reduce((sum, line) => sum + line.quantity, 0),
    attachments: claim.attachments?.length ?? 0,
    statement_length: claim.statement?.length ?? 0,
    has_device: claim.device_id === undefined ? 0 : 1,
    has_ip: claim.ip === undefined ? 0 : 1,
    has_session: claim.session_id === undefined ? 0 : 1,
    has_contact: claim.contact_id === undefined ? 0 : 1,
    hour: filed.getUTCHours(),
    weekday: filed.getUTCDay(),
  };
}

function orderColumns(
  claim: PlainClaim,
  at: Moment,
  placed: { readonly at: Moment; readonly order: PlainOrder } | undefined,
  delivered: Moment | undefined,
): PlainColumns {
  const order = placed?.order;
  const claimed = new Set(claim.lines.map(line => line.line_id));
  const dearest = order?.lines
    .filter(line => claimed.has(line.line_id))
    .reduce<PlainOrder['lines'][number] | null>(
      (most, line) => (most === null || Number(line.unit_price) > Number(most.unit_price) ? line : most),
      null,
    );
  const total = order === undefined ? null : dollars(order.total, order.currency);
  const value = dollars(claim.amount, claim.currency);
  return {
    marketplace: order?.marketplace ?? null,
    payment: order?.payment?.kind ?? null,
    category: dearest?.category ?? null,
    unit_price: dearest == null || order === undefined ? null : dollars(dearest.unit_price, order.currency),
    order_total: total,
    order_lines: order?.lines.length ?? null,
    share_of_order: total === null || value === null || total === 0 ? null : value / total,
    days_since_order: placed === undefined ? null : (at - placed.at) / dayUs,
    days_since_delivery: delivered === undefined ? null : (at - delivered) / dayUs,
  };
}

function accountColumns(past: AccountPast, at: Moment): PlainColumns {
  const columns: Record<string, PlainValue> = { account_age: (at - past.since) / dayUs };
  for (const days of windowsDays) {
    const from = at - days * dayUs;
    const count = (moments: readonly Moment[]): number =>
      moments.filter(moment => moment >= from && moment <= at).length;
    const orders = count(past.orders);
    const claims = count(past.claims);
    const refunds = count(past.refunds);
    columns[`orders_${days}d`] = orders;
    columns[`claims_${days}d`] = claims;
    columns[`refunds_${days}d`] = refunds;
    columns[`contacts_${days}d`] = count(past.contacts);
    columns[`claim_rate_${days}d`] = orders === 0 ? null : claims / orders;
    columns[`refund_rate_${days}d`] = orders === 0 ? null : refunds / orders;
  }
  return columns;
}

/** The amount in US dollars by reference rates, so that countries compare. */
export function dollars(amount: string, currency: string): number | null {
  const minor = parseMinor(amount, currency);
  return minor === null ? null : referenceAmount(minor, currency);
}
