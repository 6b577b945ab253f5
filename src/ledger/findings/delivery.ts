import { dayUs, formatMoment } from '../../domain/time.ts';
import type { ParcelFile } from '../drawers.ts';
import { carrierFeed } from '../feeds.ts';
import { comparePlaces, placeOf, showPlace } from '../place.ts';
import type { Report, View } from '../report.ts';
import { heardThroughout } from '../silence.ts';

/** What went wrong on the way to the customer, as the carrier tells it. All of it speaks for who says that the goods did not come. */
export function delivery(view: View, report: Report): void {
  for (const parcel of view.dossier.parcels) {
    const delivered = parcel.scans.find(scan => scan.data.status === 'delivered');
    if (delivered === undefined) neverScanned(view, report, parcel);
    else elsewhere(view, report, parcel, delivered);
    mishaps(report, parcel, delivered);
  }
}

function neverScanned(view: View, report: Report, { shipped, scans }: ParcelFile): void {
  const { parcel_id: parcelId, carrier, lines } = shipped.data;
  const due = shipped.at + view.terms.deliveryGraceDays * dayUs;
  if (view.dossier.asOf < due) return;
  const feed = carrierFeed(carrier);
  const state = heardThroughout(view.feeds, feed, shipped.at, due);
  if (state !== 'active') {
    const why = state === 'silent' ? 'feed_silent' : 'feed_not_connected';
    const words =
      state === 'silent'
        ? 'was silent for every parcel for a time'
        : 'was never connected, or its habits are not known';
    report.unsaid(
      'delivery_never_scanned',
      why,
      `Whether parcel ${parcelId} was delivered cannot be said: ${feed} ${words}.`,
      [shipped],
    );
    return;
  }
  const last = scans.at(-1);
  const seen = last === undefined ? 'no scan of it at all is on record' : `its last scan says "${last.data.status}"`;
  report.found('delivery_never_scanned', {
    at: due,
    facts: [shipped, ...scans],
    lines,
    money: null,
    sentence: `Parcel ${parcelId} was shipped at ${formatMoment(shipped.at)} and ${view.terms.deliveryGraceDays} days later no delivery had been scanned; ${seen}, while ${carrier} was reporting other parcels.`,
    detail: { parcelId, lastStatus: last?.data.status ?? null },
  });
}

function elsewhere(view: View, report: Report, parcel: ParcelFile, delivered: ParcelFile['scans'][number]): void {
  const { order } = view.dossier;
  const { shipped } = parcel;
  const { parcel_id: parcelId, lines } = shipped.data;
  if (order === null) return;
  const place = placeOf(delivered.data);
  const fit = comparePlaces(place, placeOf(order.data.ship_to));
  if (fit.fit !== 'elsewhere') return;
  if (parcel.scans.some(scan => scan.data.status === 'available_for_pickup')) {
    const sentence = `Whether parcel ${parcelId} was handed to the customer elsewhere cannot be said: it waited at a pick-up point, whose place differs from the address by nature.`;
    report.unsaid('delivery_elsewhere', 'place_not_known', sentence, [shipped, ...parcel.scans]);
    return;
  }
  report.found('delivery_elsewhere', {
    at: delivered.at,
    facts: [order, shipped, delivered],
    lines,
    money: null,
    sentence: `Parcel ${parcelId} was scanned as delivered in ${showPlace(place)}; the order goes to ${showPlace(placeOf(order.data.ship_to))}.`,
    detail: { parcelId, differs: fit.differs, place },
  });
}

function mishaps(
  report: Report,
  { shipped, scans }: ParcelFile,
  delivered: ParcelFile['scans'][number] | undefined,
): void {
  const { parcel_id: parcelId, carrier, lines } = shipped.data;
  const exception = scans.find(scan => scan.data.status === 'exception');
  if (exception !== undefined) {
    const deliveredAfter = delivered !== undefined && delivered.at > exception.at;
    report.found('parcel_exception', {
      at: exception.at,
      facts: [shipped, exception, ...(deliveredAfter ? [delivered] : [])],
      lines,
      money: null,
      sentence: `${carrier} reported an exception for parcel ${parcelId} at ${formatMoment(exception.at)}${deliveredAfter ? ' and delivered it later' : ''}.`,
      detail: { parcelId, deliveredAfter },
    });
  }
  const sentBack = scans.find(scan => scan.data.status === 'returned_to_sender');
  if (sentBack !== undefined) {
    report.found('returned_to_sender', {
      at: sentBack.at,
      facts: [shipped, sentBack],
      lines,
      money: null,
      sentence: `${carrier} sent parcel ${parcelId} back to the sender at ${formatMoment(sentBack.at)}.`,
      detail: { parcelId },
    });
  }
}
