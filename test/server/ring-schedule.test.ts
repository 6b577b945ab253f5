import { expect, test } from 'vitest';
import { hourUs, minuteUs } from '../../src/domain/time.ts';
import { type Attempts, dueAt } from '../../src/server/ring-schedule.ts';

const day = 24 * hourUs;
const ended = 1_000 * day;
const failed = (at: number, times: number): Attempts => ({ kind: 'failed', at, times, fault: '08006' });

test.each([
  { says: 'a day after the last', attempts: { kind: 'none' }, due: ended + day },
  { says: 'minutes after a failure', attempts: failed(ended + day, 1), due: ended + day + 3 * minuteUs },
  { says: 'twice as long after the second', attempts: failed(ended + day, 2), due: ended + day + 6 * minuteUs },
  { says: 'and so on', attempts: failed(ended + day, 5), due: ended + day + 48 * minuteUs },
  { says: 'up to some hours', attempts: failed(ended + day, 60), due: ended + day + 3 * hourUs },
  { says: 'a day after another node came through', attempts: failed(ended - minuteUs, 3), due: ended + day },
  { says: 'a day after one was stopped', attempts: { kind: 'stopped', at: ended + day }, due: ended + 2 * day },
] satisfies { says: string; attempts: Attempts; due: number }[])(
  '[RING-48] the next detection is due $says',
  ({ attempts, due }) => {
    expect(dueAt(24, ended, attempts)).toBe(due);
  },
);

test('[RING-48] one that failed is never due later than if it had not', () => {
  expect(dueAt(0.01, ended, failed(ended + hourUs, 9))).toBe(ended + 1.01 * hourUs);
});
