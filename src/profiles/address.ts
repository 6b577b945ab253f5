import type { Address } from '../domain/events/fields.ts';
import { foldText } from '../text/fold.ts';

/** An address in its normal form: two ways of writing one door give the same three parts. */
export interface NormalAddress {
  /** The house's number, with its letter; empty where none is given. */
  readonly house: string;
  /** The street's words in one, abbreviations written out. */
  readonly street: string;
  /** Flat, floor, room, suite or box of a locker; empty where none is given. */
  readonly unit: string;
}

/** Words after which a flat is named, in the languages of the seven markets. */
const unitWords = new Set(
  (
    'apt apartment flat unit suite ste room rm locker whg wohnung zimmer zi appt appartement app apto apartamento ' +
    'interno int piso puerta pta scala chambre'
  ).split(' '),
);
/** Words that come after the number of a floor: 2. OG, 3e etage, 4º piso. */
const floorWords = new Set('og eg ug dg stock etage floor'.split(' '));

type Words = Readonly<Record<string, string>>;
const english: Words = words(
  'st street,rd road,ave avenue,av avenue,dr drive,ln lane,blvd boulevard,ct court,pl place,sq square,ter terrace,cres crescent,hwy highway,pkwy parkway,cl close,gdns gardens,n north,s south,e east,w west',
);
const french: Words = words('av avenue,bd boulevard,blvd boulevard,r rue,pl place,ch chemin,all allee,fg faubourg');
const written: Readonly<Record<string, Words>> = {
  US: english,
  CA: { ...french, ...english },
  GB: english,
  DE: words('str strasse,pl platz'),
  FR: french,
  IT: words('v via,vle viale,pza piazza,cso corso,lgo largo'),
  ES: words('c calle,cl calle,av avenida,avda avenida,pza plaza,plz plaza,pso paseo,ctra carretera'),
};
/** What stands before a name and is short for a saint's rather than a street's: St James Road. */
const ambiguous = 'st';

function words(text: string): Words {
  return Object.fromEntries(text.split(',').map(pair => pair.split(' ') as [string, string]));
}

/**
 * House, street and flat of an address, whichever line each stands in and however it is abbreviated: "Flat 3, 12 High St" and
 * "12 High Street" with "Flat 3" below are one door. What it does not understand stays part of the street, so that two addresses are
 * rather told apart than mixed up.
 */
export function normalAddress({ line1, line2, country }: Pick<Address, 'line1' | 'line2' | 'country'>): NormalAddress {
  const long = written[country] ?? {};
  const first = tokensOf(line1);
  const tokens = line2 === undefined || line2 === '' ? first : [...first, ...tokensOf(line2)];
  let house = '';
  let unit = '';
  const street: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const next = tokens[index + 1];
    if (unitWords.has(token) && next !== undefined && isShort(next)) {
      unit += next;
      index++;
    } else if (startsWithDigit(token) && next !== undefined && floorWords.has(next)) {
      unit += token + next;
      index++;
    } else if (house === '' && startsWithDigit(token)) house = token;
    // A bare number below the street is the flat's.
    else if (index >= first.length && house !== '' && unit === '' && startsWithDigit(token)) unit = token;
    else street.push(writtenOut(token, street, next, long, country));
  }
  return { house, street: street.join(''), unit };
}

function writtenOut(
  token: string,
  before: readonly string[],
  next: string | undefined,
  long: Words,
  country: string,
): string {
  if (token === ambiguous && before.length === 0 && next !== undefined) return token;
  if (country === 'DE' && token.length > 3 && token.endsWith('str')) return `${token}asse`;
  return long[token] ?? token;
}

function tokensOf(line: string): string[] {
  const folded = foldText(line.includes('#') ? line.replaceAll('#', ' apt ') : line);
  return folded === '' ? [] : folded.split(' ');
}

function startsWithDigit(token: string): boolean {
  const code = token.charCodeAt(0);
  return code >= 48 && code <= 57;
}

/** What follows "flat" is a number or a letter or two; a word after it belongs to a name. */
function isShort(token: string): boolean {
  return startsWithDigit(token) || token.length <= 2;
}
