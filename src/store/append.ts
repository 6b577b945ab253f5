import type pg from 'pg';
import type { Event } from '../domain/events/event.ts';
import type { Fact } from '../domain/fact.ts';
import { project } from '../profiles/project.ts';
import { emptyRows, type ProfileRows } from '../profiles/rows.ts';
import { encodeColumn } from './arrays.ts';
import type { Database } from './database.ts';
import { newSalt } from './leaf.ts';
import { logRow } from './log-encoder.ts';
import { profileBatch } from './rows.ts';
import type { FactNumbers } from './sequence.ts';
import type { BatchRows } from './tables.ts';

/** A validated event on its way into the log: `body` is its canonical JSON, `key` 32 hexadecimal digits. */
export interface Intake {
  readonly event: Event;
  readonly body: string;
  readonly key: string;
}

/** Those of the intakes that the log does not have yet, each once, in the order given. */
export async function withoutKnown(client: pg.ClientBase | Database, intakes: readonly Intake[]): Promise<Intake[]> {
  const fresh = new Map<string, Intake>();
  for (const intake of intakes) if (!fresh.has(intake.key)) fresh.set(intake.key, intake);
  for (const key of await knownKeys(client, [...fresh.keys()])) fresh.delete(key);
  return [...fresh.values()];
}

/** Those of the keys (32 hexadecimal digits) that the log has. */
export async function knownKeys(client: pg.ClientBase | Database, keys: readonly string[]): Promise<string[]> {
  const result = await client.query<[string]>({
    name: 'known-keys',
    text: "select replace(key::text, '-', '') from event_log where key = any($1::uuid[])",
    values: [encodeColumn('uuid', keys)],
    rowMode: 'array',
  } as never);
  return result.rows.map(([key]) => key);
}

/** The intakes as numbered facts. */
export async function numberFacts(numbers: FactNumbers, intakes: readonly Intake[]): Promise<Fact[]> {
  const seqs = await numbers.take(intakes.length);
  return intakes.map((intake, index) => Object.assign(intake.event, { seq: seqs[index]! }) as Fact);
}

/** What the facts add to the projections. */
export function projectAll(facts: readonly Fact[]): ProfileRows {
  const profiles = emptyRows();
  for (const fact of facts) project(fact, profiles);
  return profiles;
}

/** The rows of the log and of every projection that the facts bring; `facts[i]` is `intakes[i]`. */
export function factRows(
  intakes: readonly Intake[],
  facts: readonly Fact[],
  profiles: ProfileRows = projectAll(facts),
): BatchRows {
  const eventLog = facts.map((fact, index) => logRow(fact, intakes[index]!.key, intakes[index]!.body, newSalt()));
  return { eventLog, ...profileBatch(profiles) };
}
