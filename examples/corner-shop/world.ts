import { type Millis, minutes } from './calendar.ts';
import { everyday, type Good } from './goods.ts';
import type { Log } from './log.ts';
import {
  drawIp,
  drawName,
  drawPhone,
  drawPlace,
  type Facility,
  facilityFor,
  type Market,
  type Place,
} from './places.ts';
import type { Random } from './random.ts';

/** What every deed in the shop needs: dice of its own, the shared log, and ids that nobody has yet. */
export interface World {
  readonly random: Random;
  readonly log: Log;
  readonly taken: Set<string>;
}

/** The same shop with dice of its own. */
export const worldOf = (world: World, name: string): World => ({ ...world, random: world.random.fork(name) });

export function newId(world: World, kind: string): string {
  for (;;) {
    const id = `${kind}-${world.random.letters(6)}`;
    if (world.taken.has(id)) continue;
    world.taken.add(id);
    return id;
  }
}

export interface Customer {
  readonly id: string;
  readonly market: Market;
  readonly name: string;
  readonly place: Place;
  readonly device: string;
  readonly ip: string;
  readonly payment: { readonly token: string; readonly kind: string; readonly country: Market };
  readonly since: Millis;
}

export type Traits = Partial<Omit<Customer, 'id' | 'since'>>;

export const newDevice = (world: World): string => `dev-${world.random.hex(10)}`;

const browsers = [
  'Mozilla/5.0 (iPhone) Mobile Safari/604.1',
  'Mozilla/5.0 (Android 15; Mobile) Firefox/140.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/141.0',
  'CornerApp/4.2 (Android)',
];

export function register(world: World, at: Millis, traits: Traits = {}): Customer {
  const { random } = world;
  const market = traits.market ?? (random.chance(0.55) ? 'GB' : random.chance(0.85) ? 'DE' : 'FR');
  const name = traits.name ?? drawName(random, market);
  const customer: Customer = {
    id: newId(world, 'A'),
    market,
    name,
    place: traits.place ?? drawPlace(random, market),
    device: traits.device ?? newDevice(world),
    ip: traits.ip ?? drawIp(random),
    payment: traits.payment ?? {
      token: `tok-${random.letters(10)}`,
      kind: random.pick(['card', 'card', 'wallet', 'direct_debit']),
      country: market,
    },
    since: at,
  };
  world.log.add('account.registered', at, {
    account_id: customer.id,
    marketplace: market,
    name,
    email: `${name
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z ]/g, '')
      .replace(' ', '.')}${random.int(10, 99)}@mail.example`,
    ...(random.chance(0.8) ? { phone: drawPhone(random, market) } : {}),
    address: { name, ...customer.place },
    device_id: customer.device,
    ip: customer.ip,
    ...(random.chance(0.5) ? { user_agent: random.pick(browsers) } : {}),
  });
  return customer;
}

export interface Visit {
  readonly device?: string;
  readonly ip?: string;
  readonly country?: string;
}

/** A session; without a visit's own words, from the customer's usual device and network. */
export function visit(world: World, customer: Customer, at: Millis, from: Visit = {}): string {
  const session = newId(world, 'S');
  world.log.add('session.started', at, {
    session_id: session,
    account_id: customer.id,
    device_id: from.device ?? customer.device,
    ip: from.ip ?? customer.ip,
    country: from.country ?? customer.market,
  });
  return session;
}

export interface OrderLine {
  readonly id: string;
  readonly good: Good;
  readonly quantity: number;
  readonly minor: number;
  readonly serials: readonly string[];
}

export interface Order {
  readonly id: string;
  readonly customer: Customer;
  readonly at: Millis;
  readonly currency: 'GBP' | 'EUR';
  readonly lines: readonly OrderLine[];
  readonly minor: number;
  readonly facility: Facility;
}

export interface Basket {
  readonly goods?: readonly (readonly [Good, number])[];
  /** Whether the shop noted the serial numbers as it packed. */
  readonly serialsCaptured?: boolean;
  readonly visit?: Visit;
}

export const money = (minor: number): string => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;

export function buy(world: World, customer: Customer, at: Millis, basket: Basket = {}): Order {
  const { random } = world;
  const currency = customer.market === 'GB' ? 'GBP' : 'EUR';
  const chosen = basket.goods ?? [[random.pick(everyday), 1] as const];
  const lines = chosen.map(
    ([good, quantity], index): OrderLine => ({
      id: String(index + 1),
      good,
      quantity,
      minor: currency === 'GBP' ? good.pence : good.cents,
      serials: good.serial ? Array.from({ length: quantity }, () => `${good.sku.slice(0, 3)}${random.letters(8)}`) : [],
    }),
  );
  const minor = lines.reduce((sum, line) => sum + line.minor * line.quantity, 0);
  const order: Order = {
    id: newId(world, 'O'),
    customer,
    at,
    currency,
    lines,
    minor,
    facility: facilityFor(customer.market),
  };
  const noted = basket.serialsCaptured ?? true;
  world.log.add('order.placed', at, {
    order_id: order.id,
    account_id: customer.id,
    marketplace: customer.market,
    currency,
    total: money(minor),
    lines: lines.map(line => ({
      line_id: line.id,
      sku: line.good.sku,
      title: line.good.title,
      category: line.good.category,
      quantity: line.quantity,
      unit_price: money(line.minor),
      ...(noted && line.serials.length > 0 ? { serials: [...line.serials] } : {}),
      weight_g: line.good.grams,
    })),
    ship_to: { name: customer.name, ...customer.place },
    payment: customer.payment,
    ...(random.chance(0.3)
      ? { session_id: visit(world, customer, at - minutes(random.int(3, 25)), basket.visit) }
      : {}),
    device_id: basket.visit?.device ?? customer.device,
    ip: basket.visit?.ip ?? customer.ip,
  });
  return order;
}

/** Lines as events name them; all of the order's when none is picked. */
export const linesOf = (lines: readonly OrderLine[]): { line_id: string; quantity: number }[] =>
  lines.map(line => ({ line_id: line.id, quantity: line.quantity }));

export const worthOf = (lines: readonly OrderLine[]): number =>
  lines.reduce((sum, line) => sum + line.minor * line.quantity, 0);

/** Carton, filling and paper of every parcel. */
const packagingGrams = 180;

export const gramsOf = (lines: readonly OrderLine[]): number =>
  packagingGrams + lines.reduce((sum, line) => sum + line.good.grams * line.quantity, 0);

/** What a scale shows for the weight: within two per cent, as scales in a warehouse do. */
export const weigh = (world: World, grams: number): number => Math.round(grams * (0.98 + world.random.next() * 0.04));
