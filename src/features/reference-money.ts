/**
 * Units of each currency for one US dollar, rounded to two figures: yearly averages of 2025 as central banks published them,
 * from general knowledge. They only make amounts of different currencies comparable in features and limits; no money is ever
 * converted by them, and a fraction of wrongness in a rate does not matter there.
 */
const perDollar: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 0.89,
  GBP: 0.76,
  CAD: 1.4,
  AUD: 1.55,
  NZD: 1.7,
  CHF: 0.83,
  SEK: 9.8,
  NOK: 10.4,
  DKK: 6.6,
  PLN: 3.8,
  CZK: 22,
  HUF: 350,
  RON: 4.5,
  BGN: 1.7,
  TRY: 39,
  JPY: 150,
  CNY: 7.2,
  INR: 87,
  KRW: 1420,
  SGD: 1.3,
  HKD: 7.8,
  MXN: 19,
  BRL: 5.6,
  ZAR: 18,
  AED: 3.67,
  SAR: 3.75,
  ILS: 3.5,
  THB: 33,
  TWD: 31,
  MYR: 4.3,
  IDR: 16500,
  PHP: 57,
  VND: 26000,
  CLP: 950,
  COP: 4100,
  ARS: 1250,
};

import { currencyExponent } from '../domain/currency.ts';

/** The amount in US dollars, roughly; null for a currency without a reference rate. */
export function referenceAmount(minor: number, currency: string): number | null {
  const rate = perDollar[currency];
  const exponent = currencyExponent(currency);
  if (rate === undefined || exponent === null) return null;
  return minor / 10 ** exponent / rate;
}
