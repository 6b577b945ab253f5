import { type EventData, type EventType, eventSchemas } from '../../src/domain/events/catalogue.ts';
import { envelope } from '../../src/domain/events/event.ts';
import { type Millis, midnight, rfc3339 } from './calendar.ts';

/** The `data` of an event before its ids are told apart by type: what a shop's own systems write. */
type Plain<Value> = Value extends string
  ? Value extends object
    ? string
    : Value
  : Value extends readonly (infer Item)[]
    ? Plain<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Plain<Value[Key]> }
      : Value;

export type Draft<Type extends EventType> = Plain<EventData[Type]>;

interface Line {
  readonly type: EventType;
  readonly at: Millis;
  readonly recordedAt: Millis;
  readonly body: object;
}

/** Which of the shop's systems sends what. */
function sourceOf(type: EventType): string {
  const kind = type.slice(0, type.indexOf('.'));
  if (type === 'parcel.scanned') return '/carriers';
  if (['parcel', 'dock', 'return', 'label', 'replacement'].includes(kind)) return '/warehouse';
  if (['contact', 'claim', 'credit', 'record'].includes(kind)) return '/support';
  if (kind === 'employee') return '/staff';
  if (kind === 'post') return '/channels';
  return '/shop';
}

/** Collects the events of the example and writes them out, each checked against the contract. */
export class Log {
  readonly #lines: Line[] = [];
  readonly #workdays = new Set<string>();
  #indexed = 0;

  /** `recordedAt`: when the shop's system heard of it, where that was later than it happened. */
  add<Type extends EventType>(type: Type, at: Millis, body: Draft<Type>, recordedAt: Millis = at): void {
    this.#lines.push({ type, at, recordedAt, body });
  }

  /** Says whether the employee did something on the day (its midnight): the rota must have had them there. */
  worked(employee: string, day: Millis): boolean {
    this.#index();
    return this.#workdays.has(`${employee} ${day}`);
  }

  /** Each line is looked at once, however often the rota asks. */
  #index(): void {
    for (; this.#indexed < this.#lines.length; this.#indexed++) {
      const { at, body } = this.#lines[this.#indexed]!;
      const fields: { by?: string; agent_id?: string; employee_id?: string; packed_by?: string } = body;
      for (const who of [fields.by, fields.agent_id, fields.employee_id, fields.packed_by]) {
        if (who !== undefined) this.#workdays.add(`${who} ${midnight(at)}`);
      }
    }
  }

  /**
   * The events up to `until` as NDJSON, in the order in which they were recorded; later ones have not happened yet.
   * Throws where an event breaks the contract: the example is wrong then.
   */
  write(until: Millis): string {
    // The sort is stable: events of one moment stay in the order in which they were told.
    const known = this.#lines.filter(line => line.recordedAt <= until).sort((a, b) => a.recordedAt - b.recordedAt);
    return known.map((line, index) => `${JSON.stringify(checked(line, index + 1))}\n`).join('');
  }
}

function checked(line: Line, number: number): object {
  const event = {
    specversion: '1.0',
    id: String(number).padStart(5, '0'),
    source: sourceOf(line.type),
    type: line.type,
    time: rfc3339(line.at),
    ...(line.recordedAt > line.at ? { recordedtime: rfc3339(line.recordedAt) } : {}),
    data: line.body,
  };
  const outcomes = [envelope.safeParse(event), eventSchemas[line.type].safeParse(line.body)];
  for (const outcome of outcomes) {
    if (!outcome.success)
      throw new Error(`Event ${JSON.stringify(event)} breaks the contract: ${outcome.error.message}`);
  }
  return event;
}
