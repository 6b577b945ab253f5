import { z } from 'zod';
import { decisionSchema } from '../../src/domain/decision.ts';
import { eventSchemas, eventTypes } from '../../src/domain/events/catalogue.ts';
import { envelope } from '../../src/domain/events/event.ts';
import { country, currency, moment } from '../../src/domain/events/fields.ts';
import { exampleEvents } from './example-events.ts';

/** The part of JSON Schema (draft 2020-12) that the contract comes out as. */
export interface JsonSchema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: readonly unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  oneOf?: readonly JsonSchema[];
  anyOf?: readonly JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

/** Checks by a function leave no trace in JSON Schema. What it can say of them is added here, found by the check itself. */
const says: readonly (readonly [schema: z.ZodType, part: JsonSchema])[] = [
  [moment, { format: 'date-time' }],
  [country, { pattern: '^[A-Z]{2}$' }],
  [currency, { pattern: '^[A-Z]{3}$' }],
];

/** The JSON Schema of what a sender writes: unknown fields are allowed. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      for (const [checked, part] of says) {
        const check = checksOf(checked).at(-1);
        if (check !== undefined && checksOf(zodSchema).includes(check)) Object.assign(jsonSchema, part);
      }
    },
  });
  return made as JsonSchema;
}

/** A description copies a schema but keeps its checks, so a check is what its copies have in common. */
function checksOf(schema: z.core.$ZodType): readonly unknown[] {
  return schema._zod.def.checks ?? [];
}

const draft = 'https://json-schema.org/draft/2020-12/schema';

/** One schema for all events: the envelope, and for each type its data. */
export function eventSchema(): JsonSchema {
  const outer = jsonSchemaOf(envelope);
  const branches = eventTypes.map(type => ({
    title: type,
    description: exampleEvents[type].says,
    type: 'object',
    properties: { ...outer.properties, type: { const: type }, data: { $ref: `#/$defs/${type}` } },
    required: [...(outer.required ?? []), 'data'],
  }));
  return {
    $schema: draft,
    title: 'Event',
    description:
      'A CloudEvent of the contract of Ringfence. Amounts must also fit their currency, which JSON Schema cannot say.',
    oneOf: branches,
    $defs: Object.fromEntries(eventTypes.map(type => [type, jsonSchemaOf(eventSchemas[type])])),
  };
}

export function decisionJsonSchema(): JsonSchema {
  return { $schema: draft, title: 'Decision', ...jsonSchemaOf(decisionSchema) };
}
