import { day, hour, type Millis, worldStart } from './calendar.ts';
import type { Ids } from './ids.ts';
import { abroad, homeIp, mobileIp, newDevice, placeIp } from './network.ts';
import {
  type Address,
  type Area,
  badStreetEvery,
  flatLine,
  type Geography,
  houseLine,
  type Market,
  phoneOf,
} from './places.ts';
import { Random } from './random.ts';

/** What the person lives in or orders to, which decides what they share with strangers. */
export type Lodging = 'home' | 'dorm' | 'office' | 'forwarder' | 'locker';

export interface Account {
  readonly index: number;
  readonly id: string;
  readonly market: Market;
  readonly area: Area;
  readonly name: string;
  email: string;
  phone: string;
  readonly home: Address;
  readonly shipTo: Address;
  readonly lodging: Lodging;
  readonly flat: boolean;
  readonly badStreet: boolean;
  readonly registeredAt: Millis;
  readonly homeIp: string;
  readonly mobileIp: string;
  readonly token: string;
  readonly tokenKind: string;
  /** Where the bank is: some keep their card when they move. */
  readonly tokenCountry: string;
  /** Orders on an average day. */
  readonly rate: number;
  /** How much more often than others this person sends back what fits badly. */
  readonly returns: number;
  /** Index of the account whose owner helps this one with the computer; -1 for none. */
  readonly helper: number;
  /** Index of the account that this one shares a home with; -1 for none. */
  partner: number;
  /** The device was somebody else's before. */
  readonly resold: boolean;
  device: string;
  /** How much of the calendar passes until the next order, in average days since the world's start. */
  nextOrder: number;
  orders: number;
  claims: number;
  closed: boolean;
}

const yearsBack = 4;
/** Share of accounts that register while the world runs. */
const newcomers = 0.2;
/** Orders a year of the median account, and their spread. */
const ordersPerYear = 8;
const orderSpread = 0.9;
/** Share of accounts that pay with a card of another country's bank. */
const foreignCards = 0.015;

const mailHosts = ['mail.example', 'post.example', 'inbox.example', 'webmail.example', 'correo.example'];

export function emailOf(random: Random, name: string): string {
  const [given = 'x', ...rest] = name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .split(' ');
  const family = rest.join('');
  const style = random.int(0, 4);
  const local =
    style === 0
      ? `${given}.${family}`
      : style === 1
        ? `${given[0]}${family}${random.int(1, 99)}`
        : style === 2
          ? `${family}.${given}${random.int(60, 99)}`
          : style === 3
            ? `${given}_${random.letters(3).toLowerCase()}`
            : `${given}${family}${random.int(1, 2005)}`;
  return `${local}@${random.pick(mailHosts)}`;
}

export function drawName(random: Random, market: Market): string {
  return `${random.pick(market.given)} ${random.pick(market.family)}`;
}

export interface AccountSetting {
  readonly seed: number;
  readonly days: number;
  readonly geography: Geography;
  readonly ids: Ids;
  readonly count: number;
}

/** Account `index`; some share a home, a device or a helper with the accounts made just before. */
export function makeAccount(setting: AccountSetting, index: number, earlier: readonly Account[]): Account {
  const { seed, geography, ids, days } = setting;
  const random = new Random(seed, 'account', index);
  const partner = index > 0 && random.chance(0.17) ? earlier[index - 1]! : null;
  if (partner !== null) partner.partner = index;
  const market = partner?.market ?? geography.markets[random.weighted(geography.shares)]!;
  const area = partner?.area ?? random.pick(market.areas);
  const streetNumber = random.int(0, area.streets.length - 1);
  const flat = partner?.flat ?? random.chance(area.flats);
  const family =
    partner !== null && random.chance(0.6) ? partner.name.split(' ').slice(1).join(' ') : random.pick(market.family);
  const name = `${random.pick(market.given)} ${family}`;
  const base: Address = partner?.home ?? {
    line1: houseLine(market.country, area.streets[streetNumber]!, random.int(1, 140)),
    ...(flat ? { line2: flatLine(random, market.country) } : {}),
    city: area.city,
    postcode: area.postcode,
    region: area.region,
    country: market.country,
  };
  const draw = random.next();
  const lodging: Lodging =
    draw < 0.03 ? 'dorm' : draw < 0.07 ? 'office' : draw < 0.074 ? 'forwarder' : draw < 0.12 ? 'locker' : 'home';
  const home = lodging === 'dorm' ? dormAddress(seed, random, area, base) : { ...base, name };
  const since =
    partner !== null || !random.chance(newcomers)
      ? worldStart - Math.ceil(random.between(3, yearsBack * 365) * day)
      : worldStart + Math.floor(random.between(0, days * 0.85) * day);
  const resold = index > 400 && random.chance(0.006) ? earlier[random.int(0, index - 200)]! : null;
  return {
    index,
    id: ids.next('A'),
    market,
    area,
    name,
    email: emailOf(random, name),
    phone: phoneOf(random, market),
    home,
    shipTo: shipAddress(seed, random, lodging, area, home, index),
    lodging,
    flat: flat || lodging === 'dorm',
    badStreet: (streetNumber + area.number) % badStreetEvery === 0,
    registeredAt: since + random.int(0, 20) * hour + random.int(0, hour - 1),
    homeIp:
      lodging === 'dorm'
        ? placeIp(seed, `campus ${market.country}`, area.number)
        : lodging === 'office' && random.chance(0.5)
          ? placeIp(seed, `office ${market.country}`, area.number * 4 + random.int(0, 3))
          : (partner?.homeIp ?? homeIp(random, market.country)),
    mobileIp: mobileIp(random, market.country),
    token: partner !== null && random.chance(0.3) ? partner.token : `tok_${random.letters(12).toLowerCase()}`,
    tokenKind: random.pick(['card', 'card', 'card', 'wallet', market.country === 'DE' ? 'direct_debit' : 'card']),
    rate: random.logNormal(ordersPerYear / 365, orderSpread),
    returns: random.chance(0.03) ? random.between(2, 3.2) : random.logNormal(1.15, 0.4),
    helper: index > 20 && random.chance(0.006) ? random.int(Math.max(0, index - 2_000), index - 1) : -1,
    partner: partner?.index ?? -1,
    resold: resold !== null,
    device: partner !== null && random.chance(0.25) ? partner.device : (resold?.device ?? newDevice(random)),
    tokenCountry: random.chance(foreignCards) ? abroad(random) : market.country,
    nextOrder: 0,
    orders: 0,
    claims: 0,
    closed: false,
  };
}

/** Hundreds of rooms behind one door. */
function dormAddress(seed: number, random: Random, area: Area, base: Address): Address {
  const hall = new Random(seed, `dorm ${base.country}`, area.number);
  return {
    ...base,
    line1: houseLine(base.country, hall.pick(area.streets), hall.int(1, 60)),
    line2: `${base.country === 'DE' ? 'Zimmer' : 'Room'} ${random.int(100, 699)}`,
  };
}

function shipAddress(
  seed: number,
  random: Random,
  lodging: Lodging,
  area: Area,
  home: Address,
  index: number,
): Address {
  if (lodging === 'locker') {
    const place = new Random(seed, `locker ${home.country}`, area.number);
    return {
      ...home,
      line1: houseLine(home.country, place.pick(area.streets), place.int(1, 80)),
      line2: `Locker ${random.int(1, 90)}`,
    };
  }
  if (lodging === 'office') {
    const house = new Random(seed, `office ${home.country}`, area.number * 4 + random.int(0, 3));
    return {
      ...home,
      line1: houseLine(home.country, house.pick(area.streets), house.int(1, 80)),
      line2: `c/o ${house.letters(1)}${house.letters(3).toLowerCase()} Ltd`,
    };
  }
  if (lodging === 'forwarder') {
    const house = new Random(seed, `forwarder ${home.country}`, area.number % 2);
    return {
      ...home,
      line1: houseLine(home.country, house.pick(area.streets), house.int(100, 900)),
      line2: `Suite ${10_000 + index}`,
    };
  }
  return home;
}

/** Where somebody of this market lives: a friend, a relative, an accomplice. Null where hardly anybody does. */
export function someHome(accounts: readonly Account[], market: Market, random: Random): Address | null {
  for (let attempt = 0; attempt < 60; attempt++) {
    const found = random.pick(accounts);
    if (found.market === market) return found.home;
  }
  return null;
}
