import { z } from 'zod';
import { countryCodes } from '../countries.ts';
import { currencyCodes } from '../currency.ts';
import { type Id, idLengthMax } from '../ids.ts';
import { parseMinor } from '../money.ts';
import { parseMoment } from '../time.ts';

/** The kinds of field that events are made of. Each carries the words that the documentation page and error messages use. */

/** An opaque id, typed by what it names. */
export function id<Name extends string>(names: Name): z.ZodType<Id<Name>, Id<Name>> {
  const schema = z
    .string()
    .min(1)
    .max(idLengthMax)
    .describe(`Id of the ${names}: an opaque string of 1 to ${idLengthMax} characters`);
  return schema as unknown as z.ZodType<Id<Name>, Id<Name>>;
}

/** Short text that a person or a system wrote: names, titles, codes. */
export const shortText = (about: string) => z.string().max(1_000).describe(about);

/** Longest free text kept whole; longer ones (pasted logs, encoded pictures) are no statement that anybody reads. */
const longTextMax = 50_000;
export const longText = (about: string) => z.string().max(longTextMax).describe(about);

/** A code that links facts (token, device, network): like an id, but not typed by what it names. */
export const code = (about: string) => z.string().min(1).max(512).describe(about);

export const email = z.string().min(3).max(320).describe('E-mail address, as given');
export const phone = z.string().min(3).max(64).describe('Phone number, as given');
export const ip = z.string().min(2).max(64).describe('IP address, IPv4 or IPv6');
export const userAgent = z.string().max(2_000).describe('User agent of the browser or app');
export const deviceId = code('Fingerprint or install id of the device');
export const sha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'is not 64 hexadecimal digits')
  .describe('SHA-256 of the file, in hexadecimal');

const countrySet: ReadonlySet<string> = new Set(countryCodes);
export const country = z
  .string()
  .refine(code => countrySet.has(code), 'is no ISO 3166-1 alpha-2 country code such as "DE"')
  .describe('Country, ISO 3166-1 alpha-2');
export const marketplace = country.describe('Marketplace: a country code, ISO 3166-1 alpha-2');

const currencySet: ReadonlySet<string> = new Set(currencyCodes);
export const currency = z
  .string()
  .refine(code => currencySet.has(code), 'is no ISO 4217 currency code such as "EUR"')
  .describe('Currency, ISO 4217');

export const amount = z
  .string()
  .regex(/^\d{1,13}(\.\d{1,4})?$/, 'is no decimal string of zero or more such as "12.50"')
  .describe('Money: a decimal string of zero or more, such as "12.50"');

/** Says which of the fields hold money that has more digits than the currency beside it, or is out of range. */
export function moneyFits<Shape extends { currency: string }>(...fields: readonly (keyof Shape & string)[]) {
  return (event: Shape, context: z.core.$RefinementCtx<Shape>): void => {
    for (const field of fields) {
      const text = event[field];
      if (typeof text === 'string' && parseMinor(text, event.currency) === null) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `is no amount of ${event.currency} (digits or size)`,
        });
      }
    }
  };
}

export const moment = z
  .string()
  .max(64)
  .refine(text => parseMoment(text) !== null, 'is no RFC 3339 time such as "2026-03-01T12:00:00Z"')
  .describe('Time, RFC 3339');

/** Ten tonnes: a parcel above that is a typing error. */
const weightGramsMax = 10_000_000;
export const weightGrams = z.int().min(0).max(weightGramsMax).describe('Weight in grams');
export const quantity = z.int().min(1).max(1_000_000).describe('Number of units');

export const address = z
  .object({
    name: shortText('Addressee').optional(),
    line1: shortText('Street and number'),
    line2: shortText('Flat, floor, company').optional(),
    city: shortText('City').optional(),
    postcode: z.string().max(32).describe('Postcode').optional(),
    region: shortText('State, province or county').optional(),
    country,
  })
  .describe('Postal address');
export type Address = z.infer<typeof address>;

/** An order of more lines than this is split by every shop that we know of. */
const linesMax = 2_000;
export const lines = z
  .array(z.object({ line_id: id('line'), quantity }))
  .max(linesMax)
  .describe('Lines of the order and how many units of each');

export const listOf = <Item extends z.ZodType>(item: Item, max: number) => z.array(item).max(max);
