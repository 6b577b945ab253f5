import { foldText } from './fold.ts';

const blanks = /\s+/;
const hasDigit = /\d/;
/** An address on the web or of a mailbox. */
const isAddress = (token: string): boolean =>
  token.startsWith('http:') || token.startsWith('https:') || token.includes('@');
/** What stands for a number, a code or an address: which one it is tells two letters apart that say the same. */
export const anyNumber = '#';

/** Words of a text as people repeat them: folded, and numbers, codes and addresses replaced by one sign each. Linear in the text. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const token of text.split(blanks)) {
    if (words.length >= wordsMax) break;
    if (hasDigit.test(token) || isAddress(token)) {
      words.push(anyNumber);
      continue;
    }
    const folded = foldText(token);
    if (folded !== '') words.push(...folded.split(' '));
  }
  return words.slice(0, wordsMax);
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
