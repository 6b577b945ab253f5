import type { FactOf } from '../../domain/fact.ts';
import type { ParcelFile } from '../drawers.ts';
import type { Report, View } from '../report.ts';

/** Parcels that were too light on their way to the customer: less than at dispatch, or than the articles in them weigh. */
export function outboundWeight(view: View, report: Report): void {
  const { order } = view.dossier;
  for (const parcel of view.dossier.parcels) {
    const { shipped, scans } = parcel;
    const dispatched = shipped.data.weight_g;
    const carried = scans.find(
      scan =>
        scan.data.weight_g !== undefined && dispatched !== undefined && isShort(view, scan.data.weight_g, dispatched),
    );
    if (carried !== undefined && dispatched !== undefined) {
      short(report, parcel, 'carrier', carried.data.weight_g!, dispatched, [shipped, carried]);
      continue;
    }
    const articles = articleWeight(view, parcel);
    if (articles === null || order === null) {
      const weighed = scans.filter(scan => scan.data.weight_g !== undefined);
      if (dispatched === undefined && weighed.length > 0) {
        const sentence = `Whether parcel ${shipped.data.parcel_id} lost weight cannot be said: it was not weighed at dispatch and the articles' weight is not known.`;
        report.unsaid('outbound_weight_short', 'weight_not_known', sentence, [shipped, ...weighed]);
      }
      continue;
    }
    if (dispatched !== undefined && isShort(view, dispatched, articles)) {
      short(report, parcel, 'dispatch', dispatched, articles, [order, shipped]);
      continue;
    }
    if (dispatched !== undefined) continue;
    const light = scans.find(scan => scan.data.weight_g !== undefined && isShort(view, scan.data.weight_g, articles));
    if (light !== undefined) short(report, parcel, 'carrier', light.data.weight_g!, articles, [order, shipped, light]);
  }
}

function isShort(view: View, measured: number, expected: number): boolean {
  return measured < expected * (1 - view.terms.weightTolerancePercent / 100) - view.terms.weightToleranceGrams;
}

/** What the articles in the parcel weigh without packaging; null where one of them has no weight. */
function articleWeight(view: View, { shipped }: ParcelFile): number | null {
  let weight = 0;
  for (const { line_id, quantity } of shipped.data.lines) {
    const unit = view.byId.get(line_id)?.unitWeightGrams ?? null;
    if (unit === null) return null;
    weight += unit * quantity;
  }
  return weight;
}

type Basis = FactOf<'order.placed'> | FactOf<'parcel.shipped'> | FactOf<'parcel.scanned'>;

function short(
  report: Report,
  parcel: ParcelFile,
  at: 'carrier' | 'dispatch',
  measuredGrams: number,
  expectedGrams: number,
  facts: readonly Basis[],
): void {
  const { parcel_id: parcelId, carrier, lines } = parcel.shipped.data;
  const who = at === 'carrier' ? carrier : 'The shop';
  report.found('outbound_weight_short', {
    at: facts.at(-1)!.at,
    facts,
    lines,
    money: null,
    sentence: `${who} weighed parcel ${parcelId} at ${measuredGrams} g, where at least ${expectedGrams} g less tolerance were to be expected: part of the goods may never have been in it or left it on the way.`,
    detail: { parcelId, at, measuredGrams, expectedGrams },
  });
}
