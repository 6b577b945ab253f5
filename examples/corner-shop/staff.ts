import { days, hours, isWorkday, logEnds, logStarts, type Millis, midnight, minutes, on } from './calendar.ts';
import { counter, type Facility, leeds, type Market, nuremberg } from './places.ts';
import { newId, type World } from './world.ts';

interface Employee {
  readonly id: string;
  readonly role: 'agent' | 'supervisor' | 'warehouse' | 'other';
  readonly team: string;
  readonly facility?: Facility;
  readonly queues?: readonly string[];
  readonly starts: number;
}

/** Fourteen people; `starts` is the hour (UTC) at which the usual shift of eight hours begins. */
export const employees: readonly Employee[] = [
  { id: 'E-101', role: 'agent', team: 'support-gb', queues: ['gb'], starts: 8 },
  { id: 'E-102', role: 'agent', team: 'support-gb', queues: ['gb'], starts: 8 },
  { id: 'E-103', role: 'agent', team: 'support-gb', queues: ['gb', 'fr'], starts: 11 },
  { id: 'E-104', role: 'agent', team: 'support-de', queues: ['de'], starts: 7 },
  { id: 'E-105', role: 'agent', team: 'support-de', queues: ['de', 'fr'], starts: 10 },
  { id: 'E-106', role: 'supervisor', team: 'support-gb', queues: ['gb'], starts: 8 },
  { id: 'E-107', role: 'supervisor', team: 'support-de', queues: ['de'], starts: 7 },
  { id: 'E-201', role: 'warehouse', team: 'returns-leeds', facility: leeds, starts: 7 },
  { id: 'E-202', role: 'warehouse', team: 'returns-leeds', facility: leeds, starts: 7 },
  { id: 'E-203', role: 'warehouse', team: 'packing-leeds', facility: leeds, starts: 7 },
  { id: 'E-204', role: 'warehouse', team: 'returns-leeds', facility: leeds, starts: 8 },
  { id: 'E-205', role: 'warehouse', team: 'packing-nuernberg', facility: nuremberg, starts: 6 },
  { id: 'E-206', role: 'warehouse', team: 'returns-nuernberg', facility: nuremberg, starts: 7 },
  { id: 'E-301', role: 'other', team: 'counter-leeds', facility: counter, starts: 9 },
];

/** The one who books returns that no dock saw: the story `insider` tells it. */
export const insider = 'E-204';
export const counterClerk = 'E-301';
export const teamLeadGb = 'E-106';

export const packerAt = (world: World, facility: Facility): string =>
  facility === leeds ? (world.random.chance(0.8) ? 'E-203' : 'E-202') : world.random.chance(0.8) ? 'E-205' : 'E-206';

export const receiverAt = (world: World, facility: Facility): string => {
  if (facility === counter) return counterClerk;
  return facility === leeds ? world.random.pick(['E-201', 'E-202', 'E-201', insider]) : 'E-206';
};

export const agentFor = (world: World, market: Market): string =>
  market === 'GB'
    ? world.random.pick(['E-101', 'E-102', 'E-103'])
    : market === 'DE'
      ? world.random.pick(['E-104', 'E-105'])
      : world.random.pick(['E-103', 'E-105']);

/** The day on which the dock scanners in Leeds were dead from morning to evening. */
export const outageDay = midnight(on('2026-10-13 00:00'));

/** The warehouses got their dock scanners in March 2026: before that a missing scan means nothing. */
const scannersSince = on('2026-03-02 00:00');

/** Since this day the gate in Leeds tells of the outgoing cages as well, one every working hour. */
const cagesSince = on('2026-09-14 00:00');

/** The rota before this day was kept on paper. */
const rotaSince = on('2026-09-21 00:00');

/** Whether the scanners of the facility were there and alive: the counter in Leeds has a till that scans, and never failed. */
export function docksAwake(facility: Facility, at: Millis): boolean {
  if (facility === leeds && midnight(at) === outageDay) return false;
  return facility === counter || at >= scannersSince;
}

function* workdays(from: Millis): Generator<Millis> {
  for (let day = midnight(from); day < logEnds; day += days(1)) if (isWorkday(day)) yield day;
}

/** Docks are tested at opening and at closing with a known weight; those scans show that a dock was awake. */
function tellDockChecks(world: World): void {
  for (const facility of [leeds, nuremberg]) {
    for (const day of workdays(scannersSince)) {
      if (!docksAwake(facility, day)) continue;
      for (const hour of [7, 15]) {
        world.log.add('dock.scanned', day + hours(hour) + minutes(world.random.int(2, 28)), {
          facility: facility.id,
          station: `${facility.id}-dock-${world.random.int(1, 2)}`,
          weight_g: 1000 + world.random.int(-4, 4),
        });
      }
    }
  }
}

function tellCages(world: World): void {
  for (const day of workdays(cagesSince)) {
    if (!docksAwake(leeds, day)) continue;
    for (let hour = 7; hour <= 15; hour++) {
      const at = day + hours(hour) + minutes(world.random.int(0, 59));
      world.log.add('dock.scanned', at, { facility: leeds.id, station: `${leeds.id}-gate` });
    }
  }
}

function tellShifts(world: World): void {
  for (const day of workdays(rotaSince)) {
    for (const employee of employees) {
      // Days off and holidays; never on a day of which the log knows better.
      if (world.random.chance(0.12) && !world.log.worked(employee.id, day)) continue;
      const starts = day + hours(employee.starts);
      world.log.add('employee.shift', starts - days(1), {
        employee_id: employee.id,
        starts: new Date(starts).toISOString(),
        ends: new Date(starts + hours(8)).toISOString(),
        team: employee.team,
        ...(employee.facility === undefined ? {} : { facility: employee.facility.id }),
        ...(employee.queues === undefined ? {} : { queue: employee.queues[0]! }),
      });
    }
  }
}

function tellSignIns(world: World): void {
  const agents = employees.filter(employee => employee.queues !== undefined);
  for (const day of workdays(on('2026-10-26 00:00'))) {
    for (const employee of agents) {
      if (world.random.chance(0.5)) continue;
      world.log.add('employee.session', day + hours(employee.starts) + minutes(world.random.int(0, 9)), {
        employee_id: employee.id,
        session_id: newId(world, 'S'),
        device_id: `desk-${employee.id}`,
        ip: employee.team.endsWith('gb') ? '192.0.2.10' : '192.0.2.20',
        country: employee.team.endsWith('gb') ? 'GB' : 'DE',
        mfa: true,
      });
    }
  }
}

export function tellStaff(world: World): void {
  for (const employee of employees) {
    world.log.add('employee.joined', logStarts - days(30), {
      employee_id: employee.id,
      role: employee.role,
      team: employee.team,
      ...(employee.facility === undefined ? {} : { facility: employee.facility.id }),
      ...(employee.queues === undefined ? {} : { queues: [...employee.queues] }),
    });
  }
  tellDockChecks(world);
  tellCages(world);
  tellShifts(world);
  tellSignIns(world);
}
