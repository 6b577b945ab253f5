import { type OnPiece, uncounted } from './progress.ts';
import type { Wordings } from './wordings.ts';

/** Two and three words together say how somebody writes; single words say what they write about. */
const sizes = [2, 3] as const;
/** Countries whose writers share this much of their common words write one language. */
const sameLanguage = 0.5;
const commonWords = 60;

/** Every claim's phrases by number, the claims by phrase, and which claims are in one language. */
export interface Phrases {
  readonly of: readonly Int32Array[];
  readonly claimsWith: (phrase: number) => Int32Array;
  /** -1 for a claim of which nothing was said but what people found to be everybody's. */
  readonly language: Int32Array;
  readonly languages: number;
  /** Number of claims of the language that hold the phrase. */
  readonly countIn: (language: number, phrase: number) => number;
  readonly sizeOf: readonly number[];
  readonly text: (phrase: number) => string;
  /** Share of the language's claims that have the word. */
  readonly wordShare: (language: number, word: string) => number;
}

type Texts = readonly (readonly string[])[];

export function phrasesOf(
  texts: readonly Texts[],
  countries: readonly string[],
  wordings: Wordings,
  onPiece: OnPiece = uncounted,
): Phrases {
  const numbers = new Map<string, number>();
  const shown: string[] = [];
  const lists: number[][] = [];
  const phrases = texts.map((said, index) => {
    onPiece();
    const found = new Set<number>();
    for (const shingle of shinglesIn(said, wordings)) {
      let number = numbers.get(shingle);
      if (number === undefined) {
        number = shown.length;
        numbers.set(shingle, number);
        shown.push(shingle);
        lists.push([]);
      }
      found.add(number);
    }
    for (const number of found) lists[number]!.push(index);
    return Int32Array.from(found);
  });
  const languageOf = languagesOf(texts, countries);
  const language = Int32Array.from(phrases, (list, index) => (list.length > 0 ? languageOf(countries[index]!) : -1));
  const languages = 1 + language.reduce((most, each) => Math.max(most, each), -1);
  const countIn = Array.from({ length: languages }, () => new Map<number, number>());
  const sizeOf = new Array<number>(languages).fill(0);
  const wordsIn = Array.from({ length: languages }, () => new Map<string, number>());
  for (const [index, list] of phrases.entries()) {
    const own = language[index]!;
    if (own < 0) continue;
    sizeOf[own]!++;
    for (const word of new Set(texts[index]!.flat())) wordsIn[own]!.set(word, (wordsIn[own]!.get(word) ?? 0) + 1);
    for (const phrase of list) countIn[own]!.set(phrase, (countIn[own]!.get(phrase) ?? 0) + 1);
  }
  const postings = lists.map(list => Int32Array.from(list));
  return {
    of: phrases,
    claimsWith: phrase => postings[phrase]!,
    language,
    languages,
    countIn: (own, phrase) => countIn[own]!.get(phrase) ?? 0,
    sizeOf,
    text: phrase => shown[phrase]!,
    wordShare: (own, word) => (wordsIn[own]!.get(word) ?? 0) / sizeOf[own]!,
  };
}

function shinglesIn(said: Texts, wordings: Wordings): string[] {
  return said.flatMap(words => sizes.flatMap(size => wordings.shingles(words, size)));
}

/** The phrases as they would be if these wordings were what everybody says too; `writers` are the claims that have something of them, ascending. */
export function phrasesWithout(
  phrases: Phrases,
  textsOf: (index: number) => Texts,
  writers: readonly number[],
  wordings: Wordings,
): Phrases {
  const of = [...phrases.of];
  const language = phrases.language.slice();
  const sizeOf = [...phrases.sizeOf];
  const left = new Map<number, Set<number>>();
  for (const index of writers) {
    const own = new Set(shinglesIn(textsOf(index), wordings));
    const before = phrases.of[index]!;
    of[index] = before.filter(phrase => own.has(phrases.text(phrase)));
    for (const phrase of before)
      if (!own.has(phrases.text(phrase))) left.set(phrase, (left.get(phrase) ?? new Set()).add(index));
    if (of[index].length > 0) continue;
    sizeOf[language[index]!]!--;
    language[index] = -1;
  }
  return {
    ...phrases,
    of,
    language,
    sizeOf,
    claimsWith: phrase => {
      const gone = left.get(phrase);
      const before = phrases.claimsWith(phrase);
      return gone === undefined ? before : before.filter(index => !gone.has(index));
    },
    countIn: (own, phrase) => {
      const gone = [...(left.get(phrase) ?? [])].filter(index => phrases.language[index] === own).length;
      return phrases.countIn(own, phrase) - gone;
    },
  };
}

/** The language of each country by number. Countries are one where their commonest words agree. */
function languagesOf(texts: readonly Texts[], countries: readonly string[]): (country: string) => number {
  const words = new Map<string, Map<string, number>>();
  for (const [index, said] of texts.entries()) {
    const country = countries[index]!;
    const tally = words.get(country) ?? new Map<string, number>();
    words.set(country, tally);
    for (const text of said) for (const word of new Set(text)) tally.set(word, (tally.get(word) ?? 0) + 1);
  }
  const common = [...words.keys()].sort().map(country => {
    const sorted = [...words.get(country)!].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return { country, words: new Set(sorted.slice(0, commonWords).map(([word]) => word)) };
  });
  const numberOf = new Map<string, number>();
  const founders: (typeof common)[number][] = [];
  for (const each of common) {
    const like = founders.findIndex(other => {
      const both = [...each.words].filter(word => other.words.has(word)).length;
      return both >= sameLanguage * Math.min(each.words.size, other.words.size);
    });
    if (like === -1) founders.push(each);
    numberOf.set(each.country, like === -1 ? founders.length - 1 : like);
  }
  return country => numberOf.get(country)!;
}
