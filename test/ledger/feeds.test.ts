import { describe, expect, test } from 'vitest';
import { hourOf } from '../../src/domain/time.ts';
import { feedActivity, feedsAsked, feedsOf, historyHours } from '../../src/ledger/feeds.ts';
import { heardThroughout } from '../../src/ledger/silence.ts';
import { at, authorised, back, dock, fold, kindsOf, label, placedOne, received, shipped, whyNot } from './world.ts';

const end = hourOf(at('03-16'));
const start = end - 6 * 168;

/** Hourly counts of a feed by a rule, without the hours that failed. */
function counts(perHour: (hourOfDay: number) => number, failed: (hour: number) => boolean = () => false) {
  const hours = new Map<number, number>();
  for (let hour = start; hour <= end; hour++)
    if (!failed(hour) && perHour(hour % 24) > 0) hours.set(hour, perHour(hour % 24));
  return hours;
}
const asked = (hours: Map<number, number>, hour: number) =>
  feedActivity(new Map([['dock:F1', hours]])).active('dock:F1', hour);
const daytime = (hour: number) => (hour >= 8 && hour < 20 ? 40 : 0);

describe('whether a feed was speaking', () => {
  test('[LEDGER-12] facts are counted under the feed that spoke', () => {
    expect([back('delivered', '03-14'), dock('03-14'), received('03-15'), label()].map(feedsOf)).toEqual([
      ['carrier:dhl'],
      ['dock:F1'],
      ['receiving:F1'],
      [],
    ]);
  });

  test('[LEDGER-13] a feed never heard of, or not yet, or too young to have habits, is unknown', () => {
    expect(asked(new Map(), end)).toBe('unknown');
    expect(feedActivity(new Map()).active('dock:F2', end)).toBe('unknown');
    expect(asked(counts(daytime), start - 1)).toBe('unknown');
    expect(
      asked(
        counts(daytime, hour => hour < end - 100 || hour === end),
        end,
      ),
    ).toBe('unknown');
    expect(
      asked(
        counts(daytime, hour => hour > end - 29 * 24),
        end,
      ),
    ).toBe('unknown');
  });

  test('[LEDGER-13] an hour in which it usually speaks and did not is silent', () => {
    expect(asked(counts(daytime), end)).toBe('active');
    expect(
      asked(
        counts(daytime, hour => hour === end),
        end,
      ),
    ).toBe('silent');
    expect(
      asked(
        counts(daytime, hour => hour === end),
        end - 1,
      ),
    ).toBe('active');
  });

  test('[LEDGER-13] a night in which the dock is closed is answered by the evening before', () => {
    const three = end - (end % 24) + 3;
    expect(asked(counts(daytime), three)).toBe('active');
    expect(
      asked(
        counts(daytime, hour => hour > three - 16 && hour <= three),
        three,
      ),
    ).toBe('silent');
  });

  test('[LEDGER-13] a small site is judged by days instead of hours, and one too small not at all', () => {
    const small = (hour: number) => (hour === 10 || hour === 15 ? 2 : 0);
    expect(asked(counts(small), end)).toBe('active');
    expect(
      asked(
        counts(small, hour => hour > end - 80),
        end,
      ),
    ).toBe('silent');
    const tiny = new Map([start, start + 168, start + 336, start + 504, start + 672].map(hour => [hour, 1]));
    expect(asked(tiny, end)).toBe('unknown');
  });

  test('[LEDGER-13] the answer depends on no hours before the history that is loaded', () => {
    const whole = counts(daytime, hour => hour % 97 === 0);
    for (let hour = end - 20; hour <= end; hour++) {
      const loaded = new Map([...whole].filter(([counted]) => counted >= hour - historyHours));
      expect(asked(loaded, hour)).toBe(asked(whole, hour));
    }
  });

  test('[LEDGER-14] one hour of failure makes a whole stretch silent, one without connection unknown', () => {
    const one = (state: 'silent' | 'unknown') => ({
      active: (_: string, hour: number) => (hour === end - 3 ? state : 'active') as 'active' | typeof state,
    });
    const from = at('03-15');
    expect(heardThroughout(one('silent'), 'dock:F1', from, at('03-16'))).toBe('silent');
    expect(heardThroughout(one('unknown'), 'dock:F1', from, at('03-16'))).toBe('unknown');
    expect(heardThroughout(one('silent'), 'dock:F1', at('03-16T10:00'), at('03-16'))).toBe('active');
  });

  test('[LEDGER-20] a receipt in an outage is not held against anybody; on an ordinary day it is found', () => {
    const facts = [placedOne(), authorised('03-12'), received('03-15')];
    const ordinary = feedActivity(new Map([['dock:F1', counts(() => 40)]]));
    const outage = feedActivity(
      new Map([
        [
          'dock:F1',
          counts(
            () => 40,
            hour => hour >= hourOf(at('03-14T09:00')) && hour < hourOf(at('03-14T17:00')),
          ),
        ],
      ]),
    );
    expect(kindsOf(fold(facts, ordinary))).toContain('receipt_without_trace');
    expect(kindsOf(fold(facts, outage))).not.toContain('receipt_without_trace');
    expect(whyNot(fold(facts, outage), 'receipt_without_trace')).toEqual(['feed_silent']);
  });

  test('[LEDGER-15] what will be asked is known before: one stretch a feed, nothing that lies ahead', () => {
    const facts = [placedOne(), shipped(), label(), received('03-15')];
    const hours = (text: string) => hourOf(at(text));
    expect(feedsAsked(facts, at('06-01'))).toEqual([
      { feed: 'carrier:dhl', fromHour: hours('03-02'), toHour: hours('03-15') },
      { feed: 'dock:F1', fromHour: hours('03-08'), toHour: hours('03-15') },
      { feed: 'receiving:F1', fromHour: hours('03-08'), toHour: hours('03-15') },
    ]);
    expect(feedsAsked(facts, at('03-10'))).toEqual([]);
  });
});
