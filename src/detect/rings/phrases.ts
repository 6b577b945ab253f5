import { shinglesOf } from '../../text/shingles.ts';

/** Two and three words together say how somebody writes; single words say what they write about. */
const sizes = [2, 3] as const;
/** Countries whose writers share this much of their common words write one language. */
const sameLanguage = 0.5;
const commonWords = 60;

/** Every claim's phrases by number, the claims by phrase, and which claims are in one language. */
export interface Phrases {
  readonly of: readonly Int32Array[];
  readonly postings: readonly Int32Array[];
  readonly language: Int32Array;
  readonly languages: number;
  /** Claims of the language that hold the phrase. */
  readonly countIn: readonly ReadonlyMap<number, number>[];
  readonly sizeOf: readonly number[];
  readonly text: (phrase: number) => string;
  /** Share of the language's claims that have the word. */
  readonly wordShare: (language: number, word: string) => number;
}

export function phrasesOf(texts: readonly (readonly (readonly string[])[])[], countries: readonly string[]): Phrases {
  const numbers = new Map<string, number>();
  const shown: string[] = [];
  const lists: number[][] = [];
  const phrases = texts.map((said, index) => {
    const found = new Set<number>();
    for (const words of said)
      for (const size of sizes)
        for (const shingle of shinglesOf(words, size)) {
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
  const language = languagesOf(texts, countries);
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
  return {
    of: phrases,
    postings: lists.map(list => Int32Array.from(list)),
    language,
    languages,
    countIn,
    sizeOf,
    text: phrase => shown[phrase]!,
    wordShare: (own, word) => (wordsIn[own]!.get(word) ?? 0) / sizeOf[own]!,
  };
}

/** The language of each claim by number, -1 where nothing was said. Countries are one where their commonest words agree. */
function languagesOf(texts: readonly (readonly (readonly string[])[])[], countries: readonly string[]): Int32Array {
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
  return Int32Array.from(texts, (said, index) =>
    said.some(text => text.length > 0) ? numberOf.get(countries[index]!)! : -1,
  );
}
