import { formatMoment, parseMoment } from '../../domain/time.ts';

/** Reads a date as a table writes it and gives it back in RFC 3339 and UTC; null where it is none. */
export type DateReader = (text: string) => string | null;

/** Letters of a format and the digits that they stand for. Doubled letters take exactly two digits, single ones one or two. */
const tokens: Readonly<Record<string, readonly [part: string, digits: string]>> = {
  yyyy: ['year', '\\d{4}'],
  MM: ['month', '\\d{2}'],
  M: ['month', '\\d{1,2}'],
  dd: ['day', '\\d{2}'],
  d: ['day', '\\d{1,2}'],
  HH: ['hour', '\\d{2}'],
  H: ['hour', '\\d{1,2}'],
  mm: ['minute', '\\d{2}'],
  ss: ['second', '\\d{2}'],
};

/**
 * A reader of dates in the format: `iso` (RFC 3339, where date alone, a missing zone or a blank for the T are fine
 * too), or a pattern of yyyy, MM, M, dd, d, HH, H, mm, ss
 * and the signs between them, such as `d/M/yyyy H:mm`. `zone` is the offset of times that name none. Throws where the
 * pattern has no year, month or day.
 */
export function dateReader(format: string, zone: string): DateReader {
  return format === 'iso' ? isoReader(zone) : patternReader(format, zone);
}

const isoParts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}(?:\.\d{1,9})?))?)?(Z|[+-]\d{2}:\d{2})?$/;

function isoReader(zone: string): DateReader {
  return text => {
    const parts = isoParts.exec(text);
    if (parts === null) return null;
    return inUtc(`${parts[1]}T${parts[2] ?? '00:00'}:${parts[3] ?? '00'}${parts[4] ?? zone}`);
  };
}

function patternReader(format: string, zone: string): DateReader {
  const pattern = format.replace(/yyyy|MM|M|dd|d|HH|H|mm|ss|[^A-Za-z]|[A-Za-z]+/g, token => {
    const known = tokens[token];
    if (known !== undefined) return `(?<${known[0]}>${known[1]})`;
    return token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  for (const part of ['year', 'month', 'day']) {
    if (!pattern.includes(`<${part}>`)) throw new Error(`the date format "${format}" has no ${part}`);
  }
  const reader = new RegExp(`^${pattern}$`);
  return text => {
    const parts = reader.exec(text)?.groups;
    if (parts === undefined) return null;
    const two = (part: string) => (parts[part] ?? '0').padStart(2, '0');
    return inUtc(
      `${parts['year']}-${two('month')}-${two('day')}T${two('hour')}:${two('minute')}:${two('second')}${zone}`,
    );
  };
}

function inUtc(text: string): string | null {
  const moment = parseMoment(text);
  return moment === null ? null : formatMoment(moment);
}
