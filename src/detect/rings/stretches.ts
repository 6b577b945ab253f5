import { anyNumber, wordsOf } from '../../text/shingles.ts';
import type { Candidate } from './gate.ts';
import type { Ground } from './ground.ts';
import { append } from './grouping.ts';
import type { Settled } from './settle.ts';
import type { Said } from './told.ts';
import { phraseWeight } from './words-score.ts';

/** A reader sees from a few stretches whether one hand wrote them. */
const shown = 3;
const wordsMin = 3;
/** Enough to recognise a sentence by; whole letters are read at the claim. */
const wordsMax = 12;
const householdsMin = 2;
/** A stretch grows while this share of those who wrote its core wrote the next word too. */
const keptShare = 0.5;
/** A word that so many claims of the language have says nothing about who wrote it. */
const usualWord = 0.2;

/** A run of words in one text of a member. */
interface Place {
  readonly household: number;
  readonly said: Said;
  readonly words: readonly string[];
  readonly at: number;
}

/** Stretches of the customers' own text that several households of the ring share beyond the habit of their language, the most telling first. */
export function stretchesOf(ground: Ground, settled: Settled, candidate: Candidate): string[] {
  if (!candidate.bonds.has('words')) return [];
  const places = placesOf(ground, candidate);
  const found: { readonly words: readonly string[]; readonly quote: string }[] = [];
  for (const core of coresOf(ground, settled, candidate.ring)) {
    if (found.length === shown) break;
    if (found.some(({ words }) => holds(words, core))) continue;
    const stretch = grown(places.get(core) ?? [], core.split(' ').length);
    if (stretch === null || found.some(({ words }) => overlap(words, stretch.words))) continue;
    if (stretch.words.every(word => isUsual(ground, candidate, word))) continue;
    found.push(stretch);
  }
  return found.map(({ quote }) => quote);
}

/** The runs of three words that members share, the most telling first. */
function coresOf(ground: Ground, settled: Settled, ring: number): string[] {
  const profile = settled.weighing.profiles[ring]!;
  const cores: { readonly text: string; readonly weight: number }[] = [];
  for (const [phrase, count] of profile.phrases) {
    if (count < householdsMin) continue;
    const text = ground.phrases.text(phrase);
    const words = text.split(' ');
    if (words.length !== wordsMin || words.includes(anyNumber)) continue;
    const weights = [...profile.saidIn].map((size, language) =>
      size > 1 ? count * phraseWeight(ground, language, phrase, Math.min(count, size), size) : 0,
    );
    const weight = Math.max(...weights);
    if (weight > 0) cores.push({ text, weight });
  }
  cores.sort((left, right) => right.weight - left.weight || (left.text < right.text ? -1 : 1));
  return cores.map(({ text }) => text);
}

function placesOf(ground: Ground, { members }: Candidate): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const { index } of members) {
    const { said, texts } = ground.cases[index]!;
    const household = ground.household[index]!;
    for (const [text, all] of texts.entries()) {
      const words = ground.verdicts.wordings.ownWords(all);
      for (let at = 0; at + wordsMin <= words.length; at++)
        append(places, words.slice(at, at + wordsMin).join(' '), { household, said: said[text]!, words, at });
    }
  }
  return places;
}

/** The stretch around the places, grown word by word to the right and then to the left; null where too few wrote it. */
function grown(
  places: readonly Place[],
  length: number,
): { readonly words: readonly string[]; readonly quote: string } | null {
  const least = Math.max(householdsMin, Math.ceil(householdsOf(places) * keptShare));
  if (householdsOf(places) < householdsMin) return null;
  let kept = places;
  let [before, after] = [0, length];
  while (after < wordsMax) {
    const next = commonest(kept, ({ words, at }) => words[at + after], least);
    if (next === null) break;
    kept = next;
    after++;
  }
  while (before + after < wordsMax) {
    const next = commonest(kept, ({ words, at }) => words[at - before - 1], least);
    if (next === null) break;
    kept = next;
    before++;
  }
  const [first] = [...kept].sort((left, right) => left.said.seq - right.said.seq || left.at - right.at);
  const words = first!.words.slice(first!.at - before, first!.at + after);
  return { words, quote: quoteOf(first!.said.text, first!.at - before, words.length) };
}

/** Those of the places that go on with the word that most households go on with; null where these are fewer than the least. */
function commonest(
  places: readonly Place[],
  wordAt: (place: Place) => string | undefined,
  least: number,
): readonly Place[] | null {
  const byWord = [...Map.groupBy(places, place => wordAt(place) ?? anyNumber)]
    .filter(([word]) => word !== anyNumber)
    .map(([word, of]) => ({ word, of, households: householdsOf(of) }))
    .sort((left, right) => right.households - left.households || (left.word < right.word ? -1 : 1));
  return (byWord[0]?.households ?? 0) < least ? null : byWord[0]!.of;
}

function householdsOf(places: readonly Place[]): number {
  return new Set(places.map(({ household }) => household)).size;
}

/** The words from the one with that number on, as the customer wrote them: {@link wordsOf} told them apart without case and accents. */
function quoteOf(text: string, from: number, count: number): string {
  const tokens: string[] = [];
  let at = 0;
  for (const token of text.trim().split(/\s+/)) {
    const words = wordsOf(token).length;
    if (at + words > from && at < from + count) tokens.push(token);
    at += words;
  }
  return tokens.join(' ').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

function isUsual(ground: Ground, { members }: Candidate, word: string): boolean {
  const languages = new Set(members.map(({ index }) => ground.phrases.language[index]!).filter(each => each >= 0));
  return [...languages].some(language => ground.phrases.wordShare(language, word) > usualWord);
}

function holds(words: readonly string[], core: string): boolean {
  return ` ${words.join(' ')} `.includes(` ${core} `);
}

/** Whether two stretches have a run of words in common. */
function overlap(left: readonly string[], right: readonly string[]): boolean {
  return right.some((_, at) => at + wordsMin <= right.length && holds(left, right.slice(at, at + wordsMin).join(' ')));
}
