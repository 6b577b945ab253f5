import type { FactOf } from '../domain/fact.ts';
import type { LineId } from '../domain/ids.ts';
import { hourUs, type Moment, minuteUs } from '../domain/time.ts';
import type { Dossier } from './dossier.ts';
import type { ReturnFile } from './drawers.ts';
import { carrierFeed, dockFeed } from './feeds.ts';
import type { Source } from './finding.ts';
import type { View } from './report.ts';
import { heardThroughout } from './silence.ts';

export type Trace = FactOf<'parcel.scanned'> | FactOf<'dock.scanned'>;

/** A carrier's scan of any kind proves that a parcel moved; `arrival` asks for one that proves that it reached the shop. */
export type TraceNeeded = 'any' | 'arrival';

/**
 * The first physical trace of the return: carrier scans of its labels, dock scans, and outbound parcels with its lines that were sent back
 * unopened under their own number. A receipt is a person's word and no trace. Null where there is none.
 */
export function firstTrace(dossier: Dossier, file: ReturnFile, needed: TraceNeeded): Trace | null {
  let first: Trace | null = null;
  const offer = (trace: Trace): void => {
    if (first === null || trace.at < first.at || (trace.at === first.at && trace.seq < first.seq)) first = trace;
  };
  for (const dock of file.docks) offer(dock);
  for (const label of file.labels) {
    for (const scan of label.scans) if (needed === 'any' || scan.data.status === 'delivered') offer(scan);
  }
  for (const parcel of dossier.parcels) {
    if (parcel.scans.length + parcel.docks.length === 0 || !carriesLinesOf(parcel.shipped.data.lines, dossier, file))
      continue;
    for (const dock of parcel.docks) if (dock.at > parcel.shipped.at) offer(dock);
    for (const scan of parcel.scans) if (scan.data.status === 'returned_to_sender') offer(scan);
  }
  return first;
}

/** Lines that the return is said to be about; empty where no fact says. */
export function linesOfReturn(dossier: Dossier, file: ReturnFile): ReadonlySet<LineId> {
  const lines = new Set<LineId>();
  for (const line of file.authorised?.data.lines ?? []) lines.add(line.line_id);
  for (const receipt of file.receipts) for (const line of receipt.data.lines) lines.add(line.line_id);
  for (const { issued } of dossier.refunds) {
    if (issued.data.return_id === file.returnId) for (const line of issued.data.lines ?? []) lines.add(line.line_id);
  }
  return lines;
}

function carriesLinesOf(carried: readonly { line_id: LineId }[], dossier: Dossier, file: ReturnFile): boolean {
  const lines = linesOfReturn(dossier, file);
  return lines.size === 0 || carried.some(line => lines.has(line.line_id));
}

/**
 * The sources that could have shown the return's trace up to the moment, and whether they were speaking: the carriers of its
 * labels and the docks of the facilities that it was sent to or received at.
 */
export function sourcesOf(view: View, file: ReturnFile, facilities: Iterable<string>, until: Moment): Source[] {
  const { feeds, terms } = view;
  let from = until - terms.traceLookbackHours * hourUs;
  // Before the return was agreed on nothing of it can have moved; a receipt without agreement leaves the whole stretch.
  const agreed = file.authorised?.at ?? file.labels[0]?.issued.at;
  if (agreed !== undefined && agreed > from && agreed <= until) from = agreed;
  const names = new Set<string>();
  for (const { issued } of file.labels) if (issued.at <= until) names.add(carrierFeed(issued.data.carrier));
  for (const facility of facilities) names.add(dockFeed(facility));
  return [...names].map(feed => ({ feed, state: heardThroughout(feeds, feed, from, until) }));
}

/** Moments that a trace may bear and still count as before the moment, by clocks that differ. */
export function withSlack(view: View, moment: Moment): Moment {
  return moment + view.terms.clockSlackMinutes * minuteUs;
}

/** "carrier:dhl was speaking; dock:F1 was never heard of", for sentences. */
export function showSources(sources: readonly Source[]): string {
  return sources.map(({ feed, state }) => `${feed} ${sourceWords[state]}`).join('; ');
}

const sourceWords = {
  active: 'was reporting other parcels',
  silent: 'was silent for every parcel',
  unknown: 'is not connected, or its habits are not known',
} as const;
