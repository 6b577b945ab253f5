import type { Account } from './accounts.ts';
import { day, type Millis, worldStart } from './calendar.ts';
import { comeBack, type Kinship, kinship, other, registration, returnsAt } from './identities.ts';
import { cumulate, Random } from './random.ts';
import type { SimulationRequest, World } from './world.ts';

/** Share of accounts that were closed for abuse, and how many of their owners come back within the world's time. */
const closedShare = 0.006;
const closedMin = 12;
const comesBack = 0.5;

export interface Closure {
  readonly account: Account;
  readonly at: Millis;
}

/** Accounts that the shop closed before the world begins or in its first half. */
export function drawClosures(request: SimulationRequest, accounts: readonly Account[]): Closure[] {
  const random = new Random(request.seed, 'closures');
  const old = accounts.filter(account => account.registeredAt < worldStart - 100 * day);
  const count = Math.min(Math.floor(old.length / 4), Math.max(closedMin, Math.round(accounts.length * closedShare)));
  const chosen = new Map<number, Closure>();
  for (let number = 0; number < count; number++) {
    const account = random.pick(old);
    const at = worldStart + Math.floor(random.between(-90, request.days * 0.45) * day);
    chosen.set(account.index, { account, at });
  }
  return [...chosen.values()];
}

/** New accounts of people whose old one was closed; they join the world's accounts. */
export function returningAccounts(
  request: SimulationRequest,
  closures: readonly Closure[],
  first: number,
  newId: () => string,
): Account[] {
  const random = new Random(request.seed, 'returning');
  const returning: Account[] = [];
  for (const { account, at } of closures) {
    const back = Math.max(returnsAt(at, random), worldStart + random.int(1, 30) * day);
    if (!random.chance(comesBack) || back > worldStart + request.days * 0.9 * day) continue;
    const person = comeBack(account, request.hardness, random);
    returning.push({
      ...account,
      index: first + returning.length,
      id: newId(),
      name: person.name,
      email: person.email,
      phone: person.phone,
      home: person.address,
      shipTo: person.address,
      device: person.device,
      homeIp: person.ip,
      token: random.chance(0.4) ? account.token : `tok_${random.letters(12).toLowerCase()}`,
      registeredAt: back,
      orders: 0,
      claims: 0,
      closed: false,
    });
  }
  return returning;
}

const kinshipShare: Readonly<Record<Kinship, number>> = {
  returning: 0.22,
  namesake: 0.12,
  next_tenant: 0.16,
  flatmate: 0.14,
  recycled_number: 0.1,
  stranger: 0.26,
};

/** Registrations to screen at the end of the world, and who they really are. */
export function writeRegistrations(world: World, closures: readonly Closure[], write: (event: object) => void): void {
  const random = new Random(world.request.seed, 'registrations');
  const kinds = cumulate(kinship.map(each => kinshipShare[each]));
  for (let number = 0; number < world.request.registrations; number++) {
    const kind = closures.length === 0 ? 'stranger' : kinship[random.weighted(kinds)]!;
    const closed = closures.length === 0 ? random.pick(world.accounts) : random.pick(closures).account;
    const person =
      kind === 'returning'
        ? comeBack(closed, world.request.hardness, random)
        : other(kind, closed, random.pick(world.accounts), random);
    const id = world.ids.next('A');
    const eventId = world.ids.next('');
    const country = closed.market.country;
    const resold = kind === 'stranger' && random.chance(0.02) ? { ...person, device: closed.device } : person;
    write({
      specversion: '1.0',
      id: eventId,
      source: '/shop',
      type: 'account.registered',
      time: new Date(world.end + number * 41_000 + random.int(0, 40_000)).toISOString(),
      data: registration(id, country, resold, random),
    });
    world.tell({
      kind: 'registration',
      event_id: eventId,
      account_id: id,
      truth: kind,
      matched_account_id: kind === 'returning' ? closed.id : undefined,
      near_account_id: kind === 'stranger' || kind === 'returning' ? undefined : closed.id,
    });
  }
}
