import type { Fact } from '../domain/fact.ts';
import { dayUs, hourOf, hourUs, type Moment } from '../domain/time.ts';
import { carrierFeed, dockFeed, receivingFeed } from './feeds.ts';
import { hoursAskedMax } from './silence.ts';
import type { LedgerTerms } from './terms.ts';

/** Hours of a feed, both ends included, that a ledger may ask about. To answer, load the counts from `historyHours` before. */
export interface FeedHours {
  readonly feed: string;
  readonly fromHour: number;
  readonly toHour: number;
}

/**
 * All that folding these facts can ask of the feeds, in one list without overlaps, sorted by feed and hour: load it in one read. It is more than one
 * fold asks, because which trace is missing shows only in the fold.
 */
export function feedsAsked(facts: readonly Fact[], terms: LedgerTerms): FeedHours[] {
  const asked: FeedHours[] = [];
  const ask = (feed: string, from: Moment, to: Moment): void => {
    const toHour = hourOf(to);
    asked.push({ feed, fromHour: Math.max(hourOf(from), toHour - hoursAskedMax), toHour });
  };
  const back = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'parcel.shipped')
      ask(carrierFeed(fact.data.carrier), fact.at, fact.at + terms.deliveryGraceDays * dayUs);
    else if (fact.type === 'label.issued') {
      back
        .add(carrierFeed(fact.data.carrier))
        .add(dockFeed(fact.data.to_facility))
        .add(receivingFeed(fact.data.to_facility));
    } else if (fact.type === 'return.received') back.add(dockFeed(fact.data.facility));
  }
  for (const fact of facts) {
    if (fact.type !== 'return.received' && !(fact.type === 'refund.issued' && fact.data.return_id !== undefined))
      continue;
    for (const feed of back) ask(feed, fact.at - terms.traceLookbackHours * hourUs, fact.at);
  }
  return merged(asked);
}

function merged(asked: FeedHours[]): FeedHours[] {
  asked.sort((a, b) => (a.feed === b.feed ? a.fromHour - b.fromHour : a.feed < b.feed ? -1 : 1));
  const result: FeedHours[] = [];
  for (const hours of asked) {
    const last = result.at(-1);
    if (last === undefined || last.feed !== hours.feed || hours.fromHour > last.toHour + 1) result.push(hours);
    else if (hours.toHour > last.toHour) result[result.length - 1] = { ...last, toHour: hours.toHour };
  }
  return result;
}
