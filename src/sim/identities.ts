import { type Account, drawName, emailOf } from './accounts.ts';
import { day, hour, type Millis } from './calendar.ts';
import type { Draft } from './feed.ts';
import { homeIp, newDevice, userAgentOf } from './network.ts';
import { type Address, houseLine, phoneOf } from './places.ts';
import type { Random } from './random.ts';

/** What somebody gives when they register. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly address: Address;
  readonly device: string;
  readonly ip: string;
}

/** Who a new registration really is, seen from a closed account. */
export const kinship = ['returning', 'namesake', 'next_tenant', 'flatmate', 'recycled_number', 'stranger'] as const;
export type Kinship = (typeof kinship)[number];

/** The event of a registration, by everybody the same way. */
export function registration(
  accountId: string,
  country: Address['country'],
  person: Person,
  random: Random,
): Draft<'account.registered'> {
  return {
    account_id: accountId,
    marketplace: country,
    name: person.name,
    email: random.maybe(0.99, person.email),
    phone: random.maybe(0.78, person.phone),
    address: random.maybe(0.86, person.address),
    device_id: random.maybe(0.92, person.device),
    ip: random.maybe(0.95, person.ip),
    user_agent: random.maybe(0.6, userAgentOf(person.device)),
  };
}

/** The person behind a closed account, back under another look: each trait is kept, changed a little, or new. */
export function comeBack(closed: Account, hardness: number, random: Random): Person {
  const { market } = closed;
  const name = random.chance(0.55 - 0.25 * hardness) ? closed.name : disguisedName(closed.name, random);
  return {
    name,
    email: random.chance(0.3 - 0.2 * hardness) ? variantMail(closed.email, random) : emailOf(random, name),
    phone: random.chance(0.5 - 0.2 * hardness) ? closed.phone : phoneOf(random, market),
    address: random.chance(0.85 - 0.2 * hardness)
      ? { ...rewritten(closed.home, random), name }
      : {
          ...closed.home,
          line1: houseLine(market.country, random.pick(closed.area.streets), random.int(1, 140)),
          name,
        },
    device: random.chance(0.55 - 0.3 * hardness) ? closed.device : newDevice(random),
    ip: random.chance(0.6 - 0.25 * hardness) ? closed.homeIp : homeIp(random, market.country),
  };
}

/** Somebody else who has something in common with a closed account by chance. */
export function other(kind: Exclude<Kinship, 'returning'>, closed: Account, stranger: Account, random: Random): Person {
  const { market } = closed;
  const fresh: Person = {
    name: drawName(random, market),
    email: '',
    phone: phoneOf(random, market),
    address: {
      ...stranger.home,
      line1: houseLine(stranger.market.country, random.pick(stranger.area.streets), random.int(1, 140)),
      country: stranger.market.country,
    },
    device: newDevice(random),
    ip: homeIp(random, market.country),
  };
  const local =
    stranger.market === market
      ? fresh
      : {
          ...fresh,
          address: {
            ...closed.home,
            line1: houseLine(market.country, random.pick(closed.area.streets), random.int(1, 140)),
          },
        };
  const named = kind === 'namesake' ? { ...local, name: closed.name } : local;
  const person: Person =
    kind === 'next_tenant'
      ? { ...named, address: closed.home }
      : kind === 'flatmate'
        ? { ...named, address: closed.home, ip: closed.homeIp }
        : kind === 'recycled_number'
          ? { ...named, phone: closed.phone }
          : named;
  return { ...person, email: emailOf(random, person.name), address: { ...person.address, name: person.name } };
}

function disguisedName(name: string, random: Random): string {
  const [given = '', ...rest] = name.split(' ');
  const family = rest.join(' ');
  const style = random.int(0, 3);
  if (style === 0) return `${given[0]}. ${family}`;
  if (style === 1) return `${family} ${given}`;
  if (style === 2)
    return `${given} ${family}`
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace('ß', 'ss');
  const place = random.int(1, Math.max(1, family.length - 2));
  return `${given} ${family.slice(0, place)}${family[place] ?? ''}${family.slice(place)}`;
}

function variantMail(email: string, random: Random): string {
  const [local = '', host = ''] = email.split('@');
  return random.chance(0.5)
    ? `${local}+${random.letters(3).toLowerCase()}@${host}`
    : `${local.replace(/[._]/g, '')}${random.int(1, 9)}@${host}`;
}

/** The same address written otherwise. */
function rewritten(home: Address, random: Random): Address {
  const line1 = home.line1
    .replace(/straße/, random.chance(0.5) ? 'str.' : 'strasse')
    .replace(/ Street$/, ' St')
    .replace(/ Road$/, ' Rd')
    .replace(/^Calle /, 'C/ ')
    .replace(/^Via /, 'V. ');
  return { ...home, line1: random.chance(0.3) ? line1.toUpperCase() : line1, postcode: home.postcode.replace(' ', '') };
}

/** When a closed account's owner tries again. */
export function returnsAt(closedAt: Millis, random: Random): Millis {
  return closedAt + Math.floor(random.logNormal(20, 0.7) * day) + random.int(0, 12) * hour;
}
