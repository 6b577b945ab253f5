import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DisjointSets } from '../../src/graph/components.ts';
import { jaccard, NearDuplicates } from '../../src/text/near-duplicates.ts';
import { shinglesOf, wordsOf } from '../../src/text/shingles.ts';

const letter =
  'My parcel never arrived although the tracking says delivered. I asked the neighbours and reception and nobody has seen it.';

test('numbers, addresses and spelling do not tell texts apart', () => {
  expect(wordsOf('Order A-123 is LATE, see me@x.example or https://x.example/1!')).toEqual([
    'order',
    '#',
    'is',
    'late',
    'see',
    '#',
    'or',
    '#',
  ]);
  expect(wordsOf('Größe')).toEqual(wordsOf('groesse'.replace('oe', 'o')));
});

test('shingles are runs of words, each once; a short text is one', () => {
  expect(shinglesOf(['a', 'b', 'a', 'b', 'a'], 2)).toEqual(['a b', 'b a']);
  expect(shinglesOf(['a'], 3)).toEqual(['a']);
  expect(shinglesOf([], 3)).toEqual([]);
});

test.each([
  ['the same', letter, true],
  ['another number filled in', `${letter} Order 4711.`, true],
  ['a word changed', letter.replace('reception', 'the caretaker'), true],
  [
    'another letter',
    'The colour is not what the page promised, please tell me how I can send it back to you today.',
    false,
  ],
  ['half of it only', letter.slice(0, 40), false],
])('a letter is met again: %s', (_, text, near) => {
  const index = new NearDuplicates(0.5);
  const pairs: number[] = [];
  for (const [number, said] of [letter, text].entries())
    index.meet(number, shinglesOf(wordsOf(said), 3), { isKnown: () => false, onPair: other => pairs.push(other) });
  expect(pairs).toEqual(near ? [0] : []);
});

test('families are the same whether or not those known to be of one are compared', () => {
  const word = fc.constantFrom('late', 'parcel', 'never', 'came', 'money', 'back', 'please');
  const texts = fc.array(fc.array(word, { minLength: 3, maxLength: 9 }), { maxLength: 40 });
  fc.assert(
    fc.property(texts, all => {
      const families = (knows: boolean) => {
        const sets = new DisjointSets(all.length);
        const index = new NearDuplicates(0.5);
        for (const [number, words] of all.entries())
          index.meet(number, shinglesOf(words, 2), {
            isKnown: other => knows && sets.find(other) === sets.find(number),
            onPair: other => sets.join(other, number),
          });
        return [...sets.labels().labels];
      };
      expect(families(true)).toEqual(families(false));
    }),
  );
});

test('similarity is shared over all', () => {
  expect(jaccard(new Set(['a', 'b']), new Set(['b', 'c']))).toBeCloseTo(1 / 3);
  expect(jaccard(new Set(), new Set())).toBe(0);
});

test('a similarity outside 0 to 1 is refused', () => {
  expect(() => new NearDuplicates(0)).toThrow(RangeError);
});

test('a text without a blank is read in no more time than its length takes', () => {
  const started = performance.now();
  expect(wordsOf('a'.repeat(400_000))).toHaveLength(1);
  // Tried from every letter anew it would take minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
});
