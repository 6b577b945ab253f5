import { type CardBrand, cardBrand, cardDigitsMax, cardDigitsMin, passesLuhn } from './card-brand.ts';
import { digitValue, otherDigitUnits } from './unicode-digits.ts';

/** A card number found in a text: the UTF-16 positions it spans, separators included. */
export interface CardNumber {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  readonly brand: CardBrand;
}

/** Stars in front of the last four digits, the same for every length, so that the length is hidden as well. */
const stars = '************';

/**
 * A cheap test that no text with a card number fails: a digit that a brand begins with and eleven more, each with at most one
 * other character before it, or any digit outside ASCII. `\u` makes it hold for JSON source too, where a digit may be escaped.
 */
const suspicious = new RegExp(`(?<![0-9])[2-6](?:[^0-9A-Za-z"]?[0-9]){11}|[${otherDigitUnits}]`);

/** False where the text surely holds no card number; true says that it is worth a look. */
export function mayHoldCardNumber(text: string): boolean {
  return suspicious.test(text);
}

/** A whole value of these shapes is a digest or a UUID: digits and hyphens fall by chance there, and nobody types a card so. */
const hexDigest = /^(?=.*[a-f])[0-9a-f]{32,128}$/i;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The card numbers in the text, from left to right, not overlapping.
 *
 * A number is 12 to 19 digits of any script, in one run or in groups as cards are written (each of 4 to 6 digits but the last),
 * with one space or dash between groups, with prefix and length of a brand and a right check digit. It is never a part
 * of a longer run of digits. A run behind "+" of at most 15 digits is a phone number (ITU-T E.164). Linear time.
 */
export function findCardNumbers(text: string): CardNumber[] {
  if (!mayHoldCardNumber(text) || hexDigest.test(text) || uuid.test(text)) return [];
  const runs = digitRuns(text);
  const found: CardNumber[] = [];
  for (let first = 0; first < runs.length; ) {
    const card = cardFrom(text, runs, first);
    if (card === null) first++;
    else {
      found.push(card.number);
      first = card.last + 1;
    }
  }
  return found;
}

/** What the text becomes when each card number in it is replaced by `written`, and how many there were. */
export function replaceCardNumbers(
  text: string,
  written: (card: CardNumber) => string,
): { readonly text: string; readonly count: number } {
  const cards = findCardNumbers(text);
  if (cards.length === 0) return { text, count: 0 };
  let masked = '';
  let from = 0;
  for (const card of cards) {
    masked += text.slice(from, card.start) + written(card);
    from = card.end;
  }
  return { text: masked + text.slice(from), count: cards.length };
}

/** "************1111": what is left of a card number. */
export function maskedCard(card: CardNumber): string {
  return stars + card.digits.slice(-4);
}

/** A run of digits without anything between them. */
interface DigitRun {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Whether exactly one space or dash stands between the run before and this one. */
  readonly joined: boolean;
}

const groupDigitsMin = 4;
const groupDigitsMax = 6;

/** The longest card that begins with this run; longest first hides most. A card has at most five groups, so this is O(1). */
function cardFrom(text: string, runs: readonly DigitRun[], first: number): { number: CardNumber; last: number } | null {
  const start = runs[first]!.start;
  let digits = '';
  let card: { number: CardNumber; last: number } | null = null;
  for (let last = first; last < runs.length; last++) {
    const run = runs[last]!;
    if (last > first && !run.joined) break;
    digits += run.digits;
    if (digits.length > cardDigitsMax) break;
    const brand = digits.length >= cardDigitsMin && passesLuhn(digits) ? cardBrand(digits) : null;
    if (brand !== null && !isPhone(text, start, digits)) {
      card = { number: { start, end: run.end, digits, brand }, last };
    }
    if (run.digits.length < groupDigitsMin || run.digits.length > groupDigitsMax) break;
  }
  return card;
}

/** Longest international phone number, country code included. */
const phoneDigitsMax = 15;

function isPhone(text: string, start: number, digits: string): boolean {
  return digits.length <= phoneDigitsMax && start > 0 && (text[start - 1] === '+' || text[start - 1] === '\uff0b');
}

/** One space (common, no-break, thin, ideographic) or one dash (hyphens, dashes, minus, full width). */
const separator = /[ \u00a0\u2007\u2009\u202f\u3000\u002d\u2010-\u2015\u2212\uff0d]/;

function digitRuns(text: string): DigitRun[] {
  const runs: DigitRun[] = [];
  let digits = '';
  let start = 0;
  let endBefore = -1;
  for (let at = 0; at <= text.length; ) {
    const code = at < text.length ? text.codePointAt(at)! : -1;
    const value = digitValue(code);
    if (value >= 0) {
      if (digits === '') start = at;
      // Beyond the longest card only the fact that the run is longer matters.
      if (digits.length <= cardDigitsMax) digits += value;
    } else if (digits !== '') {
      const joined = start - endBefore === 1 && endBefore >= 0 && separator.test(text[endBefore]!);
      runs.push({ start, end: at, digits, joined });
      endBefore = at;
      digits = '';
    }
    at += code > 0xffff ? 2 : 1;
  }
  return runs;
}
