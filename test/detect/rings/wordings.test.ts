import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Phrases, phrasesOf, phrasesWithout } from '../../../src/detect/rings/phrases.ts';
import { Wordings } from '../../../src/detect/rings/wordings.ts';
import { shinglesOf } from '../../../src/text/shingles.ts';

const wordsIn = (text: string) => text.split(' ');

describe('[RING-58] what of a text lies in a judged stretch', () => {
  const wordings = new Wordings([wordsIn('it did not turn up'), wordsIn('turn up at my door')]);

  test.each([
    ['the whole of it', 'sir it did not turn up today', 'sir # # # # # today'],
    ['a part of three words', 'well it did not come', 'well # # # come'],
    ['no two words', 'it did come', 'it did come'],
    ['two stretches that meet', 'did not turn up at my home', '# # # # # # home'],
    ['a part twice', 'not turn up and not turn up', '# # # and # # #'],
  ])('%s', (_, text, left) => {
    expect(wordings.ownWords(wordsIn(text)).join(' ')).toBe(left);
  });

  test('counts as phrases no more, but where a phrase reaches out of it or stands elsewhere too', () => {
    expect(wordings.shingles(wordsIn('sir it did not turn up'), 2)).toEqual(['sir it']);
    expect(wordings.shingles(wordsIn('it did not come so it did'), 2)).toEqual([
      'not come',
      'come so',
      'so it',
      'it did',
    ]);
    expect(wordings.shingles(wordsIn('it did not'), 3)).toEqual([]);
    expect(new Wordings([]).shingles(wordsIn('it did not turn up'), 3)).toEqual(
      shinglesOf(wordsIn('it did not turn up'), 3),
    );
  });

  test('is taken out of the phrases of all claims as it would have been left out from the first', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 9 });
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 2 }), { maxLength: 8 }), text, text, (texts, known, judged) => {
        const before = new Wordings([known]);
        const both = before.and(judged);
        const countries = texts.map(() => 'GB');
        const phrases = phrasesOf(texts, countries, before);
        const writers = texts.flatMap((_, index) =>
          [...phrases.of[index]!].some(phrase => both.hasPart(phrases.text(phrase))) ? [index] : [],
        );
        const left = phrasesWithout(phrases, index => texts[index]!, writers, both);
        expect(contentOf(left)).toEqual(contentOf(phrasesOf(texts, countries, both)));
      }),
    );
  });
});

/** The phrases by their texts, however they are numbered. */
function contentOf(phrases: Phrases) {
  const known = new Set(phrases.of.flatMap(list => [...list]));
  return {
    of: phrases.of.map(list => [...list].map(phrases.text).sort()),
    language: [...phrases.language],
    sizes: phrases.sizeOf.filter(size => size > 0),
    phrases: [...known]
      .map(phrase => [phrases.text(phrase), [...phrases.claimsWith(phrase)], phrases.countIn(0, phrase)] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  };
}
