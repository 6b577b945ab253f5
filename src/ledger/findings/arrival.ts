import type { ProofKind } from '../../domain/events/order.ts';
import type { FactOf } from '../../domain/fact.ts';
import type { LineId } from '../../domain/ids.ts';
import { dayUs, formatMoment, type Moment } from '../../domain/time.ts';
import type { ClaimFile, ParcelFile } from '../drawers.ts';
import type { FindingLine } from '../finding.ts';
import { comparePlaces, placeOf } from '../place.ts';
import type { Report, View } from '../report.ts';

/** Claims that goods did not arrive, held against what the carrier says of the parcels that carry them. */
export function arrival(view: View, report: Report): void {
  for (const claim of view.dossier.claims) {
    const { reason } = claim.filed.data;
    if (claim.withdrawn !== null || (reason !== 'not_received' && reason !== 'missing_item')) continue;
    if (view.dossier.order === null) {
      const sentence = `Whether the units of claim ${claim.filed.data.claim_id} have arrived cannot be said: how many were bought is not known.`;
      report.unsaid('not_received_against_proof', 'order_not_known', sentence, [claim.filed]);
      continue;
    }
    stillOpen(view, report, claim, view.dossier.order);
    // A unit missing from a parcel is not disproved by that parcel's delivery.
    if (reason === 'not_received') againstProof(view, report, claim, view.dossier.order);
  }
}

/** Units of a line that had not been delivered at the moment: unshipped, or in parcels on their way; replacements counted by themselves. */
function undelivered(view: View, lineId: LineId, bought: number, at: Moment): number {
  let original = bought;
  let replaced = 0;
  for (const fact of view.dossier.replacements) {
    if (fact.at <= at) for (const line of fact.data.lines) if (line.line_id === lineId) replaced += line.quantity;
  }
  let replacedOpen = replaced;
  for (const parcel of view.dossier.parcels) {
    if (deliveryBy(parcel, at) === undefined) continue;
    for (const line of parcel.shipped.data.lines) {
      if (line.line_id !== lineId) continue;
      if (parcel.replacement === null) original -= line.quantity;
      else replacedOpen -= line.quantity;
    }
  }
  // What was replaced is settled: a claim after that is about the replacement or the rest.
  return Math.max(0, original - replaced) + Math.max(0, replacedOpen);
}

function deliveryBy(parcel: ParcelFile, at: Moment): FactOf<'parcel.scanned'> | undefined {
  return parcel.scans.findLast(scan => scan.data.status === 'delivered' && scan.at <= at);
}

function carrying(view: View, lines: readonly FindingLine[]): ParcelFile[] {
  return view.dossier.parcels.filter(parcel =>
    parcel.shipped.data.lines.some(held => lines.some(line => line.line_id === held.line_id)),
  );
}

function againstProof(view: View, report: Report, { filed }: ClaimFile, order: FactOf<'order.placed'>): void {
  const lines: FindingLine[] = [];
  for (const { line_id, quantity } of filed.data.lines) {
    const bought = view.byId.get(line_id)?.paid ?? 0;
    // More claimed than bought is a finding of its own.
    const contradicted = Math.min(quantity, bought) - undelivered(view, line_id, bought, filed.at);
    if (contradicted > 0) lines.push({ line_id, quantity: contradicted });
  }
  if (lines.length === 0) return;
  const facts: (
    | FactOf<'claim.filed'>
    | FactOf<'order.placed'>
    | FactOf<'parcel.shipped'>
    | FactOf<'parcel.scanned'>
  )[] = [filed, order];
  const parcels: ParcelFile[] = [];
  let weakest = 2;
  let proof: ProofKind | null = null;
  let place: 'same' | 'unknown' = 'same';
  let deliveredAt: Moment = 0;
  for (const parcel of carrying(view, lines)) {
    const delivered = deliveryBy(parcel, filed.at);
    if (delivered === undefined) continue;
    const fit = comparePlaces(placeOf(delivered.data), placeOf(order.data.ship_to)).fit;
    // Delivered elsewhere proves nothing against the customer; it stands as delivery_elsewhere.
    if (fit === 'elsewhere') return;
    const shown = proofBy(parcel, filed.at);
    const strength = strengthOf(shown, fit);
    if (strength <= weakest) {
      weakest = strength;
      proof = shown;
      place = fit;
    }
    deliveredAt = Math.max(deliveredAt, delivered.at);
    parcels.push(parcel);
    facts.push(parcel.shipped, ...parcel.scans.filter(scan => scan.data.status === 'delivered' && scan.at <= filed.at));
  }
  const strength = strengths[weakest]!;
  const backed = proof === null ? 'without a proof of delivery' : `with ${proofWords[proof]}`;
  const where = place === 'same' ? "at the order's address" : 'at a place that the scan does not name';
  report.found('not_received_against_proof', {
    at: filed.at,
    facts,
    lines,
    money: null,
    sentence: `Claim ${filed.data.claim_id} says not received; the carrier recorded the delivery at ${formatMoment(deliveredAt)} ${backed}, ${where}. Parcels are also stolen after delivery or left with others.`,
    detail: {
      claimId: filed.data.claim_id,
      parcelIds: parcels.map(parcel => parcel.shipped.data.parcel_id),
      proof,
      place,
      strength,
    },
  });
}

const strengths = ['weak', 'medium', 'strong'] as const;
/** What only the addressee can give proves most; a picture shows a door; a position shows a street. */
const proofRank: Readonly<Record<ProofKind, number>> = { otp: 3, signature: 3, photo: 2, gps: 1 };
const proofWords: Readonly<Record<ProofKind, string>> = {
  otp: 'a one-time code',
  signature: 'a signature',
  photo: 'a photo',
  gps: "the driver's position",
};

/** 0 weak, 1 medium, 2 strong: the kind of proof, one step down where the scan does not say that it was at the address. */
function strengthOf(proof: ProofKind | null, fit: 'same' | 'unknown'): number {
  const rank = proof === null ? 0 : proofRank[proof];
  const step = rank === 3 ? 2 : rank === 2 ? 1 : 0;
  return Math.max(0, fit === 'same' ? step : step - 1);
}

function proofBy(parcel: ParcelFile, at: Moment): ProofKind | null {
  let best: ProofKind | null = null;
  for (const { data, at: scannedAt } of parcel.scans) {
    if (data.status !== 'delivered' || data.proof === undefined || scannedAt > at) continue;
    if (best === null || proofRank[data.proof.kind] > proofRank[best]) best = data.proof.kind;
  }
  return best;
}

/** A parcel that rests for days, or that the carrier gave up, is not worth waiting for. */
function isMoving({ shipped, scans }: ParcelFile, { dossier, terms }: View): boolean {
  const last = scans.at(-1);
  if (last?.data.status === 'exception' || last?.data.status === 'returned_to_sender') return false;
  return dossier.asOf <= Math.max(shipped.at, last?.at ?? shipped.at) + terms.stillMovingDays * dayUs;
}

/** Claimed units that are simply not there yet, while another part of the order is. */
function stillOpen(view: View, report: Report, { filed }: ClaimFile, order: FactOf<'order.placed'>): void {
  const { asOf } = view.dossier;
  if (!view.dossier.parcels.some(parcel => deliveryBy(parcel, asOf) !== undefined)) return;
  const lines: FindingLine[] = [];
  let unshipped = 0;
  for (const { line_id, quantity } of filed.data.lines) {
    const line = view.byId.get(line_id);
    const bought = line?.paid ?? 0;
    const open = Math.min(quantity, undelivered(view, line_id, bought, asOf));
    if (open <= 0) continue;
    lines.push({ line_id, quantity: open });
    unshipped += Math.min(open, Math.max(0, bought - (line?.quantities.shipped ?? 0)));
  }
  if (lines.length === 0) return;
  const open = carrying(view, lines).filter(parcel => deliveryBy(parcel, asOf) === undefined);
  if (unshipped === 0 && !open.some(parcel => isMoving(parcel, view))) return;
  const where =
    open.length === 0
      ? 'not shipped yet'
      : `in parcel ${open.map(parcel => parcel.shipped.data.parcel_id).join(', ')}, not delivered yet`;
  report.found('split_shipment_open', {
    at: filed.at,
    facts: [filed, order, ...open.map(parcel => parcel.shipped), ...open.flatMap(parcel => parcel.scans)],
    lines,
    money: null,
    sentence: `${lines.reduce((units, line) => units + line.quantity, 0)} of the units in claim ${filed.data.claim_id} are ${where}; the rest of the order came by itself.`,
    detail: { claimId: filed.data.claim_id, parcelIds: open.map(parcel => parcel.shipped.data.parcel_id), unshipped },
  });
}
