/** Times in the shop are milliseconds since 1970, UTC: the example needs no finer clock. */
export type Millis = number;

export const minutes = (count: number): Millis => Math.round(count * 60_000);
export const hours = (count: number): Millis => Math.round(count * 3_600_000);
export const days = (count: number): Millis => Math.round(count * 86_400_000);

/** The moment that "2026-05-03 10:12" names in UTC. */
export function on(text: string): Millis {
  const time = Date.parse(`${text.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(time)) throw new Error(`"${text}" is no time such as "2026-05-03 10:12"`);
  return time;
}

export const logStarts = on('2025-09-01 06:00');
export const logEnds = on('2026-10-31 22:00');

/** RFC 3339 to the second. */
export function rfc3339(time: Millis): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

export function midnight(time: Millis): Millis {
  return time - (time % days(1));
}

export function isWorkday(time: Millis): boolean {
  const weekday = new Date(time).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** The first Monday-to-Friday at `hour` that lies after the time. */
export function nextWorkday(time: Millis, hour: number): Millis {
  let day = midnight(time);
  while (!isWorkday(day) || day + hours(hour) <= time) day += days(1);
  return day + hours(hour);
}
