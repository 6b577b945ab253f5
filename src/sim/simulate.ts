import { type Account, makeAccount } from './accounts.ts';
import { Boasts, type Post } from './boasts.ts';
import { day, dayNumberOf, hour, minute, Seasons, worldStart } from './calendar.ts';
import { TrackingNumbers } from './carriers.ts';
import { type Closure, drawClosures, returningAccounts, writeRegistrations } from './closures.ts';
import { Feed } from './feed.ts';
import { makeCatalogue } from './goods.ts';
import { isUnlucky } from './honest/nature.ts';
import { honestOrder } from './honest/order.ts';
import { registration } from './identities.ts';
import { Ids } from './ids.ts';
import { Judging } from './judging.ts';
import { abroad, homeIp, newDevice, tunnelIp } from './network.ts';
import { makeGeography } from './places.ts';
import type { Visit } from './plan.ts';
import { Random } from './random.ts';
import { makeRings } from './rings.ts';
import { Scheming } from './scheming.ts';
import { Shelf } from './shelf.ts';
import { type Employee, Staff, withinShift } from './staff.ts';
import type { Counts, SimulationRequest, World } from './world.ts';

/** Where the lines of the world go; each ends with a line feed. */
export interface Sink {
  readonly event: (line: string) => void;
  readonly truth: (line: string) => void;
  readonly judgement: (line: string) => void;
  readonly registration: (line: string) => void;
}

export interface Simulated {
  readonly request: SimulationRequest;
  readonly counts: Counts & {
    readonly events: number;
    readonly rings: number;
    readonly accounts: number;
    readonly employees: number;
  };
  readonly posts: readonly Post[];
  readonly outageFrom: number;
}

/** A day is written this many days after it was lived, because some things are told about the days before. */
const writtenAfterDays = 3;
/** Orders and claims of one account on an average day, to know how many services the world can feed. */
const ordersPerAccountDay = 0.031;
const claimsPerOrder = 0.085;

/** Lives the world from its first to its last day. The same request gives the same lines; `told` hears of each day that is over. */
export function simulate(
  request: SimulationRequest,
  sink: Sink,
  told: (dayNumber: number, events: number) => void = () => {},
): Simulated {
  const ids = new Ids(request.seed);
  const feed = new Feed(request.seed, request.days, ids, sink.event);
  const geography = makeGeography(request.seed);
  const staff = new Staff(request.seed, request.accounts, request.days, geography, ids);
  const accounts: Account[] = [];
  for (let index = 0; index < request.accounts; index++)
    accounts.push(
      makeAccount({ seed: request.seed, days: request.days, geography, ids, count: request.accounts }, index, accounts),
    );
  const closures = drawClosures(request, accounts);
  const returning = returningAccounts(request, closures, accounts.length, () => ids.next('A'));
  accounts.push(...returning);
  const expectedClaims = request.accounts * request.days * ordersPerAccountDay * claimsPerOrder;
  const rings = makeRings(
    request.seed,
    request.days,
    expectedClaims * request.fraudShare,
    staff,
    geography.markets,
    ids,
  );
  const judging = new Judging(request.seed, sink.judgement);
  const boasts = new Boasts(request.seed);
  const world: World = {
    request,
    end: worldStart + request.days * day,
    ids,
    feed,
    catalogue: makeCatalogue(request.seed, request.hardness),
    geography,
    staff,
    accounts,
    tracking: new TrackingNumbers(),
    shelf: new Shelf(),
    rings,
    tell: truth => sink.truth(`${JSON.stringify(truth)}\n`),
    settled: claim => {
      judging.consider(world, claim);
      boasts.consider(world, claim);
    },
    counts: { orders: 0, claims: 0, fraud: 0, abuse: 0, refunds: 0 },
  };

  begin(world, closures);
  live(world, new Scheming(world, returning), closures, told);
  boasts.advertise(world);
  const posts = boasts.publish(world);
  feed.end();
  writeRegistrations(world, closures, event => sink.registration(`${JSON.stringify(event)}\n`));
  tellTruth(world, returning, closures);
  return {
    request,
    counts: {
      ...world.counts,
      events: feed.written,
      rings: rings.length,
      accounts: accounts.length,
      employees: staff.everybody.length,
    },
    posts,
    outageFrom: feed.outageFrom,
  };
}

/** Everybody who was there before the world begins: staff, customers, and those whose account was closed. */
function begin(world: World, closures: readonly Closure[]): void {
  for (const employee of world.staff.everybody) {
    const desk = employee.queue !== null;
    world.feed.emit('employee.joined', employee.joinedAt, {
      employee_id: employee.id,
      role: employee.duty === 'agent' ? 'agent' : employee.duty === 'supervisor' ? 'supervisor' : 'warehouse',
      team: employee.team,
      facility: desk ? undefined : employee.group,
      queues: desk ? [employee.queue!] : undefined,
    });
    if (employee.leftAt < world.end) world.feed.emit('employee.left', employee.leftAt, { employee_id: employee.id });
  }
  for (const account of world.accounts) if (account.registeredAt < worldStart) register(world, account);
  for (const { account, at } of closures) if (at < worldStart) close(world, account, at);
  world.feed.flushPast();
}

function register(world: World, account: Account): void {
  const random = new Random(world.request.seed, 'registered', account.index);
  const person = {
    name: account.name,
    email: account.email,
    phone: account.phone,
    address: account.home,
    device: account.device,
    ip: account.homeIp,
  };
  world.feed.emit(
    'account.registered',
    account.registeredAt,
    registration(account.id, account.market.country, person, random),
  );
}

function close(world: World, account: Account, at: number): void {
  const by = world.staff.members('supervisor', `lead-${account.market.language}`)[0]!.id;
  world.feed.emit('account.closed', at, { account_id: account.id, reason: 'terms', by });
  account.closed = true;
}

function live(
  world: World,
  scheming: Scheming,
  closures: readonly Closure[],
  told: (dayNumber: number, events: number) => void,
): void {
  const { days, seed } = world.request;
  const seasons = new Seasons(days);
  const visits: Account[][] = Array.from({ length: days }, () => []);
  const next = (account: Account, from: number): void => {
    account.nextOrder =
      Math.max(account.nextOrder, from) +
      new Random(seed, `wait ${account.index}`, account.orders).wait(1 / account.rate);
    const when = seasons.dayAt(account.nextOrder);
    if (when < days) visits[when]!.push(account);
  };
  const newcomers: Account[][] = Array.from({ length: days }, () => []);
  for (const account of world.accounts) {
    const first = account.registeredAt < worldStart ? 0 : dayNumberOf(account.registeredAt);
    if (account.registeredAt >= worldStart) newcomers[first]?.push(account);
    next(account, seasons.passedBefore(first));
  }
  for (let dayNumber = 0; dayNumber < days; dayNumber++) {
    for (const { account, at } of closures) if (dayNumberOf(at) === dayNumber) close(world, account, at);
    for (const account of newcomers[dayNumber]!) register(world, account);
    work(world, dayNumber);
    for (const account of visits[dayNumber]!) {
      if (account.closed) continue;
      honestOrder(world, account, dayNumber);
      next(account, 0);
    }
    visits[dayNumber] = [];
    scheming.day(dayNumber);
    world.feed.flush(dayNumber - writtenAfterDays);
    told(dayNumber, world.feed.written);
  }
}

/** The rota of the day, and the sign-ins of those who work at screens. */
function work(world: World, dayNumber: number): void {
  const random = new Random(world.request.seed, 'work', dayNumber);
  for (const employee of world.staff.everybody) {
    const shift = world.staff.shiftOn(employee, dayNumber);
    if (shift === null || shift.starts >= world.end) continue;
    const desk = employee.queue !== null;
    if (random.chance(0.97)) {
      world.feed.emit('employee.shift', shift.starts - 14 * hour, {
        employee_id: employee.id,
        starts: new Date(shift.starts).toISOString(),
        ends: new Date(shift.ends).toISOString(),
        team: random.maybe(0.9, employee.team),
        facility: desk ? undefined : employee.group,
        queue: employee.queue ?? undefined,
      });
    }
    if (!desk && !random.chance(0.3)) continue;
    // Mistyped numbers and curiosity: records are opened that no contact explains.
    if (desk && random.chance(0.03)) {
      const viewed = random.pick(world.accounts);
      const at = withinShift(random, shift);
      if (viewed.registeredAt < at)
        world.feed.emit('record.viewed', at, { employee_id: employee.id, account_id: viewed.id });
    }
    const { device, ip, country } = seat(employee, random);
    world.feed.emit('employee.session', shift.starts - random.int(-20, 12) * minute, {
      employee_id: employee.id,
      session_id: world.ids.next('Z'),
      device_id: random.maybe(0.95, device),
      ip: random.maybe(0.95, ip),
      country: random.maybe(0.9, country),
      mfa: random.maybe(0.8, random.chance(0.85)),
    });
  }
}

/** Where an employee works today: mostly at the site, at times from home, through a tunnel or from abroad, and now and then on another machine. */
function seat(employee: Employee, random: Random): Visit {
  const place = random.next();
  const away = employee.queue !== null && place >= 0.93;
  return {
    device: random.chance(away ? 0.12 : 0.02) ? newDevice(random) : employee.device,
    ip: !away ? employee.ip : place < 0.965 ? homeIp(random, employee.country) : tunnelIp(random),
    country: away && place >= 0.985 ? abroad(random) : employee.country,
  };
}

/** What is true of accounts, staff and services, once everything has happened. */
function tellTruth(world: World, returning: readonly Account[], closures: readonly Closure[]): void {
  const closed = new Set(closures.map(closure => closure.account.id));
  const comeBack = new Set(returning.map(account => account.id));
  const ringOf = new Map<number, string>();
  for (const ring of world.rings) for (const client of ring.clients) ringOf.set(client, ring.id);
  for (const account of world.accounts) {
    world.tell({
      kind: 'account',
      account_id: account.id,
      lodging: account.lodging,
      helped_by: account.helper >= 0 ? world.accounts[account.helper]?.id : undefined,
      closed: closed.has(account.id) || undefined,
      returning: comeBack.has(account.id) || undefined,
      ring_id: ringOf.get(account.index),
      bad_street: account.badStreet || undefined,
      household: account.partner >= 0 || undefined,
      resold_device: account.resold || undefined,
      unlucky: isUnlucky(world, account) || undefined,
    });
  }
  const insiders = new Map<string, { ring: string; way: string }>();
  for (const ring of world.rings) {
    for (const [way, employee] of [
      ['dock', ring.dock],
      ['desk', ring.desk],
      ['stolen', ring.stolen],
    ] as const)
      if (employee !== null) insiders.set(employee.id, { ring: ring.id, way });
    world.tell({
      kind: 'ring',
      ring_id: ring.id,
      name: ring.name,
      members: [...ring.clients].map(client => world.accounts[client]!.id),
      operators: ring.operators,
      devices: [...ring.usedDevices],
      employees: [ring.dock, ring.desk, ring.stolen].filter(each => each !== null).map(each => each.id),
      claims: ring.jobs,
      fee_percent: ring.fee,
      platform: ring.platform,
      active_days: [ring.from, ring.until],
    });
  }
  for (const employee of world.staff.everybody) {
    const inside = insiders.get(employee.id);
    world.tell({
      kind: 'employee',
      employee_id: employee.id,
      truth: inside === undefined ? 'honest' : inside.way === 'stolen' ? 'victim' : 'insider',
      way: inside?.way,
      ring_id: inside?.ring,
      queue: employee.queue ?? undefined,
      station: employee.station,
    });
  }
}
