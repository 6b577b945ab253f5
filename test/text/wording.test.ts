import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marksMax, wordingMarks } from '../../src/text/wording.ts';

const letter =
  'Hello, the tracking says that my parcel was handed over, yet nobody in the house has seen it. I asked the neighbours and the caretaker, and I looked behind the bins as well. Please tell me how we go on from here.';
const stranger =
  'Good evening, the coffee machine leaks from the bottom as soon as I switch it on and the water runs over the worktop. I have had it for three weeks only. May I send it back for a new one?';

const shared = (left: string, right: string): number => {
  const marks = new Set(wordingMarks(left));
  return wordingMarks(right).filter(mark => marks.has(mark)).length / marksMax;
};

describe('the marks of a wording', () => {
  test('[FEATURE-9] case, accents, punctuation and numbers do not count', () => {
    const dressed = letter
      .toUpperCase()
      .replaceAll(',', ' -')
      .replace('my parcel', 'my parcel 4711')
      .replace('Please', 'Pléase');
    expect(wordingMarks(dressed)).toEqual(wordingMarks(letter));
  });

  test('[FEATURE-9] a letter with a sentence changed keeps most of its marks, a stranger has none of them', () => {
    const changed = letter.replace('Please tell me how we go on from here.', 'I want my money back by Friday.');
    expect(shared(letter, changed)).toBeGreaterThan(0.5);
    expect(shared(letter, stranger)).toBe(0);
  });

  test('[FEATURE-9] a short text has none, and any text a bounded number, ascending', () => {
    expect(wordingMarks('Where is my parcel?')).toEqual([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 3_000 }), text => {
        const marks = wordingMarks(text);
        expect(marks.length).toBeLessThanOrEqual(marksMax);
        expect([...marks].sort((a, b) => a - b)).toEqual(marks);
        expect(marks.every(mark => Number.isSafeInteger(mark) && mark >= 0)).toBe(true);
      }),
    );
  });
});
