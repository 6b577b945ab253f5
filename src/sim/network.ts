import type { Country } from './places.ts';
import { Random } from './random.ts';

/** First octets that the access networks of a country use here; the rest of an address says which line. */
const homeBlocks: Readonly<Record<Country, readonly number[]>> = {
  US: [24, 67, 73, 98],
  CA: [70, 99, 142],
  GB: [81, 82, 86],
  DE: [79, 84, 87, 91],
  FR: [78, 83, 90],
  IT: [79, 82, 93],
  ES: [80, 83, 88],
};

const mobileBlocks: Readonly<Record<Country, number>> = { US: 172, CA: 184, GB: 92, DE: 109, FR: 37, IT: 37, ES: 31 };

/** A home line: its address changes now and then, which the `lease` says. */
export function homeIp(random: Random, country: Country): string {
  return `${random.pick(homeBlocks[country])}.${random.int(1, 250)}.${random.int(0, 255)}.${random.int(1, 254)}`;
}

/** Thousands of phones stand behind each of these few addresses (carrier-grade NAT). */
export function mobileIp(random: Random, country: Country): string {
  return `${mobileBlocks[country]}.${country.charCodeAt(0)}.${random.int(0, 3)}.${random.int(1, 40)}`;
}

/** Rented servers and tunnels: some honest people use them too. */
export function tunnelIp(random: Random): string {
  return `${random.pick([45, 146, 185, 193])}.${random.int(1, 250)}.${random.int(0, 255)}.${random.int(1, 254)}`;
}

/** A network that many people share by place: an office, a campus, a library. */
export function placeIp(seed: number, kind: string, number: number): string {
  const random = new Random(seed, `network ${kind}`, number);
  return `${random.pick([130, 141, 160, 194])}.${random.int(1, 250)}.${random.int(0, 255)}.${random.int(1, 254)}`;
}

/** Where people are when they are not at home: on holiday, for work, with family, or where a service happens to sit. */
const placesAbroad = 'FR,ES,IT,PT,GR,GB,US,NL,MX,TR,PL,RO,LT,PH,MA,IN'.split(',');

/** A country that somebody acts or pays from abroad: the same odds for honest people and for everybody else. */
export function abroad(random: Random): string {
  return random.pick(placesAbroad);
}

export function newDevice(random: Random): string {
  return `d_${random.letters(14).toLowerCase()}`;
}

const agents: readonly string[] = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 Version/17.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 Chrome/138.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/139.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.4 Safari/605.1.15',
  'ShopApp/7.14 (iOS 18.5)',
  'ShopApp/7.12 (Android 15)',
];

/** The same device always names the same browser. */
export function userAgentOf(device: string): string {
  let sum = 0;
  for (let index = 2; index < device.length; index++) sum += device.charCodeAt(index) * index;
  return agents[sum % agents.length]!;
}
