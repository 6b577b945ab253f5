import { lossReasons } from '../domain/events/claim.ts';
import type { FactOf } from '../domain/fact.ts';
import { isFact } from '../domain/fact.ts';
import { dayUs } from '../domain/time.ts';
import { trackStream } from '../profiles/streams.ts';
import { family } from './family.ts';
import type { Known, LossCount } from './known.ts';
import { lossRatio, shrunkRate } from './rates.ts';

/** Share of orders with a loss claim where nothing else is known: theft after delivery 0.3 to 1.1 %, and carriers lose some. */
const usualLossRate = 0.012;

type Scan = FactOf<'parcel.scanned'>;

interface DeliveryView {
  readonly shipped: number;
  /** The delivered scan of the last claimed parcel that was delivered, if any. */
  readonly delivered: Scan | null;
  readonly scans: number;
}

/** The way of the goods to the customer, and how often goods are lost there. */
export const deliveryFamily = family<DeliveryView>('delivery', viewDelivery, [
  {
    name: 'shipped',
    type: 'bool',
    optional: false,
    doc: 'Whether a parcel of the claimed lines is known to be shipped.',
    value: view => view.shipped > 0,
  },
  {
    name: 'delivered',
    type: 'bool',
    optional: false,
    doc: 'Whether the carrier reported a delivery of the claimed lines.',
    value: view => view.delivered !== null,
    facts: view => (view.delivered === null ? [] : [view.delivered.seq]),
  },
  {
    name: 'scans',
    type: 'int',
    optional: false,
    doc: 'Carrier scans of the claimed parcels that are known.',
    value: view => view.scans,
  },
  {
    name: 'days_since_delivery',
    type: 'double',
    optional: true,
    doc: 'Days from the delivery to the claim; not known without a delivery.',
    value: (view, known) => (view.delivered === null ? null : (known.claim.at - view.delivered.at) / dayUs),
    facts: view => (view.delivered === null ? [] : [view.delivered.seq]),
  },
  {
    name: 'proof',
    type: 'string',
    optional: true,
    doc: 'Kind of proof of delivery: photo, signature, otp or gps; not known without one.',
    value: view => view.delivered?.data.proof?.kind ?? null,
    facts: view => (view.delivered === null ? [] : [view.delivered.seq]),
  },
  {
    name: 'area_loss_rate',
    type: 'double',
    optional: true,
    doc: "Loss claims for each order in the delivery area over 365 days, drawn towards the country's rate where orders are few.",
    value: (_, known) => (known.rates.area === null ? null : shrunkRate(known.rates.area, countryRate(known))),
  },
  {
    name: 'area_loss_ratio',
    type: 'double',
    optional: true,
    doc: "The area's loss rate as a multiple of the country's: well above 1 in a street where parcels do get lost.",
    value: (_, known) => (known.rates.area === null ? null : lossRatio(known.rates.area, countryRate(known))),
  },
  {
    name: 'street_loss_ratio',
    type: 'double',
    optional: true,
    doc: "The street's loss rate by the claims of others as a multiple of the country's: well above 1 where neighbours lose parcels too.",
    value: (_, known) =>
      known.rates.street === null ? null : lossRatio(byOthers(known.rates.street, known), countryRate(known)),
  },
  {
    name: 'carrier_loss_ratio',
    type: 'double',
    optional: true,
    doc: "The carrier's loss claims for each delivery as a multiple of the country's rate.",
    value: (_, known) => (known.rates.carrier === null ? null : lossRatio(known.rates.carrier, countryRate(known))),
  },
]);

function countryRate(known: Known): number {
  const country: LossCount | null = known.rates.country;
  return country === null ? usualLossRate : shrunkRate(country, usualLossRate);
}

/** Nobody vouches for himself: the account's own earlier losses do not count for its street. */
function byOthers(street: LossCount, known: Known): LossCount {
  const own = new Set(
    known.account.moves.flatMap(move =>
      move.kind === 'claim' && lossReasons.has(move.detail ?? '') ? [move.ref] : [],
    ),
  );
  return { ...street, claims: Math.max(0, street.claims - own.size) };
}

function viewDelivery(known: Known): DeliveryView {
  const claimed = new Set<string>(known.claim.data.lines.map(line => line.line_id));
  const tracks = new Map<string, number>();
  for (const fact of known.dossier) {
    if (!isFact(fact, 'parcel.shipped') || fact.data.order_id !== known.claim.data.order_id) continue;
    if (claimed.size > 0 && fact.data.lines.length > 0 && !fact.data.lines.some(line => claimed.has(line.line_id)))
      continue;
    tracks.set(trackStream(fact.data.carrier, fact.data.tracking), fact.at);
  }
  let delivered: Scan | null = null;
  let scans = 0;
  for (const fact of known.dossier) {
    if (!isFact(fact, 'parcel.scanned')) continue;
    const shippedAt = tracks.get(trackStream(fact.data.carrier, fact.data.tracking));
    if (shippedAt === undefined || Math.abs(fact.at - shippedAt) > trackingWindowDays * dayUs) continue;
    scans++;
    if (fact.data.status === 'delivered' && (delivered === null || fact.at > delivered.at)) delivered = fact;
  }
  return { shipped: tracks.size, delivered, scans };
}

/** Carriers use a tracking number again after some months: scans further from the shipping than this are another parcel's. */
const trackingWindowDays = 90;
