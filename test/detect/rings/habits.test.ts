import { expect, test } from 'vitest';
import { learnHabit } from '../../../src/detect/rings/habits.ts';
import { type Sharing, sharingOdds } from '../../../src/detect/rings/sharing.ts';

/** Members of rings of six who each share something with so many of the other five. */
const sharedBy = (counts: readonly number[], usual: number): Sharing[] =>
  counts.map(shared => ({ shared, bearers: 5, usual }));

test('[RING-62] what rings keep to tells much of one, what they do as everybody does tells next to nothing', () => {
  const kept = learnHabit(sharedBy([5, 5, 4, 5, 5, 4, 5, 5, 5, 5], 0.1), 2);
  const chances = [0, 1, 0, 0, 1, 0, 1, 0, 2, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1];
  const byChance = learnHabit(sharedBy([...chances, ...chances, ...chances, ...chances], 0.1), 2);
  const met: Sharing = { shared: 1, bearers: 5, usual: 0.02 };
  const unlearned = sharingOdds(met, 2);
  expect(sharingOdds(met, kept)).toBeGreaterThan(unlearned + 0.1);
  expect(sharingOdds(met, byChance)).toBeLessThan(unlearned - 1);
});

test('[RING-62] until rings are known the weight is that from before', () => {
  expect(learnHabit([], 4)).toBe(4);
});
