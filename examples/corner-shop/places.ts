import type { Random } from './random.ts';

/** Streets and people are invented; cities are real, postcodes are drawn from districts that no post office uses as written. */
export type Market = 'GB' | 'DE' | 'FR';

export interface Facility {
  readonly id: string;
  readonly city: string;
  readonly postcode: string;
  readonly country: Market;
}

/** Two warehouses with dock scanners, and a counter where customers can hand goods back. */
export const leeds: Facility = { id: 'leeds-dc', city: 'Leeds', postcode: 'LS90 1CC', country: 'GB' };
export const nuremberg: Facility = { id: 'nuernberg-dc', city: 'Nürnberg', postcode: '90400', country: 'DE' };
export const counter: Facility = { id: 'leeds-counter', city: 'Leeds', postcode: 'LS90 4CO', country: 'GB' };

export const facilityFor = (market: Market): Facility => (market === 'GB' ? leeds : nuremberg);

const cities: Readonly<Record<Market, readonly (readonly [string, string])[]>> = {
  GB: [
    ['Leeds', 'LS91'],
    ['Bristol', 'BS71'],
    ['Norwich', 'NR61'],
    ['Glasgow', 'G91'],
    ['Cardiff', 'CF86'],
    ['Exeter', 'EX61'],
  ],
  DE: [
    ['Nürnberg', '904'],
    ['Kassel', '341'],
    ['Rostock', '180'],
    ['Bonn', '531'],
    ['Leipzig', '042'],
  ],
  FR: [
    ['Lyon', '690'],
    ['Nantes', '440'],
  ],
};

const streets: Readonly<Record<Market, readonly string[]>> = {
  GB: [
    'Larkspur Row',
    'Tannery Lane',
    'Cobbler Street',
    'Ferry Bank',
    'Old Quarry Road',
    'Mistle Close',
    'Beacon Terrace',
  ],
  DE: ['Am Lerchengrund', 'Färberstieg', 'Zum Alten Speicher', 'Haselwinkel', 'Müllerpfad', 'Kranichstraße'],
  FR: ['rue des Tilleuls Blancs', 'allée du Vieux Lavoir', 'impasse des Merles'],
};

const firstNames: Readonly<Record<Market, readonly string[]>> = {
  GB: [
    'Ada',
    'Bram',
    'Carys',
    'Dev',
    'Elspeth',
    'Finlay',
    'Gwen',
    'Harun',
    'Isla',
    'Jory',
    'Kezia',
    'Lorcan',
    'Mina',
    'Noor',
    'Osric',
  ],
  DE: [
    'Anke',
    'Bela',
    'Clara',
    'Deniz',
    'Emil',
    'Frauke',
    'Gesa',
    'Hauke',
    'Ilka',
    'Jannis',
    'Kaya',
    'Levin',
    'Merle',
    'Nele',
    'Ole',
  ],
  FR: ['Aline', 'Baptiste', 'Coralie', 'Driss', 'Elodie', 'Fabien', 'Garance'],
};

const lastNames: Readonly<Record<Market, readonly string[]>> = {
  GB: [
    'Ashdown',
    'Brackley',
    'Corrin',
    'Dunmoor',
    'Ellery',
    'Farrow',
    'Gilmarsh',
    'Hathersage',
    'Innis',
    'Kelby',
    'Lowmoor',
    'Penhale',
  ],
  DE: [
    'Ahlbrink',
    'Brennfeld',
    'Dornbach',
    'Eickhoff',
    'Feldkirch',
    'Grünhagen',
    'Haselmann',
    'Ihlow',
    'Kesselring',
    'Lindhorst',
  ],
  FR: ['Aubertin', 'Beauchamp', 'Clairval', 'Desrosiers', 'Fontenel'],
};

export interface Place {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly postcode: string;
  readonly country: Market;
}

export function drawPlace(random: Random, market: Market): Place {
  const [city, district] = random.pick(cities[market]);
  const street = random.pick(streets[market]);
  const house = random.int(1, 140);
  const postcode =
    market === 'GB'
      ? `${district} ${random.int(1, 9)}${random.letters(2).replace(/\d/g, 'T')}`
      : `${district}${random.int(10, 99)}`;
  return { line1: market === 'DE' ? `${street} ${house}` : `${house} ${street}`, city, postcode, country: market };
}

export function drawName(random: Random, market: Market): string {
  return `${random.pick(firstNames[market])} ${random.pick(lastNames[market])}`;
}

/** Numbers that the regulators keep for fiction: 07700 900 in Britain, 0171 39200 in Germany, 01 99 00 in France. */
export function drawPhone(random: Random, market: Market): string {
  const digits = String(random.int(0, 999)).padStart(3, '0');
  if (market === 'GB') return `+44 7700 900${digits}`;
  if (market === 'DE') return `+49 171 39200${digits.slice(1)}`;
  return `+33 1 99 00 ${digits.slice(1)} ${random.int(10, 99)}`;
}

/** A home's address on the internet, from the ranges that are kept for tests and documentation. */
export function drawIp(random: Random): string {
  if (random.chance(0.6)) return `198.${random.int(18, 19)}.${random.int(0, 255)}.${random.int(1, 254)}`;
  return `2001:db8:${random.hex(4)}::${random.hex(4)}`;
}
