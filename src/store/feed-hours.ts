import type { Fact } from '../domain/fact.ts';
import { hourOf, type Moment } from '../domain/time.ts';
import { type FeedActivity, feedActivity, feedsAsked, historyHours } from '../ledger/feeds.ts';
import type { LedgerTerms } from '../ledger/terms.ts';
import type { Database } from './database.ts';

/** A feed's history is read again after ten minutes, and with every new hour: an hour that has passed only changes when history is imported. */
const rememberedMs = 600_000;
/** Activities kept: a day of hours for some dozens of feeds. */
const activitiesMax = 2_000;
/** Histories begin at a multiple of four weeks, so that claims on orders of one time share what is worked out from them. */
const stepHours = 28 * 24;

/** Counts of one feed in order of the hours in which they happened; `known` is the hour in which they could be known. */
interface History {
  readonly hour: Int32Array;
  readonly known: Int32Array;
  readonly count: Int32Array;
}

interface Memory {
  readonly histories: Map<string, History>;
  readonly activities: Map<string, FeedActivity>;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Whether feeds were speaking, answered from their hourly counts, which are remembered for ten minutes. */
export class FeedHours {
  readonly #database: Database;
  /** Replaced when all is forgotten, so that a read under way neither loses its answers nor remembers them too long. */
  #memory: Memory = { histories: new Map(), activities: new Map(), since: 0 };

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * For each dossier the activity of the feeds that its fold can ask about, using only what was known before the hour of its
   * moment. `nowMs` only bounds how long histories are remembered.
   */
  async activities(
    dossiers: readonly { readonly facts: readonly Fact[]; readonly asOf: Moment }[],
    terms: LedgerTerms,
    nowMs: number,
  ): Promise<FeedActivity[]> {
    const age = nowMs - this.#memory.since;
    // What became known in an hour is whole once the hour is over, and may be asked for from then on.
    if (age > rememberedMs || hourOf(nowMs * 1000) !== hourOf(this.#memory.since * 1000)) this.forget(nowMs);
    const memory = this.#memory;
    const asked = dossiers.map(({ facts, asOf }) => feedsAsked(facts, asOf, terms));
    await this.#read(
      [...new Set(asked.flat().map(({ feed }) => feed))].filter(feed => !memory.histories.has(feed)),
      memory.histories,
    );
    return dossiers.map(({ asOf }, index) => {
      const byFeed = new Map(
        asked[index]!.map(({ feed, fromHour }) => [feed, activityIn(memory, feed, fromHour, hourOf(asOf))]),
      );
      return { active: (feed, hour) => byFeed.get(feed)?.active(feed, hour) ?? 'unknown' };
    });
  }

  /** Forgets everything: after history was imported or rebuilt. */
  forget(nowMs: number): void {
    this.#memory = { histories: new Map(), activities: new Map(), since: nowMs };
  }

  async #read(feeds: readonly string[], histories: Map<string, History>): Promise<void> {
    if (feeds.length === 0) return;
    const result = await this.#database.query<[string, number, number, number]>({
      name: 'feed-hours',
      text: `select key, hour, known_hour, sum(n)::int8 from tally_hour where key = any ($1::text[])
             group by key, hour, known_hour order by key, hour`,
      values: [feeds],
      rowMode: 'array',
    } as never);
    for (const feed of feeds) {
      const rows = result.rows.filter(([key]) => key === feed);
      const column = (index: 1 | 2 | 3): Int32Array => Int32Array.from(rows, row => row[index]);
      histories.set(feed, { hour: column(1), known: column(2), count: column(3) });
    }
  }
}

function activityIn(memory: Memory, feed: string, fromHour: number, knownBefore: number): FeedActivity {
  const start = Math.floor((fromHour - historyHours) / stepHours) * stepHours;
  const key = `${feed}|${start}|${knownBefore}`;
  const known = memory.activities.get(key);
  if (known !== undefined) return known;
  if (memory.activities.size >= activitiesMax) memory.activities.clear();
  const activity = feedActivity(new Map([[feed, countsOf(memory.histories.get(feed)!, start, knownBefore)]]));
  memory.activities.set(key, activity);
  return activity;
}

function countsOf(history: History, startHour: number, knownBefore: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let row = firstFrom(history.hour, startHour); row < history.hour.length; row++) {
    if (history.known[row]! >= knownBefore) continue;
    const hour = history.hour[row]!;
    counts.set(hour, (counts.get(hour) ?? 0) + history.count[row]!);
  }
  return counts;
}

/** Index of the first entry of the sorted list that is not below `value`. */
function firstFrom(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
