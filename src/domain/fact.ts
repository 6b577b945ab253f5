import type { EventData, EventType } from './events/catalogue.ts';
import type { EventOf } from './events/event.ts';

/** An event that the log has: `seq` is its id there, by which decisions, findings and packs point at it. */
export interface FactOf<Type extends EventType> extends EventOf<Type> {
  readonly seq: number;
}

/** A fact of any type, told apart by `type`. */
export type Fact = { readonly [Type in EventType]: FactOf<Type> }[EventType];

export type { EventData, EventType };

/** Says whether the fact is of the type, and tells the compiler so. */
export function isFact<Type extends EventType>(fact: Fact, type: Type): fact is Extract<Fact, FactOf<Type>> {
  return fact.type === type;
}
