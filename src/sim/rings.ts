import { day, hour, type Millis, worldStart } from './calendar.ts';
import type { Ids } from './ids.ts';
import { abroad, homeIp, newDevice, tunnelIp } from './network.ts';
import type { Country, Market } from './places.ts';
import type { Delivery, Order, Visit, Voice } from './plan.ts';
import { hashText, mix32, Random } from './random.ts';
import type { Employee, Staff } from './staff.ts';

/** A refund service: a few operators, their tools, the patterns that they offer, and whom they have inside. */
export interface Ring {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly markets: readonly Country[];
  readonly patterns: readonly string[];
  readonly operators: readonly string[];
  readonly devices: readonly string[];
  readonly ips: readonly string[];
  readonly script: number;
  readonly from: number;
  readonly until: number;
  readonly fee: number;
  readonly weight: number;
  readonly platform: 'telegram' | 'discord' | 'reddit';
  readonly dock: Employee | null;
  readonly desk: Employee | null;
  readonly stolen: Employee | null;
  /** Accounts that were customers of it. */
  readonly clients: Set<number>;
  readonly usedDevices: Set<string>;
  jobs: number;
}

/** Refunds that one service of average size brings about, which decides how many services a world has. */
const jobsPerRing = 45;

const names =
  'Ember,Halcyon,Sable,Quartz,Drift,Onyx,Marlow,Vesper,Cobalt,Juniper,Raven,Tundra,Saffron,Nimbus,Opal,Cinder,Lark,Basalt,Mirage,Thistle,Cedar,Flint,Indigo,Velvet'.split(
    ',',
  );
const offered = [
  'inr_delivered',
  'bought_in_refunder',
  'missing_item',
  'empty_on_arrival',
  'empty_return',
  'switched_return',
  'fake_tracking',
  'forged_police_report',
  'forged_evidence',
  'refund_and_dispute',
  'replacement_abuse',
  'warranty_fraud',
];

export function makeRings(
  seed: number,
  days: number,
  expectedJobs: number,
  staff: Staff,
  markets: readonly Market[],
  ids: Ids,
): Ring[] {
  if (expectedJobs <= 0) return [];
  const count = Math.max(2, Math.min(60, Math.round(expectedJobs / jobsPerRing)));
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const random = new Random(seed, 'ring', index);
    // Large services work in several countries, small ones in one.
    const home = random.pick(markets.slice(0, 4)).country;
    const shops = markets.map(market => market.country).filter(country => country === home || random.chance(0.3));
    const from = index === 0 ? 0 : Math.floor(random.between(0, days * 0.35));
    const hire = (duty: 'receiver' | 'agent', chance: number): Employee | null => {
      if (!random.chance(chance)) return null;
      const staffed = staff.everybody.filter(
        each =>
          each.duty === duty &&
          each.country === home &&
          each.leftAt === Number.POSITIVE_INFINITY &&
          each.joinedAt < worldStart &&
          each.queue !== 'escalation' &&
          !taken.has(each.id),
      );
      if (staffed.length === 0) return null;
      const employee = random.pick(staffed);
      taken.add(employee.id);
      return employee;
    };
    const dock = hire('receiver', index === 0 ? 1 : 0.35);
    const desk = hire('agent', index === 1 ? 1 : 0.3);
    const stolen = hire('agent', index === Math.min(2, count - 1) ? 1 : 0.15);
    return {
      index,
      id: ids.next('ring-'),
      name: `${names[index % names.length]}${index >= names.length ? random.int(2, 99) : ''}`,
      country: abroad(random),
      markets: shops,
      patterns: offered.filter(pattern => pattern === 'bought_in_refunder' || random.chance(0.33)),
      operators: Array.from({ length: random.int(1, 4) }, () => ids.next('op-')),
      devices: Array.from({ length: 6 }, () => newDevice(random)),
      ips: Array.from({ length: 5 }, () => tunnelIp(random)),
      script: mix32(hashText(`script ${index}`) ^ seed) | 1,
      from,
      until: index === 0 ? days : Math.min(days, from + Math.floor(random.between(0.4, 1) * days)),
      fee: random.int(10, 40),
      weight: random.logNormal(1, 0.6),
      platform: random.pick(['telegram', 'telegram', 'discord', 'reddit'] as const),
      dock,
      desk,
      stolen,
      clients: new Set<number>(),
      usedDevices: new Set<string>(),
      jobs: 0,
    };
  });
}

/** Where an operator sits for a job. Careful ones take a fresh device and a rented home line in the customer's country each time. */
export function operatorVisit(ring: Ring, hardness: number, market: Market, dayNumber: number, random: Random): Visit {
  const careful = hardness * 0.92;
  // Careless services keep a tool for months, middling ones change it every other week.
  const spell = Math.floor(dayNumber / Math.max(9, 200 * (1 - hardness)));
  const kept = 1 + Math.round(hardness * 3);
  const device = random.chance(careful)
    ? newDevice(random)
    : ring.devices[(spell + random.int(0, kept - 1)) % ring.devices.length]!;
  const ip = random.chance(careful)
    ? homeIp(random, market.country)
    : ring.ips[(spell + random.int(0, kept - 1)) % ring.ips.length]!;
  return { device, ip, country: random.chance(0.25 + 0.72 * hardness) ? market.country : ring.country };
}

export function operatorVoice(ring: Ring, hardness: number, usual: Voice, random: Random): Voice {
  const pressure = random.chance(0.3 + 0.5 * hardness) ? usual.pressure : random.int(1, 3);
  return { script: ring.script, frozen: 1 - 0.75 * hardness * random.between(0.6, 1.2), pressure };
}

/** Some operators claim as soon as the parcel is there, careless ones oftener; the others wait as a customer would. */
export function operatorMoment(
  order: Order,
  delivery: Delivery,
  hardness: number,
  usual: Millis,
  random: Random,
): Millis {
  if (random.chance(0.4 + 0.6 * hardness)) return usual;
  return Math.max(order.at + day, delivery.expectedAt + random.int(4, 72) * hour + random.int(0, hour - 1));
}
