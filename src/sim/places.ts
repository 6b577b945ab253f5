import { cityTable, marketTable, nameTable, streetTable } from './places/markets.ts';
import { cumulate, Random } from './random.ts';

export type Country = 'US' | 'CA' | 'GB' | 'DE' | 'FR' | 'IT' | 'ES';
export type Language = 'en' | 'de' | 'fr' | 'it' | 'es';

export interface Address {
  readonly name?: string;
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly postcode: string;
  readonly region: string;
  readonly country: Country;
}

/** A quarter of a city: what happens to parcels there depends on it. */
export interface Area {
  readonly number: number;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  readonly streets: readonly string[];
  /** Chance that a parcel left at a door here is stolen, before the street's and the house's own. */
  readonly theft: number;
  /** Share of homes that are flats. */
  readonly flats: number;
  /** Chance that a carrier's driver scans as delivered what he did not deliver. */
  readonly falseScan: number;
}

export interface Market {
  readonly country: Country;
  readonly offset: number;
  readonly currency: 'USD' | 'CAD' | 'GBP' | 'EUR';
  readonly rate: number;
  readonly language: Language;
  readonly phone: string;
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly areas: readonly Area[];
}

export interface Geography {
  readonly markets: readonly Market[];
  readonly shares: readonly number[];
}

/** Quarters of each city, and streets of each quarter. */
const quarters = 6;
const streetsPerArea = 24;
/** One street in so many is a bad one: theft there is several times the area's. */
export const badStreetEvery = 17;
export const badStreetFactor = 7;

const words = (text: string): string[] => text.trim().split(/\s+/);

export function makeGeography(seed: number): Geography {
  const rows = marketTable
    .trim()
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()));
  const markets = rows.map(([country, offset, currency, rate, language, phone]): Market => {
    const code = country as Country;
    return {
      country: code,
      offset: Number(offset),
      currency: currency as Market['currency'],
      rate: Number(rate),
      language: language as Language,
      phone: phone!,
      given: nameTable[code]![0].split(','),
      family: nameTable[code]![1].split(','),
      areas: makeAreas(seed, code),
    };
  });
  return { markets, shares: cumulate(rows.map(row => Number(row[6]))) };
}

function makeAreas(seed: number, country: Country): Area[] {
  return words(cityTable[country]!).flatMap((entry, cityNumber) => {
    const [city, region, pattern] = entry.split(';');
    return Array.from({ length: quarters }, (_, quarter): Area => {
      const number = cityNumber * quarters + quarter;
      const random = new Random(seed, `area ${country}`, number);
      return {
        number,
        city: city!.replaceAll('_', ' '),
        region: region!.replaceAll('_', ' '),
        postcode: fill(random, pattern!),
        streets: Array.from({ length: streetsPerArea }, () => street(random, country)),
        theft: Math.min(0.012, Math.max(0.0015, random.logNormal(0.0036, 0.55))),
        flats: random.between(0.15, 0.75),
        falseScan: random.logNormal(0.0012, 0.6),
      };
    });
  });
}

function fill(random: Random, pattern: string): string {
  return [...pattern.replaceAll('_', ' ')]
    .map(sign => (sign === '#' ? random.digits(1) : sign === '@' ? random.pick([...'ABCEGHJKLNPRSTVXY']) : sign))
    .join('');
}

function street(random: Random, country: Country): string {
  const [kindList, nameList] = streetTable[country]!;
  const kind = random.pick(kindList.split(','));
  const name = random.pick(nameList.split(','));
  if (country === 'DE') return name + kind;
  if (country === 'US' || country === 'CA' || country === 'GB') return `${name} ${kind}`;
  return `${kind} ${name}`;
}

/** The street with a house number, as the country writes it. */
export function houseLine(country: Country, streetName: string, house: number): string {
  if (country === 'DE' || country === 'ES' || country === 'IT')
    return `${streetName}${country === 'ES' ? ',' : ''} ${house}`;
  return `${house} ${streetName}`;
}

export function flatLine(random: Random, country: Country): string {
  const number = random.int(1, 48);
  if (country === 'US' || country === 'CA') return `Apt ${number}`;
  if (country === 'GB') return `Flat ${number}`;
  if (country === 'DE') return `${random.int(0, 5)}. OG`;
  if (country === 'FR') return `Appt ${number}`;
  if (country === 'IT') return `Int. ${number}`;
  return `${random.int(1, 8)}º ${random.pick([...'ABCD'])}`;
}

export function phoneOf(random: Random, market: Market): string {
  if (market.phone === '+1') return `+1${random.int(2, 9)}${random.digits(2)}555${random.digits(4)}`;
  if (market.country === 'GB') return `+447${random.digits(9)}`;
  if (market.country === 'DE') return `+4915${random.digits(9)}`;
  if (market.country === 'FR') return `+336${random.digits(8)}`;
  return `${market.phone}${market.country === 'IT' ? '3' : '6'}${random.digits(market.country === 'IT' ? 9 : 8)}`;
}
