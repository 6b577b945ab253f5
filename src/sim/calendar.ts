import { cumulate, type Random } from './random.ts';

/** Milliseconds since 1970, UTC. */
export type Millis = number;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Every world begins here: half a year on holds the autumn, the season before Christmas and the returns of January. */
export const worldStart: Millis = Date.UTC(2025, 7, 1);

/** How many times the usual number of orders a day of the month has; November and December carry a third of the year's claims. */
const monthWeight = [0.84, 0.72, 0.76, 0.76, 0.8, 0.78, 0.84, 0.78, 0.84, 0.96, 2.1, 2.2];
/** Sunday first: people order on Sunday evening and Monday. */
const weekdayWeight = [1.12, 1.16, 1.04, 1.0, 0.97, 0.88, 0.86];
/** Orders by local hour, midnight first. */
const hourWeight = [
  2, 1, 0.6, 0.4, 0.4, 0.7, 1.6, 3, 4.4, 5.2, 5.8, 6, 6.2, 6, 5.6, 5.4, 5.6, 6, 6.8, 7.8, 8.4, 7.6, 5.6, 3.6,
];
const hourSums = cumulate(hourWeight);

const iso = (at: Millis): Date => new Date(at);

/** How busy a day (counted from the world's start) is, 1 on an average one. */
export function busyness(dayNumber: number): number {
  const date = iso(worldStart + dayNumber * day);
  const month = date.getUTCMonth();
  const date1 = date.getUTCDate();
  // The sales of late November, and the last week before Christmas when nothing would arrive in time.
  const peak = month === 10 && date1 >= 24 ? 1.35 : month === 11 && date1 >= 22 ? 0.6 : 1;
  return monthWeight[month]! * weekdayWeight[date.getUTCDay()]! * peak;
}

/** A moment of the day in local time of day, drawn by the rhythm of the hours; `offset` is hours east of Greenwich. */
export function momentOfDay(random: Random, dayNumber: number, offset: number): Millis {
  const local = random.weighted(hourSums) * hour + random.int(0, hour - 1);
  return worldStart + dayNumber * day + local - offset * hour;
}

export function dayNumberOf(at: Millis): number {
  return Math.floor((at - worldStart) / day);
}

/** Local hour of the day, 0 to 23. */
export function localHour(at: Millis, offset: number): number {
  return Math.floor((at + offset * hour) / hour) % 24;
}

/** 0 is Sunday. */
export function weekdayOf(at: Millis): number {
  return (Math.floor(at / day) + 4) % 7;
}

/** The same moment, or the next one between `opens` and `closes` in local time, a random while after opening. */
export function withinHours(random: Random, at: Millis, offset: number, opens: number, closes: number): Millis {
  const now = localHour(at, offset);
  if (now >= opens && now < closes) return at;
  const midnight = Math.floor((at + offset * hour) / day) * day - offset * hour;
  const start = now < opens ? midnight : midnight + day;
  return start + opens * hour + random.int(0, Math.floor((closes - opens) * 0.8 * hour));
}

/** RFC 3339 in UTC with milliseconds. */
export function rfc3339(at: Millis): string {
  return iso(at).toISOString();
}

export function dateOf(at: Millis): { readonly year: number; readonly month: number; readonly day: number } {
  const date = iso(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Turns waiting time in average days into days of the calendar, so that busy days get more. */
export class Seasons {
  readonly #sums: number[];

  constructor(days: number) {
    this.#sums = cumulate(Array.from({ length: days + 1 }, (_, index) => busyness(index)));
  }

  /** Day on which so much of the calendar has passed; beyond the end, a day after it. */
  dayAt(passed: number): number {
    if (passed >= this.#sums.at(-1)!) return this.#sums.length;
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! > passed) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** How much has passed when the day begins. */
  passedBefore(dayNumber: number): number {
    return dayNumber <= 0 ? 0 : this.#sums[Math.min(dayNumber, this.#sums.length) - 1]!;
  }
}
