import { eventSchemas } from '../domain/events/catalogue.ts';

/** Just as much of a schema's definition as the search for identifiers reads. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly innerType?: Schema;
  readonly element?: Schema;
}
interface Schema {
  readonly _zod: { readonly def: Definition };
  readonly minLength?: number | null;
}

/**
 * Names of the fields whose values link facts: ids, tracking numbers, tokens, serials, devices, phones. They are read
 * off the contract: a field
 * that links must not be empty, so its schema has a least length, and free text has none.
 */
const linkingNames: ReadonlySet<string> = new Set([
  'id',
  'source',
  'subject',
  ...Object.values(eventSchemas).flatMap(schema => namesIn(schema as unknown as Schema)),
]);

/** Fields that the contract does not know, by the way everybody names ids. */
const idName = /(?:_ids?|Ids?|_token|_serial|_ref)$/;

/** Whether two different values of the field must stay different when card numbers in them are masked. */
export function isIdentifier(name: string): boolean {
  return linkingNames.has(name) || idName.test(name);
}

function namesIn(schema: Schema): string[] {
  const { shape, innerType, element } = schema._zod.def;
  const inner = innerType ?? element;
  if (inner !== undefined) return namesIn(inner);
  return Object.entries(shape ?? {}).flatMap(([name, field]) => (links(field) ? [name] : namesIn(field)));
}

function links(schema: Schema): boolean {
  const { type, innerType, element } = schema._zod.def;
  const inner = innerType ?? element;
  if (inner !== undefined) return links(inner);
  return type === 'string' && (schema.minLength ?? 0) > 0;
}
