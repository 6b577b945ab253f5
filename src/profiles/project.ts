import { bySystem } from '../domain/events/refund.ts';
import type { Fact } from '../domain/fact.ts';
import { parseMinor } from '../domain/money.ts';
import { dayOf, hourOf, type Moment } from '../domain/time.ts';
import { feedsOf } from '../ledger/feeds.ts';
import { wordingMarks } from '../text/wording.ts';
import { areaKey, streetKey } from './place.ts';
import type { AccountMove, ClaimMark, ProfileRows, StaffMove, UndecidedClaim } from './rows.ts';
import { childStreams, streamOf } from './streams.ts';
import { documentValues, goodsKey, sessionDetail, valuesOf } from './values.ts';

/** Adds to `rows` what the fact makes known: its links, its moves, who was seen with what, and the counts it raises. */
export function project(fact: Fact, rows: ProfileRows): void {
  link(fact, rows);
  for (const feed of feedsOf(fact)) addHour(rows, feed, fact.at, fact.knownAt);
  switch (fact.type) {
    case 'account.registered':
      moveAccount(rows, fact, fact.data.account_id, 'registered', { detail: fact.data.marketplace });
      see(rows, fact, fact.data.account_id, valuesOf(fact.data));
      return;
    case 'account.changed':
      moveAccount(rows, fact, fact.data.account_id, 'changed', { detail: fact.data.what.join(',') });
      see(rows, fact, fact.data.account_id, valuesOf(fact.data));
      return;
    case 'account.closed':
      moveAccount(rows, fact, fact.data.account_id, 'closed', {});
      return;
    case 'session.started':
      moveAccount(rows, fact, fact.data.account_id, 'session', {
        ref: fact.data.session_id,
        detail: sessionDetail(fact.data),
      });
      see(rows, fact, fact.data.account_id, valuesOf(fact.data));
      return;
    case 'order.placed':
      projectOrder(fact, rows);
      return;
    case 'claim.filed':
      projectClaim(fact, rows);
      return;
    case 'contact.opened':
      moveAccount(rows, fact, fact.data.account_id, 'contact', {
        ref: fact.data.contact_id,
        orderId: fact.data.order_id ?? null,
        detail: fact.data.channel,
      });
      if (fact.data.agent_id !== undefined) {
        moveStaff(rows, fact, fact.data.agent_id, 'contact', {
          ref: fact.data.contact_id,
          accountId: fact.data.account_id,
          orderId: fact.data.order_id ?? null,
        });
      }
      see(rows, fact, fact.data.account_id, valuesOf(fact.data));
      return;
    case 'refund.issued':
      projectRefund(fact, rows);
      return;
    case 'credit.granted': {
      const money = { minor: parseMinor(fact.data.amount, fact.data.currency), currency: fact.data.currency };
      moveAccount(rows, fact, fact.data.account_id, 'credit', {
        ref: fact.data.credit_id,
        orderId: fact.data.order_id ?? null,
        ...money,
      });
      moveStaff(rows, fact, fact.data.by, 'credit', {
        ref: fact.data.credit_id,
        accountId: fact.data.account_id,
        orderId: fact.data.order_id ?? null,
        ...money,
      });
      return;
    }
    case 'replacement.shipped':
      moveStaff(rows, fact, fact.data.by, 'replacement', {
        ref: fact.data.replacement_id,
        orderId: fact.data.order_id,
      });
      return;
    case 'return.received':
      moveStaff(rows, fact, fact.data.employee_id, 'receipt', {
        ref: fact.data.receipt_id,
        orderId: fact.data.order_id,
      });
      return;
    case 'parcel.scanned':
      if (fact.data.status === 'delivered') addDay(rows, `delivered:carrier:${fact.data.carrier}`, fact.knownAt);
      return;
    case 'claim.judged':
      rows.judgements.push({
        claimId: fact.data.claim_id,
        verdict: fact.data.verdict,
        by: fact.data.by,
        knownAt: fact.knownAt,
        seq: fact.seq,
      });
      return;
    case 'record.viewed':
      if (fact.data.account_id !== undefined)
        moveAccount(rows, fact, fact.data.account_id, 'viewed', {
          orderId: fact.data.order_id ?? null,
          detail: fact.data.employee_id,
        });
      return;
    case 'account.judged':
      moveAccount(rows, fact, fact.data.account_id, 'judged', { detail: fact.data.verdict });
      return;
    case 'contact.message':
      if (fact.data.author === 'customer') markWords(rows, fact, `contact:${fact.data.contact_id}`, fact.data.text);
      return;
    case 'parcel.shipped':
    case 'contact.transferred':
    case 'contact.closed':
    case 'claim.withdrawn':
    case 'return.authorised':
    case 'label.issued':
    case 'dock.scanned':
    case 'refund.reversed':
    case 'dispute.opened':
    case 'dispute.closed':
    case 'employee.joined':
    case 'employee.left':
    case 'employee.shift':
    case 'employee.session':
    case 'post.captured':
      return;
  }
}

function projectOrder(fact: Extract<Fact, { type: 'order.placed' }>, rows: ProfileRows): void {
  const order = fact.data;
  moveAccount(rows, fact, order.account_id, 'order', {
    ref: order.order_id,
    orderId: order.order_id,
    minor: parseMinor(order.total, order.currency),
    currency: order.currency,
  });
  const values = valuesOf({ device_id: order.device_id, ip: order.ip, address: order.ship_to });
  if (order.payment !== undefined) values.push(`payment:${order.payment.token}`);
  see(rows, fact, order.account_id, values);
  addDay(rows, `orders:country:${order.ship_to.country}`, fact.knownAt);
  const area = areaKey(order.ship_to);
  if (area !== null) addDay(rows, `orders:area:${area}`, fact.knownAt);
  const street = streetKey(order.ship_to);
  if (street !== null) addDay(rows, `orders:street:${street}`, fact.knownAt);
  for (const sku of new Set(order.lines.map(line => goodsKey(line.sku))))
    addDay(rows, `orders:goods:${sku}`, fact.knownAt);
}

function projectClaim(fact: Extract<Fact, { type: 'claim.filed' }>, rows: ProfileRows): void {
  const claim = fact.data;
  moveAccount(rows, fact, claim.account_id, 'claim', {
    ref: claim.claim_id,
    orderId: claim.order_id,
    minor: parseMinor(claim.amount, claim.currency),
    currency: claim.currency,
    detail: claim.reason,
  });
  const values = valuesOf(claim);
  see(rows, fact, claim.account_id, values);
  values.push(...documentValues(claim.attachments));
  // A claim filed twice under one id is one claim: the earliest counts.
  for (const value of values) {
    const key = `${value}\0${claim.claim_id}`;
    const { claim_id: claimId, account_id: accountId, reason } = claim;
    const mark = { value, claimId, accountId, at: fact.at, knownAt: fact.knownAt, reason, seq: fact.seq };
    const earlier = rows.claimMarks.get(key);
    if (earlier === undefined || isBefore(markOrder(mark), markOrder(earlier))) rows.claimMarks.set(key, mark);
  }
  if (claim.statement !== undefined) markWords(rows, fact, `claim:${claim.claim_id}`, claim.statement);
  const waiting = { claimId: claim.claim_id, orderId: claim.order_id, knownAt: fact.knownAt, seq: fact.seq };
  const earlier = rows.claims.get(claim.claim_id);
  if (earlier === undefined || isBefore(claimOrder(waiting), claimOrder(earlier)))
    rows.claims.set(claim.claim_id, waiting);
}

function markWords(rows: ProfileRows, fact: Fact, ref: string, text: string): void {
  for (const mark of wordingMarks(text)) rows.wordMarks.push({ mark, ref, knownAt: fact.knownAt, seq: fact.seq });
}

/** By what earlier and later are told apart; the store compares the same columns where rows of two batches meet. */
const markOrder = (mark: ClaimMark) => [mark.knownAt, mark.at, mark.accountId, mark.reason, mark.seq] as const;
const claimOrder = (claim: UndecidedClaim) => [claim.knownAt, claim.orderId, claim.seq] as const;

function isBefore(left: readonly (number | string)[], right: readonly (number | string)[]): boolean {
  const differs = left.findIndex((value, index) => value !== right[index]);
  return differs !== -1 && left[differs]! < right[differs]!;
}

function projectRefund(fact: Extract<Fact, { type: 'refund.issued' }>, rows: ProfileRows): void {
  const refund = fact.data;
  const money = { minor: parseMinor(refund.amount, refund.currency), currency: refund.currency };
  moveAccount(rows, fact, refund.account_id, 'refund', {
    ref: refund.refund_id,
    orderId: refund.order_id,
    ...money,
    detail: refund.to.kind,
  });
  if (refund.to.token !== undefined) see(rows, fact, refund.account_id, [`payment:${refund.to.token}`]);
  moveStaff(rows, fact, refund.by, 'refund', {
    ref: refund.refund_id,
    accountId: refund.account_id,
    orderId: refund.order_id,
    ...money,
  });
}

function link(fact: Fact, rows: ProfileRows): void {
  const children = childStreams(fact);
  if (children.length === 0) return;
  const parent = streamOf(fact);
  for (const child of children) if (child !== parent) rows.streamLinks.set(`${parent}\0${child}`, { parent, child });
}

type MoveDetails = Partial<Pick<AccountMove, 'ref' | 'orderId' | 'minor' | 'currency' | 'detail'>>;

function moveAccount(
  rows: ProfileRows,
  fact: Fact,
  accountId: string,
  kind: AccountMove['kind'],
  details: MoveDetails,
): void {
  rows.accountMoves.push({
    accountId,
    kind,
    at: fact.at,
    knownAt: fact.knownAt,
    seq: fact.seq,
    ref: details.ref ?? null,
    orderId: details.orderId ?? null,
    minor: details.minor ?? null,
    currency: details.currency ?? null,
    detail: details.detail ?? null,
  });
}

type StaffDetails = { ref: string } & Partial<Pick<StaffMove, 'accountId' | 'orderId' | 'minor' | 'currency'>>;

function moveStaff(
  rows: ProfileRows,
  fact: Fact,
  employeeId: string,
  kind: StaffMove['kind'],
  details: StaffDetails,
): void {
  if (employeeId === bySystem) return;
  rows.staffMoves.push({
    employeeId,
    kind,
    at: fact.at,
    knownAt: fact.knownAt,
    seq: fact.seq,
    ref: details.ref,
    accountId: details.accountId ?? null,
    orderId: details.orderId ?? null,
    minor: details.minor ?? null,
    currency: details.currency ?? null,
  });
}

function see(rows: ProfileRows, fact: Fact, accountId: string, values: readonly string[]): void {
  for (const value of values) {
    const key = `${value}\0${accountId}`;
    const earlier = rows.sightings.get(key);
    if (earlier === undefined || isBefore([fact.knownAt, fact.seq], [earlier.knownAt, earlier.seq])) {
      rows.sightings.set(key, { value, accountId, knownAt: fact.knownAt, seq: fact.seq });
    }
  }
}

function addDay(rows: ProfileRows, key: string, knownAt: Moment): void {
  const day = dayOf(knownAt);
  const at = `${key}\0${day}`;
  const tally = rows.days.get(at);
  if (tally === undefined) rows.days.set(at, { key, day, n: 1 });
  else tally.n++;
}

function addHour(rows: ProfileRows, key: string, at: Moment, knownAt: Moment): void {
  const hour = hourOf(at);
  const knownHour = hourOf(knownAt);
  const slot = `${key}\0${hour}\0${knownHour}`;
  const tally = rows.hours.get(slot);
  if (tally === undefined) rows.hours.set(slot, { key, hour, knownHour, n: 1 });
  else tally.n++;
}
