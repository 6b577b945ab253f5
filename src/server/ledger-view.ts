import { formatMinor, type Money } from '../domain/money.ts';
import { formatMoment } from '../domain/time.ts';
import type { OrderLedger } from '../ledger/fold.ts';
import type { ValueAccount } from '../ledger/value.ts';

/** The unit ledger as JSON: names in the style of the event contract, times as RFC 3339, money as decimal text with its currency. */
export function ledgerView(ledger: OrderLedger): Record<string, unknown> {
  const { value, ...rest } = ledger;
  return { ...(plain(rest, '') as Record<string, unknown>), value: valueView(value) };
}

/** Sums as decimal text; the units replaced without a known price stay a number. */
function valueView(value: ValueAccount): Record<string, unknown> {
  const { currency, replacedUnpriced, otherCurrencies, ...sums } = value;
  return {
    currency,
    ...sumsView(sums, currency),
    replaced_unpriced_units: replacedUnpriced,
    other_currencies: otherCurrencies.map(({ currency: other, ...more }) => ({
      currency: other,
      ...sumsView(more, other),
    })),
  };
}

/** Without any currency every sum is zero. */
function sumsView(sums: object, currency: string | null): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(sums as Record<string, number | null>).map(([name, minor]) => [
      snakeCase(name),
      minor === null ? null : currency === null ? '0' : formatMinor(minor, currency),
    ]),
  );
}

function plain(value: unknown, name: string): unknown {
  if (typeof value === 'number') return isTime(name) ? formatMoment(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => plain(item, name));
  if (isMoney(value)) return { amount: formatMinor(value.minor, value.currency), currency: value.currency };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snakeCase(key), plain(inner, key)]));
}

/** Moments are named at, asOf or somethingAt throughout the ledger; the `at` of a weight is a word and no number. */
function isTime(name: string): boolean {
  return name === 'at' || name === 'asOf' || name.endsWith('At');
}

function isMoney(value: object): value is Money {
  return 'minor' in value && 'currency' in value && Object.keys(value).length === 2;
}

/** "unitWeightGrams" -> "unit_weight_g", with the unit as the event contract writes it. */
function snakeCase(name: string): string {
  return name.replace(/Grams$/, 'G').replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
