import type { EventType, Fact, FactOf } from '../domain/fact.ts';
import type {
  ClaimId,
  ContactId,
  CreditId,
  DisputeId,
  OrderId,
  ParcelId,
  RefundId,
  ReplacementId,
  ReturnId,
} from '../domain/ids.ts';
import type { Moment } from '../domain/time.ts';
import type { LedgerTerms } from './terms.ts';
import { type Tracked, Tracking } from './tracking.ts';

export interface ParcelFile extends Tracked {
  readonly shipped: FactOf<'parcel.shipped'>;
  /** The replacement that it carries, where it is none of the original parcels. */
  replacement: FactOf<'replacement.shipped'> | null;
}

export interface LabelFile extends Tracked {
  readonly issued: FactOf<'label.issued'>;
}

export interface ClaimFile {
  readonly filed: FactOf<'claim.filed'>;
  withdrawn: FactOf<'claim.withdrawn'> | null;
  readonly judged: FactOf<'claim.judged'>[];
}

export interface ReturnFile {
  readonly returnId: ReturnId;
  authorised: FactOf<'return.authorised'> | null;
  readonly labels: LabelFile[];
  /** Dock scans that name the return or the number of one of its labels. */
  readonly docks: FactOf<'dock.scanned'>[];
  readonly receipts: FactOf<'return.received'>[];
}

export interface RefundFile {
  readonly issued: FactOf<'refund.issued'>;
  readonly reversals: FactOf<'refund.reversed'>[];
}

export interface DisputeFile {
  readonly opened: FactOf<'dispute.opened'>;
  closed: FactOf<'dispute.closed'> | null;
}

export interface ContactFile {
  readonly contactId: ContactId;
  readonly facts: Extract<Fact, { type: `contact.${string}` }>[];
}

/** The facts of one order, each in its place and all in order of time; the same for any order in which they were given. */
export interface Dossier {
  readonly orderId: OrderId;
  readonly asOf: Moment;
  readonly order: FactOf<'order.placed'> | null;
  readonly parcels: readonly ParcelFile[];
  readonly claims: readonly ClaimFile[];
  readonly returns: readonly ReturnFile[];
  readonly refunds: readonly RefundFile[];
  readonly credits: readonly FactOf<'credit.granted'>[];
  readonly replacements: readonly FactOf<'replacement.shipped'>[];
  readonly disputes: readonly DisputeFile[];
  readonly contacts: readonly ContactFile[];
  /** Facts that name something reported before, with other contents: the report known first stands. */
  readonly contradicted: readonly Fact[];
}

/**
 * Opens the order's dossier as it was known at `asOf`: picks the facts that are of this order by their ids, and scans by carrier, tracking number
 * and window of time; the rest is left out without a word, because it belongs to others.
 */
export function openDossier(orderId: OrderId, facts: readonly Fact[], asOf: Moment, terms: LedgerTerms): Dossier {
  const known = knownInOrder(facts, asOf);
  const contradicted: Fact[] = [];
  let order: FactOf<'order.placed'> | null = null;
  const parcels = new Map<ParcelId, ParcelFile>();
  const claims = new Map<ClaimId, ClaimFile>();
  const returns = new Map<ReturnId, ReturnFile>();
  const refunds = new Map<RefundId, RefundFile>();
  const credits = new Map<CreditId, FactOf<'credit.granted'>>();
  const replacements = new Map<ReplacementId, FactOf<'replacement.shipped'>>();
  const disputes = new Map<DisputeId, DisputeFile>();
  const ours = new Set<ContactId>();
  const tracking = new Tracking(terms);

  // What names the order itself comes first: everything else hangs on these.
  for (const fact of known) {
    switch (fact.type) {
      case 'order.placed':
        if (fact.data.order_id !== orderId) break;
        order = firstKnown(order, fact, contradicted);
        break;
      case 'parcel.shipped': {
        if (fact.data.order_id !== orderId) break;
        const id = fact.data.parcel_id;
        const earlier = parcels.get(id);
        const shipped = firstKnown(earlier?.shipped ?? null, fact, contradicted);
        if (earlier?.shipped !== shipped)
          parcels.set(id, { shipped, replacement: null, scans: [], docks: [], endedAt: null });
        break;
      }
      case 'claim.filed': {
        if (fact.data.order_id !== orderId) break;
        const earlier = claims.get(fact.data.claim_id)?.filed ?? null;
        const filed = firstKnown(earlier, fact, contradicted);
        if (earlier !== filed) claims.set(fact.data.claim_id, { filed, withdrawn: null, judged: [] });
        if (filed.data.contact_id !== undefined) ours.add(filed.data.contact_id);
        break;
      }
      case 'return.authorised': {
        if (fact.data.order_id !== orderId) break;
        const file = returnFile(returns, fact.data.return_id);
        file.authorised = firstKnown(file.authorised, fact, contradicted);
        break;
      }
      case 'return.received': {
        if (fact.data.order_id !== orderId) break;
        const { receipts } = returnFile(returns, fact.data.return_id);
        const index = receipts.findIndex(receipt => receipt.data.receipt_id === fact.data.receipt_id);
        if (index < 0) receipts.push(fact);
        else receipts[index] = firstKnown(receipts[index]!, fact, contradicted);
        break;
      }
      case 'refund.issued': {
        if (fact.data.order_id !== orderId) break;
        const earlier = refunds.get(fact.data.refund_id)?.issued ?? null;
        const issued = firstKnown(earlier, fact, contradicted);
        if (earlier !== issued) refunds.set(fact.data.refund_id, { issued, reversals: [] });
        if (issued.data.return_id !== undefined) returnFile(returns, issued.data.return_id);
        if (issued.data.contact_id !== undefined) ours.add(issued.data.contact_id);
        break;
      }
      case 'replacement.shipped': {
        if (fact.data.order_id !== orderId) break;
        const id = fact.data.replacement_id;
        replacements.set(id, firstKnown(replacements.get(id) ?? null, fact, contradicted));
        break;
      }
      case 'dispute.opened': {
        if (fact.data.order_id !== orderId) break;
        const earlier = disputes.get(fact.data.dispute_id)?.opened ?? null;
        const opened = firstKnown(earlier, fact, contradicted);
        if (earlier !== opened) disputes.set(fact.data.dispute_id, { opened, closed: null });
        break;
      }
      case 'contact.opened':
        if (fact.data.order_id === orderId) ours.add(fact.data.contact_id);
        break;
      default:
        break;
    }
  }

  for (const replacement of replacements.values()) {
    const parcel = replacement.data.parcel_id === undefined ? undefined : parcels.get(replacement.data.parcel_id);
    if (parcel !== undefined) parcel.replacement ??= replacement;
  }
  for (const parcel of parcels.values()) {
    tracking.follow(parcel.shipped.data.carrier, parcel.shipped.data.tracking, parcel.shipped.at, parcel, null);
  }
  const labels = new Map<string, LabelFile>();
  for (const fact of known) {
    if (fact.type !== 'label.issued') continue;
    const file = returns.get(fact.data.return_id);
    if (file === undefined) continue;
    const id = `${fact.data.return_id}\n${fact.data.label_id}`;
    const earlier = labels.get(id);
    const issued = firstKnown(earlier?.issued ?? null, fact, contradicted);
    if (earlier?.issued !== issued) labels.set(id, { issued, scans: [], docks: [], endedAt: null });
  }
  for (const label of labels.values()) {
    const file = returns.get(label.issued.data.return_id)!;
    file.labels.push(label);
    tracking.follow(label.issued.data.carrier, label.issued.data.tracking, label.issued.at, label, file.docks);
  }

  const contacts = new Map<ContactId, ContactFile>();
  for (const fact of known) {
    switch (fact.type) {
      case 'parcel.scanned':
        tracking.scan(fact);
        break;
      case 'dock.scanned':
        tracking.dock(fact, fact.data.return_id === undefined ? undefined : returns.get(fact.data.return_id)?.docks);
        break;
      case 'claim.withdrawn': {
        const claim = claims.get(fact.data.claim_id);
        if (claim !== undefined) claim.withdrawn ??= fact;
        break;
      }
      case 'claim.judged':
        claims.get(fact.data.claim_id)?.judged.push(fact);
        break;
      case 'refund.reversed':
        refunds.get(fact.data.refund_id)?.reversals.push(fact);
        break;
      case 'dispute.closed': {
        const dispute = disputes.get(fact.data.dispute_id);
        // A dispute is closed again when the bank changes its mind: the last word counts.
        if (dispute !== undefined) dispute.closed = fact;
        break;
      }
      case 'credit.granted': {
        const { credit_id: id, order_id: named, contact_id: contact } = fact.data;
        const belongs = named === undefined ? contact !== undefined && ours.has(contact) : named === orderId;
        if (!belongs) break;
        credits.set(id, firstKnown(credits.get(id) ?? null, fact, contradicted));
        if (contact !== undefined) ours.add(contact);
        break;
      }
      default:
        break;
    }
  }
  for (const fact of known) {
    switch (fact.type) {
      case 'contact.opened':
      case 'contact.message':
      case 'contact.transferred':
      case 'contact.closed': {
        const id = fact.data.contact_id;
        if (!ours.has(id)) break;
        const file = contacts.get(id);
        if (file === undefined) contacts.set(id, { contactId: id, facts: [fact] });
        else file.facts.push(fact);
        break;
      }
      default:
        break;
    }
  }

  return {
    orderId,
    asOf,
    order,
    parcels: [...parcels.values()],
    claims: [...claims.values()],
    returns: [...returns.values()],
    refunds: [...refunds.values()],
    credits: [...credits.values()],
    replacements: [...replacements.values()],
    disputes: [...disputes.values()],
    contacts: [...contacts.values()],
    contradicted,
  };
}

/** What was known at the moment, once each, by the time it happened. */
function knownInOrder(facts: readonly Fact[], asOf: Moment): Fact[] {
  const known: Fact[] = [];
  for (const fact of facts) if (fact.knownAt <= asOf) known.push(fact);
  known.sort((a, b) => a.at - b.at || a.seq - b.seq);
  let kept = 0;
  for (const fact of known) if (kept === 0 || known[kept - 1]!.seq !== fact.seq) known[kept++] = fact;
  known.length = kept;
  return known;
}

/** Of two reports of one thing the one known first, so that what was said yesterday stays said; a different second one is noted. */
function firstKnown<Type extends EventType>(
  earlier: FactOf<Type> | null,
  fact: FactOf<Type>,
  contradicted: Fact[],
): FactOf<Type> {
  if (earlier === null) return fact;
  const earlierStands = earlier.knownAt < fact.knownAt || (earlier.knownAt === fact.knownAt && earlier.seq < fact.seq);
  const [stands, falls] = earlierStands ? [earlier, fact] : [fact, earlier];
  // Validation writes the fields of a type in one order, so equal contents have equal text.
  if (JSON.stringify(stands.data) !== JSON.stringify(falls.data)) contradicted.push(falls as Fact);
  return stands;
}

function returnFile(returns: Map<ReturnId, ReturnFile>, returnId: ReturnId): ReturnFile {
  let file = returns.get(returnId);
  if (file === undefined) {
    file = { returnId, authorised: null, labels: [], docks: [], receipts: [] };
    returns.set(returnId, file);
  }
  return file;
}
