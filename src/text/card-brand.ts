/** Brands of payment cards by their first digits and lengths: ISO/IEC 7812 ranges as the networks publish them. */
export type CardBrand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'jcb' | 'diners' | 'unionpay' | 'maestro';

interface BrandRange {
  readonly brand: CardBrand;
  /** First and last prefix, both inclusive, of equal length. */
  readonly from: number;
  readonly to: number;
  readonly digits: number;
  readonly lengths: ReadonlySet<number>;
}

const sixteenToNineteen = [16, 17, 18, 19];
const twelveToNineteen = [12, 13, 14, 15, 16, 17, 18, 19];
/** The ranges 50 and 56 to 58 are wide and half empty, so only the lengths that Maestro cards really have count there. */
const maestroUsual = [16, 18, 19];

const ranges: readonly BrandRange[] = [
  range('visa', 4, 4, [13, 16, 19]),
  range('mastercard', 51, 55, [16]),
  range('mastercard', 2221, 2720, [16]),
  range('amex', 34, 34, [15]),
  range('amex', 37, 37, [15]),
  range('discover', 6011, 6011, sixteenToNineteen),
  range('discover', 644, 649, sixteenToNineteen),
  range('discover', 65, 65, sixteenToNineteen),
  range('jcb', 3528, 3589, sixteenToNineteen),
  range('diners', 300, 305, [14]),
  range('diners', 36, 36, [14]),
  range('diners', 38, 39, [14]),
  range('unionpay', 62, 62, sixteenToNineteen),
  range('maestro', 6304, 6304, twelveToNineteen),
  range('maestro', 6759, 6759, twelveToNineteen),
  range('maestro', 6760, 6769, twelveToNineteen),
  range('maestro', 50, 50, maestroUsual),
  range('maestro', 56, 58, maestroUsual),
];

function range(brand: CardBrand, from: number, to: number, lengths: readonly number[]): BrandRange {
  return { brand, from, to, digits: String(from).length, lengths: new Set(lengths) };
}

/** Shortest and longest number that any brand issues. */
export const cardDigitsMin = 12;
export const cardDigitsMax = 19;

/** The brand that issues numbers of this prefix and length, or null. Says nothing about the check digit. */
export function cardBrand(digits: string): CardBrand | null {
  for (const one of ranges) {
    if (!one.lengths.has(digits.length)) continue;
    const prefix = Number(digits.slice(0, one.digits));
    if (prefix >= one.from && prefix <= one.to) return one.brand;
  }
  return null;
}

/** The check of ISO/IEC 7812-1 annex B (H. P. Luhn, US patent 2,950,048): every second digit from the right counts double. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, double = false; index >= 0; index--, double = !double) {
    const digit = digits.charCodeAt(index) - 48;
    sum += double ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit;
  }
  return sum % 10 === 0;
}
