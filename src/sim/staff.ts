import { day, dayNumberOf, hour, type Millis, minute, worldStart } from './calendar.ts';
import type { Ids } from './ids.ts';
import { newDevice, placeIp } from './network.ts';
import type { Country, Geography } from './places.ts';
import { Random } from './random.ts';

export type Duty = 'packer' | 'receiver' | 'agent' | 'supervisor';

export interface Employee {
  readonly index: number;
  readonly id: string;
  readonly duty: Duty;
  /** Site of the warehouse, or language of the desk. */
  readonly group: string;
  readonly team: string;
  readonly queue: string | null;
  readonly country: Country;
  readonly offset: number;
  readonly starts: number;
  readonly length: number;
  readonly joinedAt: Millis;
  readonly leftAt: Millis;
  readonly station: string;
  readonly device: string;
  readonly ip: string;
}

export interface Site {
  readonly id: string;
  readonly country: Country;
  readonly city: string;
  readonly postcode: string;
  readonly region: string;
  readonly offset: number;
  readonly stations: number;
}

export interface Shift {
  readonly starts: Millis;
  readonly ends: Millis;
}

/** Accounts for each receiver, packer and agent; small shops have at least the minimum. */
const accountsPerReceiver = 420;
const accountsPerPacker = 350;
const accountsPerAgent = 240;

/** Share of a site's days on which the dock's scanner was out of order. */
const outageShare = 0.02;
/** Share of the spells of so long in which it is received in bulk. */
const bulkShare = 0.02;
const bulkHours = 3 * hour;

const shiftStarts: Readonly<Record<Duty, readonly number[]>> = {
  packer: [6, 6, 14],
  receiver: [6, 7, 13],
  supervisor: [8, 12],
  agent: [7, 9, 13, 15],
};
const nightStart = 22;

export class Staff {
  readonly everybody: Employee[] = [];
  readonly sites: Site[] = [];
  readonly #groups = new Map<string, Employee[]>();
  readonly #rota = new Map<string, readonly Employee[]>();
  readonly #seed: number;

  constructor(seed: number, accounts: number, days: number, geography: Geography, ids: Ids) {
    this.#seed = seed;
    for (const market of geography.markets) {
      const share = Number(
        (market.country === 'US' ? 0.36 : market.country === 'DE' || market.country === 'GB' ? 0.175 : 0.07).toFixed(3),
      );
      const random = new Random(seed, `site ${market.country}`);
      const area = random.pick(market.areas);
      const id = `${market.country}-FC${random.int(1, 9)}`;
      const receivers = Math.max(3, Math.round((accounts * share) / accountsPerReceiver));
      this.sites.push({
        id,
        country: market.country,
        city: area.city,
        postcode: area.postcode,
        region: area.region,
        offset: market.offset,
        stations: Math.max(3, Math.ceil(receivers / 4)),
      });
      const hire = (
        duty: Duty,
        count: number,
        group: string,
        team: string,
        queue: (number: number) => string | null,
      ) => {
        for (let number = 0; number < count; number++)
          this.#hire(ids, days, duty, group, team, queue(number), market.country, market.offset);
      };
      hire('receiver', receivers, id, 'returns', () => null);
      hire('packer', Math.max(3, Math.round((accounts * share) / accountsPerPacker)), id, 'outbound', () => null);
      const agents = Math.max(4, Math.round((accounts * share) / accountsPerAgent));
      hire('agent', agents, `desk-${market.language}`, `desk-${market.country}`, number =>
        number % 8 === 1 ? 'escalation' : number % 8 === 5 ? 'high_value' : number % 8 === 3 ? 'night' : 'general',
      );
      hire(
        'supervisor',
        Math.max(1, Math.round(agents / 12)),
        `lead-${market.language}`,
        `desk-${market.country}`,
        () => 'escalation',
      );
    }
  }

  #hire(
    ids: Ids,
    days: number,
    duty: Duty,
    group: string,
    team: string,
    queue: string | null,
    country: Country,
    offset: number,
  ): void {
    const index = this.everybody.length;
    const random = new Random(this.#seed, 'employee', index);
    const fresh = random.chance(0.12);
    const leaves = random.chance(0.06);
    const joined = fresh
      ? worldStart + random.int(0, Math.floor(days * 0.5)) * day
      : worldStart - random.int(20, 2000) * day;
    const employee: Employee = {
      index,
      id: ids.next('E'),
      duty,
      group,
      team,
      queue,
      country,
      offset,
      starts: queue === 'night' ? nightStart : random.pick(shiftStarts[duty]),
      length: 8,
      joinedAt: joined + 7 * hour,
      leftAt: leaves ? Math.max(joined, worldStart) + random.int(60, 400) * day : Number.POSITIVE_INFINITY,
      // One receiver in twelve works where newcomers are trained, without a scanner of its own.
      station: random.chance(0.08) ? 'T1' : `R${random.int(1, 4)}`,
      device: newDevice(random),
      ip: placeIp(this.#seed, `site ${group}`, 0),
    };
    this.everybody.push(employee);
    const members = this.#groups.get(`${duty} ${group}`);
    if (members === undefined) this.#groups.set(`${duty} ${group}`, [employee]);
    else members.push(employee);
  }

  siteOf(country: Country): Site {
    return this.sites.find(site => site.country === country)!;
  }

  members(duty: Duty, group: string): readonly Employee[] {
    return this.#groups.get(`${duty} ${group}`) ?? [];
  }

  /** The shift that begins on the day in the employee's local time; null on days off, on leave and outside the employment. */
  shiftOn(employee: Employee, dayNumber: number): Shift | null {
    const midnight = worldStart + dayNumber * day - employee.offset * hour;
    const starts = midnight + employee.starts * hour;
    if (starts < employee.joinedAt - 2 * hour || starts > employee.leftAt) return null;
    if ((dayNumber + employee.index * 3) % 7 < 2) return null;
    // Two weeks of leave, once in about half a year.
    if ((dayNumber + employee.index * 37) % 190 < 13) return null;
    return { starts, ends: starts + employee.length * hour };
  }

  /** Who of the group is at work on the day. */
  atWork(duty: Duty, group: string, dayNumber: number): readonly Employee[] {
    const key = `${duty} ${group} ${dayNumber}`;
    const known = this.#rota.get(key);
    if (known !== undefined) return known;
    const present = this.members(duty, group).filter(employee => this.shiftOn(employee, dayNumber) !== null);
    this.#rota.set(key, present);
    return present;
  }

  /** Somebody of the group whose shift holds the moment; failing that somebody of the day, who then works overtime. */
  onDuty(random: Random, duty: Duty, group: string, at: Millis, queue: string | null = null): Employee {
    const today = dayNumberOf(at);
    for (const dayNumber of [today, today - 1]) {
      const fitting = this.atWork(duty, group, dayNumber).filter(employee => {
        const shift = this.shiftOn(employee, dayNumber)!;
        return at >= shift.starts && at < shift.ends && (queue === null || employee.queue === queue);
      });
      if (fitting.length > 0) return random.pick(fitting);
    }
    const present = this.atWork(duty, group, today);
    return random.pick(present.length > 0 ? present : this.members(duty, group));
  }

  /** Whether the dock of the site could not scan on the day. */
  scannerOut(site: Site, dayNumber: number): boolean {
    return new Random(this.#seed, `scanner ${site.id}`, dayNumber).chance(outageShare);
  }

  /** Whether cages were emptied at the site in these hours without a scan of each parcel, whoever was there. */
  receivesInBulk(site: Site, at: Millis): boolean {
    return new Random(this.#seed, `bulk ${site.id}`, Math.floor(at / bulkHours)).chance(bulkShare);
  }
}

/** A moment within the shift, as far from its edges as work is. */
export function withinShift(random: Random, shift: Shift): Millis {
  return Math.floor(random.between(shift.starts + 10 * minute, shift.ends - 10 * minute));
}
