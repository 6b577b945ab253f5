import { formatMoment } from '../../domain/time.ts';
import type { LabelFile, ReturnFile } from '../drawers.ts';
import { comparePlaces, type Fit, placeOf, showPlace } from '../place.ts';
import type { Report, View } from '../report.ts';

/** Return parcels that the carrier delivered elsewhere than their label says, and that no dock or receipt of the shop has seen since. */
export function returnWay(view: View, report: Report): void {
  for (const file of view.dossier.returns) {
    if (file.docks.length + file.receipts.length > 0) continue;
    for (const label of file.labels) judge(view, report, file, label);
  }
}

function judge(view: View, report: Report, file: ReturnFile, label: LabelFile): void {
  const delivered = label.scans.findLast(scan => scan.data.status === 'delivered');
  if (delivered === undefined) return;
  const expected = label.issued.data.to_facility;
  const facility = delivered.data.facility ?? null;
  const place = placeOf(delivered.data);
  const fit =
    facility === null ? placeFit(view, expected, delivered.data) : facility === expected ? 'same' : 'elsewhere';
  if (fit === 'same') return;
  if (fit === 'unknown') {
    const sentence = `Whether the parcel of return ${file.returnId} was delivered to ${expected} cannot be said: the delivery scan names no place that can be compared.`;
    report.unsaid('return_delivered_elsewhere', 'place_not_known', sentence, [label.issued, delivered]);
    return;
  }
  report.found('return_delivered_elsewhere', {
    at: delivered.at,
    facts: [label.issued, delivered, ...(file.authorised === null ? [] : [file.authorised])],
    lines: file.authorised?.data.lines ?? [],
    money: null,
    sentence: `The label of return ${file.returnId} sends the parcel to ${expected}; ${delivered.data.carrier} delivered it at ${formatMoment(delivered.at)} to ${facility ?? showPlace(place)}, and no dock or receipt has seen it since.`,
    detail: { returnId: file.returnId, expected, facility, place },
  });
}

function placeFit(view: View, expected: string, scanned: Parameters<typeof placeOf>[0]): Fit['fit'] {
  const site = view.terms.facilityPlaces.get(expected);
  return site === undefined ? 'unknown' : comparePlaces(placeOf(scanned), site).fit;
}
