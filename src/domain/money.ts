import { currencyExponent } from './currency.ts';

/** An amount: whole minor units (cents, pence, yen) of one currency. It never touches a fraction of a unit. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Beyond this an amount is a typing error, and sums over millions of them still stay exact integers. */
const minorMax = 1e12;

const decimal = /^(-?)(\d{1,13})(?:\.(\d{1,4}))?$/;

/**
 * Whole minor units of the decimal text in the currency ("12.50", EUR -> 1250); null where the text is no amount, has more
 * digits than the currency (trailing zeros are fine), is beyond 10^12 minor units, or the currency is unknown.
 */
export function parseMinor(text: string, currency: string): number | null {
  const exponent = currencyExponent(currency);
  const parts = decimal.exec(text);
  if (exponent === null || parts === null) return null;
  const fraction = parts[3] ?? '';
  for (let digit = exponent; digit < fraction.length; digit++) if (fraction[digit] !== '0') return null;
  const minor = Number(parts[2]! + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (minor > minorMax) return null;
  return parts[1] === '-' && minor !== 0 ? -minor : minor;
}

/** "12.50" for 1250 minor units of EUR. */
export function formatMinor(minor: number, currency: string): string {
  const exponent = currencyExponent(currency) ?? 2;
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** "12.50 EUR", as people read it in reasons and reports. */
export function showMoney(money: Money): string {
  return `${formatMinor(money.minor, money.currency)} ${money.currency}`;
}
