import { expect, test } from 'vitest';
import { closest, editDistance } from '../../src/text/closest.ts';

const types = ['claim.filed', 'claim.judged', 'order.placed'];

test.each([
  ['claim.field', 'claim.filed'],
  ['Claim.Filed', 'claim.filed'],
  ['oder.placed', 'order.placed'],
  ['something.else.entirely', null],
  ['x'.repeat(10_000), null],
])('the type nearest to "%.24s" is %s', (written, meant) => {
  expect(closest(written, types)).toBe(meant);
});

test.each([
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['form', 'from', 1],
])('from "%s" to "%s" it takes %i edits', (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
});
