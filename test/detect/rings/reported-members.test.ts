import { expect, test } from 'vitest';
import { membersOf } from '../../../src/detect/rings/reported-members.ts';

const member = (index: number, probability: number) => ({ index, probability });

test('[RING-61] whoever may be of this part of a service or of that one is reported with the likelier, as surely as of either', () => {
  const found = membersOf([
    { ring: 4, members: [member(1, 0.99), member(2, 0.47), member(7, 0.3)] },
    { ring: 9, members: [member(2, 0.51), member(3, 0.98), member(8, 0.6)] },
  ]);
  expect(found.get(4)).toEqual([member(1, 0.99)]);
  expect(found.get(9)).toEqual([member(2, 0.51), member(3, 0.98)]);
});

test('[RING-61] a claim that is as likely of two rings is told in the first of them, and a ring without anybody sure has nobody', () => {
  const found = membersOf([
    { ring: 0, members: [member(5, 0.49)] },
    { ring: 1, members: [member(5, 0.49), member(6, 0.4)] },
    { ring: 2, members: [member(9, 0.5)] },
  ]);
  expect([found.get(0), found.get(1), found.get(2)]).toEqual([[member(5, 0.49)], [], []]);
});

test('[RING-64] members are reported while nineteen in twenty are expected to be some, and nobody below one in three', () => {
  const sure = (count: number) => Array.from({ length: count }, (_, index) => member(index, 0.999));
  const among = (count: number, ...others: number[]) =>
    membersOf([
      { ring: 0, members: [...sure(count), ...others.map((probability, at) => member(count + at, probability))] },
    ])
      .get(0)!
      .slice(count)
      .map(({ probability }) => probability);
  expect(among(4, 0.8, 0.7)).toEqual([0.8]);
  expect(among(300, 0.8, 0.4, 0.33)).toEqual([0.8, 0.4]);
});
