import type { FactOf } from '../domain/fact.ts';
import { dayUs, hourUs, type Moment } from '../domain/time.ts';
import type { LedgerTerms } from './terms.ts';

/** Something that travels under a tracking number: an outbound parcel or the parcel of a return label. */
export interface Tracked {
  readonly scans: FactOf<'parcel.scanned'>[];
  readonly docks: FactOf<'dock.scanned'>[];
  /** When it was last delivered or sent back; its number may serve another parcel some time later. */
  endedAt: Moment | null;
}

interface Follower {
  readonly tracking: string;
  readonly carrier: string;
  readonly start: Moment;
  readonly tracked: Tracked;
  /** Dock scans of the return that the label belongs to. */
  readonly returnDocks: FactOf<'dock.scanned'>[] | null;
}

/**
 * Gives each scan to the parcel that bore its number at that time. Carriers reuse numbers, so a scan belongs to the parcel that
 * took up the number last before it, within the window of the terms, and not long after that one was delivered.
 */
export class Tracking {
  readonly #followers: Follower[] = [];
  readonly #window: Moment;
  readonly #tail: Moment;
  readonly #lead: Moment;

  constructor(terms: LedgerTerms) {
    this.#window = terms.trackingWindowDays * dayUs;
    this.#tail = terms.trackingTailDays * dayUs;
    this.#lead = terms.trackingLeadHours * hourUs;
  }

  follow(
    carrier: string,
    tracking: string,
    start: Moment,
    tracked: Tracked,
    returnDocks: FactOf<'dock.scanned'>[] | null,
  ): void {
    this.#followers.push({
      carrier: plainCarrier(carrier),
      tracking: plainNumber(tracking),
      start,
      tracked,
      returnDocks,
    });
  }

  /** Takes scans in order of time. */
  scan(fact: FactOf<'parcel.scanned'>): void {
    const bearer = this.#bearer(plainCarrier(fact.data.carrier), plainNumber(fact.data.tracking), fact.at);
    if (bearer === null) return;
    bearer.tracked.scans.push(fact);
    if (fact.data.status === 'delivered' || fact.data.status === 'returned_to_sender') bearer.tracked.endedAt = fact.at;
  }

  /** A dock scan belongs to the return that it names, or to the parcel whose number it read, or to both. */
  dock(fact: FactOf<'dock.scanned'>, named: FactOf<'dock.scanned'>[] | undefined): void {
    const { tracking, carrier } = fact.data;
    const bearer =
      tracking === undefined
        ? null
        : this.#bearer(carrier === undefined ? null : plainCarrier(carrier), plainNumber(tracking), fact.at);
    if (bearer !== null) {
      bearer.tracked.docks.push(fact);
      if (bearer.returnDocks !== null && bearer.returnDocks !== named) bearer.returnDocks.push(fact);
    }
    named?.push(fact);
  }

  #bearer(carrier: string | null, tracking: string, at: Moment): Follower | null {
    let bearer: Follower | null = null;
    for (const follower of this.#followers) {
      if (follower.tracking !== tracking || (carrier !== null && follower.carrier !== carrier)) continue;
      if (at < follower.start - this.#lead || at > follower.start + this.#window) continue;
      const ended = follower.tracked.endedAt;
      if (ended !== null && at > ended + this.#tail) continue;
      if (bearer === null || closer(follower.start, bearer.start, at)) bearer = follower;
    }
    return bearer;
  }
}

/** The later start before the scan is closer; one that lies after it (within the lead) only where none lies before. */
function closer(start: Moment, than: Moment, at: Moment): boolean {
  if (start <= at !== than <= at) return start <= at;
  return start <= at ? start > than : start < than;
}

function plainCarrier(carrier: string): string {
  return carrier.trim().toLowerCase();
}

function plainNumber(tracking: string): string {
  return tracking.trim().toUpperCase();
}
