/**
 * A moment: whole microseconds since 1970-01-01T00:00:00Z, the resolution of PostgreSQL.
 * A double holds every microsecond until the year 2255 exactly, so moments compare and subtract as numbers.
 */
export type Moment = number;

export const secondUs = 1_000_000;
export const minuteUs = 60 * secondUs;
export const hourUs = 60 * minuteUs;
export const dayUs = 24 * hourUs;

/** Facts outside these years are typing errors, not history: no shop's log reaches back before 1990 or past 2100. */
const earliest: Moment = Date.UTC(1990, 0, 1) * 1000;
const latest: Moment = Date.UTC(2100, 0, 1) * 1000;

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/;

/** Days of each month; February is corrected for leap years by {@link daysInMonth}. */
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The moment that an RFC 3339 text names, cut to microseconds; null where the text is no such time or out of range. */
export function parseMoment(text: string): Moment | null {
  // An event's time is read by its schema and once more for its value: the second reading costs nothing.
  if (text !== lastRead.text) lastRead = { text, moment: readMoment(text) };
  return lastRead.moment;
}

let lastRead: { readonly text: string; readonly moment: Moment | null } = { text: '', moment: null };

function readMoment(text: string): Moment | null {
  const parts = rfc3339.exec(text);
  if (parts === null) return null;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  const hour = Number(parts[4]);
  const minute = Number(parts[5]);
  const second = Number(parts[6]);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  // A leap second (60) is read as the second after, as POSIX clocks do.
  if (hour > 23 || minute > 59 || second > 60) return null;
  const fraction = parts[7] === undefined ? 0 : Number(parts[7].padEnd(6, '0').slice(0, 6));
  let offsetMinutes = 0;
  if (parts[9] !== undefined) {
    const offsetHour = Number(parts[10]);
    const offsetMinute = Number(parts[11]);
    if (offsetHour > 23 || offsetMinute > 59) return null;
    offsetMinutes = (offsetHour * 60 + offsetMinute) * (parts[9] === '-' ? -1 : 1);
  }
  const moment = Date.UTC(year, month - 1, day, hour, minute, second) * 1000 + fraction - offsetMinutes * minuteUs;
  return moment >= earliest && moment < latest ? moment : null;
}

function daysInMonth(year: number, month: number): number {
  const leap = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);
  return leap ? 29 : monthDays[month - 1]!;
}

/** RFC 3339 in UTC, with as many fraction digits (0, 3 or 6) as the moment needs. */
export function formatMoment(moment: Moment): string {
  const milliseconds = Math.floor(moment / 1000);
  const micros = moment - milliseconds * 1000;
  const iso = new Date(milliseconds).toISOString();
  if (micros !== 0) return `${iso.slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso;
}

/** Number of the UTC day that a moment falls in, counted from 1970-01-01. */
export function dayOf(moment: Moment): number {
  return Math.floor(moment / dayUs);
}

/** Number of the UTC hour that a moment falls in, counted from 1970-01-01T00. */
export function hourOf(moment: Moment): number {
  return Math.floor(moment / hourUs);
}
