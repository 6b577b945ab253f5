import type { Fact, FactOf } from '../domain/fact.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Moment } from '../domain/time.ts';
import {
  type ClaimFile,
  type ContactFile,
  type DisputeFile,
  Drawers,
  type ParcelFile,
  type RefundFile,
  type ReturnFile,
} from './drawers.ts';
import type { LedgerTerms } from './terms.ts';
import { Tracking } from './tracking.ts';

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
  const drawers = new Drawers(orderId);
  // What names the order itself comes first: everything else hangs on it.
  for (const fact of known) drawers.putOwn(fact);
  for (const fact of known) drawers.putLabel(fact);
  const tracking = followNumbers(drawers, terms);
  for (const fact of known) drawers.putHanging(fact, tracking);
  for (const fact of known) drawers.putContact(fact);
  return {
    orderId,
    asOf,
    order: drawers.order,
    parcels: [...drawers.parcels.values()],
    claims: [...drawers.claims.values()],
    returns: [...drawers.returns.values()],
    refunds: [...drawers.refunds.values()],
    credits: [...drawers.credits.values()],
    replacements: [...drawers.replacements.values()],
    disputes: [...drawers.disputes.values()],
    // A contact that others only name has said nothing yet.
    contacts: [...drawers.contacts.values()].filter(contact => contact.facts.length > 0),
    contradicted: drawers.contradicted,
  };
}

/** The tracking numbers of the order's parcels and return labels, ready to take scans. */
function followNumbers(drawers: Drawers, terms: LedgerTerms): Tracking {
  const tracking = new Tracking(terms);
  for (const replacement of drawers.replacements.values()) {
    const { parcel_id: parcelId } = replacement.data;
    const parcel = parcelId === undefined ? undefined : drawers.parcels.get(parcelId);
    if (parcel !== undefined) parcel.replacement ??= replacement;
  }
  for (const parcel of drawers.parcels.values()) {
    tracking.follow(parcel.shipped.data.carrier, parcel.shipped.data.tracking, parcel.shipped.at, parcel, null);
  }
  for (const label of drawers.labels.values()) {
    const file = drawers.returns.get(label.issued.data.return_id)!;
    file.labels.push(label);
    tracking.follow(label.issued.data.carrier, label.issued.data.tracking, label.issued.at, label, file.docks);
  }
  return tracking;
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
