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
import type { Tracked, Tracking } from './tracking.ts';

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

/**
 * Where the facts of one order are put, each into the file of what it tells of. They are to be put in by order of time:
 * first those that name the order, then labels, then what names neither order nor return.
 */
export class Drawers {
  order: FactOf<'order.placed'> | null = null;
  readonly parcels = new Map<ParcelId, ParcelFile>();
  readonly claims = new Map<ClaimId, ClaimFile>();
  readonly returns = new Map<ReturnId, ReturnFile>();
  readonly labels = new Map<string, LabelFile>();
  readonly refunds = new Map<RefundId, RefundFile>();
  readonly credits = new Map<CreditId, FactOf<'credit.granted'>>();
  readonly replacements = new Map<ReplacementId, FactOf<'replacement.shipped'>>();
  readonly disputes = new Map<DisputeId, DisputeFile>();
  readonly contacts = new Map<ContactId, ContactFile>();
  readonly contradicted: Fact[] = [];
  readonly #orderId: OrderId;

  constructor(orderId: OrderId) {
    this.#orderId = orderId;
  }

  /** Puts away a fact that names the order, if it names this one. */
  putOwn(fact: Fact): void {
    switch (fact.type) {
      case 'order.placed':
        if (fact.data.order_id === this.#orderId) this.order = this.#firstKnown(this.order, fact);
        break;
      case 'parcel.shipped':
        if (fact.data.order_id === this.#orderId) this.#putParcel(fact);
        break;
      case 'claim.filed':
        if (fact.data.order_id === this.#orderId) this.#putClaim(fact);
        break;
      case 'return.authorised': {
        if (fact.data.order_id !== this.#orderId) break;
        const file = this.#returnFile(fact.data.return_id);
        file.authorised = this.#firstKnown(file.authorised, fact);
        break;
      }
      case 'return.received':
        if (fact.data.order_id === this.#orderId) this.#putReceipt(fact);
        break;
      case 'refund.issued':
        if (fact.data.order_id === this.#orderId) this.#putRefund(fact);
        break;
      case 'replacement.shipped': {
        if (fact.data.order_id !== this.#orderId) break;
        const id = fact.data.replacement_id;
        this.replacements.set(id, this.#firstKnown(this.replacements.get(id) ?? null, fact));
        break;
      }
      case 'dispute.opened': {
        if (fact.data.order_id !== this.#orderId) break;
        const earlier = this.disputes.get(fact.data.dispute_id)?.opened ?? null;
        const opened = this.#firstKnown(earlier, fact);
        if (earlier !== opened) this.disputes.set(fact.data.dispute_id, { opened, closed: null });
        break;
      }
      case 'contact.opened':
        if (fact.data.order_id === this.#orderId) this.#ownContact(fact.data.contact_id);
        break;
    }
  }

  /** Puts away a label of a return that is known to be the order's. */
  putLabel(fact: Fact): void {
    if (fact.type !== 'label.issued' || !this.returns.has(fact.data.return_id)) return;
    const id = `${fact.data.return_id}\n${fact.data.label_id}`;
    const earlier = this.labels.get(id)?.issued ?? null;
    const issued = this.#firstKnown(earlier, fact);
    if (earlier !== issued) this.labels.set(id, { issued, scans: [], docks: [], endedAt: null });
  }

  /** Puts away a fact that hangs on another of the order: on a number, a claim, a refund, a dispute or a contact. */
  putHanging(fact: Fact, tracking: Tracking): void {
    switch (fact.type) {
      case 'parcel.scanned':
        tracking.scan(fact);
        break;
      case 'dock.scanned':
        tracking.dock(
          fact,
          fact.data.return_id === undefined ? undefined : this.returns.get(fact.data.return_id)?.docks,
        );
        break;
      case 'claim.withdrawn': {
        const claim = this.claims.get(fact.data.claim_id);
        if (claim !== undefined) claim.withdrawn ??= fact;
        break;
      }
      case 'claim.judged':
        this.claims.get(fact.data.claim_id)?.judged.push(fact);
        break;
      case 'refund.reversed':
        this.refunds.get(fact.data.refund_id)?.reversals.push(fact);
        break;
      case 'dispute.closed': {
        const dispute = this.disputes.get(fact.data.dispute_id);
        // A dispute is closed again when the bank changes its mind: the last word counts.
        if (dispute !== undefined) dispute.closed = fact;
        break;
      }
      case 'credit.granted':
        this.#putCredit(fact);
        break;
    }
  }

  /** Puts away what was said in a contact, once all facts that can name the contact are in. */
  putContact(fact: Fact): void {
    switch (fact.type) {
      case 'contact.opened':
      case 'contact.message':
      case 'contact.transferred':
      case 'contact.closed':
        this.contacts.get(fact.data.contact_id)?.facts.push(fact);
        break;
    }
  }

  #putParcel(fact: FactOf<'parcel.shipped'>): void {
    const earlier = this.parcels.get(fact.data.parcel_id)?.shipped ?? null;
    const shipped = this.#firstKnown(earlier, fact);
    if (earlier === shipped) return;
    this.parcels.set(fact.data.parcel_id, { shipped, replacement: null, scans: [], docks: [], endedAt: null });
  }

  #putClaim(fact: FactOf<'claim.filed'>): void {
    const earlier = this.claims.get(fact.data.claim_id)?.filed ?? null;
    const filed = this.#firstKnown(earlier, fact);
    if (earlier !== filed) this.claims.set(fact.data.claim_id, { filed, withdrawn: null, judged: [] });
    this.#ownContact(filed.data.contact_id);
  }

  #putReceipt(fact: FactOf<'return.received'>): void {
    const { receipts } = this.#returnFile(fact.data.return_id);
    const index = receipts.findIndex(receipt => receipt.data.receipt_id === fact.data.receipt_id);
    if (index < 0) receipts.push(fact);
    else receipts[index] = this.#firstKnown(receipts[index]!, fact);
  }

  #putRefund(fact: FactOf<'refund.issued'>): void {
    const earlier = this.refunds.get(fact.data.refund_id)?.issued ?? null;
    const issued = this.#firstKnown(earlier, fact);
    if (earlier !== issued) this.refunds.set(fact.data.refund_id, { issued, reversals: [] });
    if (issued.data.return_id !== undefined) this.#returnFile(issued.data.return_id);
    this.#ownContact(issued.data.contact_id);
  }

  #putCredit(fact: FactOf<'credit.granted'>): void {
    const { credit_id: id, order_id: order, contact_id: contact } = fact.data;
    const belongs = order === undefined ? contact !== undefined && this.contacts.has(contact) : order === this.#orderId;
    if (!belongs) return;
    this.credits.set(id, this.#firstKnown(this.credits.get(id) ?? null, fact));
    this.#ownContact(contact);
  }

  #returnFile(returnId: ReturnId): ReturnFile {
    let file = this.returns.get(returnId);
    if (file === undefined) {
      file = { returnId, authorised: null, labels: [], docks: [], receipts: [] };
      this.returns.set(returnId, file);
    }
    return file;
  }

  #ownContact(contactId: ContactId | undefined): void {
    if (contactId !== undefined && !this.contacts.has(contactId))
      this.contacts.set(contactId, { contactId, facts: [] });
  }

  /** Of two reports of one thing the one known first, so that what was said yesterday stays said; a different second one is noted. */
  #firstKnown<Type extends EventType>(earlier: FactOf<Type> | null, fact: FactOf<Type>): FactOf<Type> {
    if (earlier === null) return fact;
    const earlierStands =
      earlier.knownAt < fact.knownAt || (earlier.knownAt === fact.knownAt && earlier.seq < fact.seq);
    const [stands, falls] = earlierStands ? [earlier, fact] : [fact, earlier];
    // Validation writes the fields of a type in one order, so equal contents have equal text.
    if (JSON.stringify(stands.data) !== JSON.stringify(falls.data)) this.contradicted.push(falls as Fact);
    return stands;
  }
}
