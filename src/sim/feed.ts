import type { EventData, EventType } from '../domain/events/catalogue.ts';
import { day, dayNumberOf, hour, type Millis, minute, rfc3339, worldStart } from './calendar.ts';
import type { Ids } from './ids.ts';
import { Random } from './random.ts';

/** The `data` of an event before its ids are told apart by type: what a shop's own systems write. */
type Plain<Value> = Value extends string
  ? Value extends object
    ? string
    : Value
  : Value extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Plain<Value[Key]> | (object extends Pick<Value, Key> ? undefined : never) }
      : Value;

export type Draft<Type extends EventType> = Plain<EventData[Type]>;

/** How reliably a system of the shop tells: chance that an event is never told, told late, told twice; and the grain of its clock. */
interface Habit {
  readonly source: string;
  readonly lost: number;
  readonly late: number;
  /** Hours of delay where it is late, on average. */
  readonly delay: number;
  readonly twice: number;
  readonly grain: Millis;
}

const shop: Habit = { source: '/shop', lost: 0, late: 0.003, delay: 6, twice: 0.003, grain: 1 };
const desk: Habit = { source: '/desk', lost: 0, late: 0.01, delay: 3, twice: 0.004, grain: 1000 };
const warehouse: Habit = { source: '/warehouse', lost: 0, late: 0.02, delay: 8, twice: 0.004, grain: 1000 };
const dock: Habit = { ...warehouse, source: '/dock', lost: 0.012, late: 0.03 };
const carriers: Habit = { source: '/carriers', lost: 0.004, late: 0.06, delay: 14, twice: 0.012, grain: minute };
const staff: Habit = { source: '/staff', lost: 0, late: 0.004, delay: 20, twice: 0.001, grain: minute };
const access: Habit = { source: '/access', lost: 0.01, late: 0.01, delay: 5, twice: 0.003, grain: 1 };

function habitOf(type: EventType): Habit {
  const kind = type.slice(0, type.indexOf('.'));
  if (type === 'parcel.scanned') return carriers;
  if (type === 'dock.scanned') return dock;
  if (type === 'record.viewed' || type === 'employee.session') return access;
  if (kind === 'parcel' || kind === 'return' || kind === 'label' || kind === 'replacement') return warehouse;
  if (kind === 'contact' || kind === 'credit') return desk;
  if (kind === 'employee') return staff;
  return shop;
}

interface Pending {
  readonly arrival: Millis;
  readonly line: string;
}

/** How long the outage of the carriers' feed lasts, and what it does to what would have been told then. */
const outageDays = 7;
const outageLost = 0.25;
const outageLate = 0.5;

/** Takes events as they happen and tells them as feeds do: some never, some late, some twice, in the order of their arrival. */
export class Feed {
  /** The carriers' feed is disturbed from this day for a week. */
  readonly outageFrom: number;
  written = 0;
  readonly #ids: Ids;
  readonly #random: Random;
  readonly #end: Millis;
  readonly #days = new Map<number, Pending[]>();
  readonly #past: Pending[] = [];
  readonly #write: (line: string) => void;
  readonly #habits = new Map<EventType, Habit>();

  constructor(seed: number, days: number, ids: Ids, write: (line: string) => void) {
    this.#ids = ids;
    this.#write = write;
    this.#random = new Random(seed, 'feed');
    this.#end = worldStart + days * day;
    this.outageFrom = Math.floor(days * this.#random.between(0.35, 0.65));
  }

  /** Says whether the event happened before the world ended; what a feed then loses happened all the same. `copy` gets the line as well. */
  emit<Type extends EventType>(
    type: Type,
    happenedAt: Millis,
    content: Draft<Type>,
    copy?: (line: string) => void,
  ): boolean {
    if (happenedAt >= this.#end) return false;
    let habit = this.#habits.get(type);
    if (habit === undefined) {
      habit = habitOf(type);
      this.#habits.set(type, habit);
    }
    const random = this.#random;
    const at = happenedAt - (happenedAt % habit.grain);
    const outage = habit === carriers && this.#disturbed(at);
    if (random.chance(outage ? outageLost : habit.lost)) return true;
    const late = random.chance(outage ? outageLate : habit.late);
    const delay = late ? Math.floor(random.wait(habit.delay * (outage ? 4 : 1)) * hour) + minute : 0;
    const recorded = delay > 0 && random.chance(0.7) ? `"recordedtime":"${rfc3339(at + delay)}",` : '';
    const id = this.#ids.next('');
    const line = `{"specversion":"1.0","id":"${id}","source":"${habit.source}","type":"${type}","time":"${rfc3339(at)}",${recorded}"data":${JSON.stringify(content)}}\n`;
    this.#keep(at + delay, line);
    copy?.(line);
    if (random.chance(habit.twice)) this.#keep(at + delay + Math.floor(random.wait(2) * hour), line);
    return true;
  }

  #disturbed(at: Millis): boolean {
    const number = dayNumberOf(at);
    return number >= this.outageFrom && number < this.outageFrom + outageDays;
  }

  #keep(arrival: Millis, line: string): void {
    const number = dayNumberOf(arrival);
    if (arrival < worldStart) {
      this.#past.push({ arrival, line });
      return;
    }
    const pending = this.#days.get(number);
    if (pending === undefined) this.#days.set(number, [{ arrival, line }]);
    else pending.push({ arrival, line });
  }

  /** Writes what happened before the world begins. */
  flushPast(): void {
    this.#tell(this.#past);
    this.#past.length = 0;
  }

  /** Writes what arrived on the day. Nothing may be told about an earlier one any more. */
  flush(dayNumber: number): void {
    const pending = this.#days.get(dayNumber);
    if (pending === undefined) return;
    this.#days.delete(dayNumber);
    this.#tell(pending);
  }

  /** Writes everything that is left, in the order of its arrival. */
  end(): void {
    for (const dayNumber of [...this.#days.keys()].sort((a, b) => a - b)) this.flush(dayNumber);
  }

  #tell(pending: Pending[]): void {
    // The sort is stable: what arrives at one moment stays in the order in which it was told.
    pending.sort((a, b) => a.arrival - b.arrival);
    for (const { line } of pending) this.#write(line);
    this.written += pending.length;
  }
}
