import { foldText } from './fold.ts';

/** Words of a text as people repeat them: folded, and numbers, codes and addresses replaced by one sign each. */
export function wordsOf(text: string): string[] {
  const masked = text.replace(/https?:\S+|\S+@\S+/g, ' \u0001 ').replace(/\S*\d\S*/g, ' \u0001 ');
  const words: string[] = [];
  for (const part of masked.split('\u0001').entries()) {
    if (part[0] > 0) words.push('#');
    const folded = foldText(part[1]);
    if (folded !== '') words.push(...folded.split(' '));
  }
  return words.length > wordsMax ? words.slice(0, wordsMax) : words;
}

/** A letter of complaint has some hundred words; the bound keeps a pasted book from costing minutes. */
export const wordsMax = 2_000;

/** Runs of `size` words, each once, in order of appearance; a text shorter than that is one shingle. */
export function shinglesOf(words: readonly string[], size: number): string[] {
  if (words.length === 0) return [];
  if (words.length <= size) return [words.join(' ')];
  const seen = new Set<string>();
  for (let at = 0; at + size <= words.length; at++) seen.add(words.slice(at, at + size).join(' '));
  return [...seen];
}
