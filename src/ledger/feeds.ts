import type { Fact } from '../domain/fact.ts';
import { dayUs, hourOf, hourUs, type Moment } from '../domain/time.ts';
import { defaultTerms, type LedgerTerms } from './terms.ts';

/** A feed is one source that speaks of many parcels; its silence about one of them counts only while it speaks of others. */
export function carrierFeed(carrier: string): string {
  return `carrier:${carrier.trim().toLowerCase()}`;
}

export function dockFeed(facility: string): string {
  return `dock:${facility}`;
}

/** Receipts that the staff of a site record. */
export function receivingFeed(facility: string): string {
  return `receiving:${facility}`;
}

const none: readonly string[] = [];

/** The feeds that spoke through the fact, for the store to count in the hour `hourOf(fact.at)`. */
export function feedsOf(fact: Fact): readonly string[] {
  if (fact.type === 'parcel.scanned') return [carrierFeed(fact.data.carrier)];
  if (fact.type === 'dock.scanned') return [dockFeed(fact.data.facility)];
  if (fact.type === 'return.received') return [receivingFeed(fact.data.facility)];
  return none;
}

/**
 * Whether a feed was speaking in an hour (counted from 1970-01-01T00 UTC):
 * `active` where it spoke, `silent` where it usually speaks then and did not, `unknown` where it was never heard of or too
 * little is known of its habits.
 */
export type Activity = 'active' | 'silent' | 'unknown';

export interface FeedActivity {
  active(feed: string, hour: number): Activity;
}

const weekHours = 7 * 24;
/** Habits are learnt from the same hour of the previous four weeks: shops and carriers live by the week. */
const habitWeeks = 4;
/** Utterances expected in a stretch before their absence means silence: by chance, e^-7, it happens once in a thousand. */
const expectedMin = 7;
/** Stretches, in hours and ending with the hour asked, that are tried in turn until enough was to be expected in one. */
const stretches = [1, 2, 4, 8, 12, 16, 24, 48, 72, weekHours] as const;

/** Hours before an asked hour whose counts the answer depends on: load them too. */
export const historyHours = (habitWeeks + 1) * weekHours;

/** Habits of one feed as running sums from its first hour on: stretches of any length then cost two reads each. */
interface Habits {
  readonly firstHour: number;
  /** Utterances before each hour. */
  readonly spoken: Float64Array;
  /** Utterances expected before each hour. */
  readonly expected: Float64Array;
}

/**
 * Tells active from silent feeds by their hourly counts (feed -> hour -> utterances that happened in it, known at the moment asked about).
 *
 * An hour with a count is `active`. For an hour without one, the expectation is the mean of the same hour of the week over the
 * previous 28 days (over the weeks since the feed was first heard, where these are fewer). The shortest stretch ending with the hour
 * in which at least seven utterances were to be expected decides: none at all is `silent`, any is `active`. So a night in which a dock
 * is closed is answered by the evening before it, and a small site by days instead of hours. Where even a week
 * promises too little, or the feed is younger than a week, the answer is `unknown`.
 * Counts that come in bursts make `silent` more frequent than the Poisson bound says, which errs towards "not known".
 */
export function feedActivity(counts: ReadonlyMap<string, ReadonlyMap<number, number>>): FeedActivity {
  const learnt = new Map<string, Habits | null>();
  return {
    active(feed, hour) {
      let habits = learnt.get(feed);
      if (habits === undefined) {
        const hours = counts.get(feed);
        habits = hours === undefined ? null : habitsOf(hours);
        learnt.set(feed, habits);
      }
      return habits === null ? 'unknown' : activityAt(habits, hour);
    },
  };
}

function activityAt(habits: Habits, hour: number): Activity {
  const end = hour - habits.firstHour + 1;
  if (end < 1 || end >= habits.spoken.length) return 'unknown';
  if (habits.spoken[end]! > habits.spoken[end - 1]!) return 'active';
  for (const stretch of stretches) {
    const begin = end - stretch;
    // Of its first week nothing is expected: before there is a habit, silence cannot break one.
    if (begin < weekHours) return 'unknown';
    if (habits.expected[end]! - habits.expected[begin]! < expectedMin) continue;
    return habits.spoken[end]! > habits.spoken[begin]! ? 'active' : 'silent';
  }
  return 'unknown';
}

function habitsOf(hours: ReadonlyMap<number, number>): Habits | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const [hour, count] of hours) {
    if (count <= 0) continue;
    if (hour < first) first = hour;
    if (hour > last) last = hour;
  }
  if (last < first) return null;
  // After four weeks without a word the feed has no habits left, so nothing is ever asked beyond.
  const length = last - first + 1 + habitWeeks * weekHours;
  const spoken = new Float64Array(length + 1);
  const expected = new Float64Array(length + 1);
  for (let index = 0; index < length; index++) {
    let sum = 0;
    let weeks = 0;
    for (let back = index - weekHours; back >= 0 && weeks < habitWeeks; back -= weekHours) {
      sum += spoken[back + 1]! - spoken[back]!;
      weeks++;
    }
    spoken[index + 1] = spoken[index]! + (hours.get(first + index) ?? 0);
    expected[index + 1] = expected[index]! + (weeks === 0 ? 0 : sum / weeks);
  }
  return { firstHour: first, spoken, expected };
}

/** Longest stretch that is asked hour by hour: terms that look back further than a quarter are typing errors. */
export const hoursAskedMax = 92 * 24;

/** Hours of a feed, both ends included, that a ledger may ask about. To answer, load the counts from `historyHours` before. */
export interface FeedHours {
  readonly feed: string;
  readonly fromHour: number;
  readonly toHour: number;
}

/**
 * All that folding these facts as of the moment can ask, one stretch a feed, sorted by feed: load it in one read. It is more than a
 * fold asks, because which trace is missing shows only there.
 */
export function feedsAsked(facts: readonly Fact[], asOf: Moment, terms: LedgerTerms = defaultTerms): FeedHours[] {
  const asked = new Map<string, FeedHours>();
  const ask = (feed: string, from: Moment, to: Moment): void => {
    const toHour = hourOf(to);
    const fromHour = Math.max(hourOf(from), toHour - hoursAskedMax);
    const known = asked.get(feed);
    asked.set(feed, {
      feed,
      fromHour: known === undefined ? fromHour : Math.min(known.fromHour, fromHour),
      toHour: known === undefined ? toHour : Math.max(known.toHour, toHour),
    });
  };
  const returnFeeds = new Set<string>();
  for (const fact of facts) {
    if (fact.knownAt > asOf) continue;
    if (fact.type === 'parcel.shipped') {
      const due = fact.at + terms.deliveryGraceDays * dayUs;
      if (due <= asOf) ask(carrierFeed(fact.data.carrier), fact.at, due);
    } else if (fact.type === 'label.issued') {
      const { carrier, to_facility: facility } = fact.data;
      for (const feed of [carrierFeed(carrier), dockFeed(facility), receivingFeed(facility)]) returnFeeds.add(feed);
    } else if (fact.type === 'return.received') returnFeeds.add(dockFeed(fact.data.facility));
  }
  for (const fact of facts) {
    if (fact.knownAt > asOf || fact.at + terms.traceGraceHours * hourUs > asOf) continue;
    const rests =
      fact.type === 'return.received' || (fact.type === 'refund.issued' && fact.data.return_id !== undefined);
    if (rests) for (const feed of returnFeeds) ask(feed, fact.at - terms.traceLookbackHours * hourUs, fact.at);
  }
  return [...asked.values()].sort((a, b) => (a.feed < b.feed ? -1 : 1));
}
