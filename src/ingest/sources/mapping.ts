import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { type EventType, eventTypes } from '../../domain/events/catalogue.ts';

/** The mapping file: how the rows of a table become events. Explained, with an example, in docs/import-csv.md. */

const text = z.string().max(1_000);
const column = text.min(1);

export type Condition =
  | readonly Condition[]
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | ColumnCondition;

const columnCondition = z
  .strictObject({
    column,
    equals: text.optional(),
    in: z.array(text).max(10_000).optional(),
    starts_with: text.optional(),
    ends_with: text.optional(),
    contains: text.optional(),
    matches: text.optional(),
    less_than: z.number().optional(),
    at_most: z.number().optional(),
    more_than: z.number().optional(),
    at_least: z.number().optional(),
    empty: z.boolean().optional(),
  })
  .refine(condition => Object.keys(condition).length > 1, 'says nothing about its column');
export type ColumnCondition = z.infer<typeof columnCondition>;

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.array(condition).max(100),
    z.strictObject({ all: z.array(condition).max(100) }),
    z.strictObject({ any: z.array(condition).max(100) }),
    z.strictObject({ not: condition }),
    columnCondition,
  ]),
);

/** What a field is filled with: a template in short, or one source and what is done with it. */
export type Expression = string | number | boolean | FieldSource;

export interface FieldSource {
  readonly column?: string | undefined;
  readonly template?: string | undefined;
  readonly constant?: string | number | boolean | undefined;
  readonly first_of?: readonly Expression[] | undefined;
  readonly multiply?: readonly Expression[] | undefined;
  readonly sum?: Expression | undefined;
  readonly object?: Readonly<Record<string, Expression>> | undefined;
  readonly rows?: RowsSource | undefined;
  readonly trim?: boolean | undefined;
  readonly case?: 'upper' | 'lower' | undefined;
  readonly table?: string | undefined;
  readonly date?: string | undefined;
  readonly zone?: string | undefined;
  readonly abs?: boolean | undefined;
  readonly negate?: boolean | undefined;
  readonly decimals?: number | undefined;
  readonly integer?: boolean | undefined;
  readonly optional?: boolean | undefined;
  readonly if_any?: Condition | undefined;
}

/** A list with one entry for each row of the group that meets the condition. */
export interface RowsSource {
  readonly when?: Condition | undefined;
  readonly at_least?: number | undefined;
  readonly reason?: string | undefined;
  readonly each: Readonly<Record<string, Expression>>;
}

export const fieldSources = [
  'column',
  'template',
  'constant',
  'first_of',
  'multiply',
  'sum',
  'object',
  'rows',
] as const;

const expression: z.ZodType<Expression> = z.lazy(() => z.union([text, z.number(), z.boolean(), fieldSource]));
const fields = z.record(column, expression);
const fieldSource = z
  .strictObject({
    column: column.optional(),
    template: text.optional(),
    constant: z.union([text, z.number(), z.boolean()]).optional(),
    first_of: z.array(expression).min(1).max(20).optional(),
    multiply: z.array(expression).min(2).max(10).optional(),
    sum: expression.optional(),
    object: fields.optional(),
    rows: z
      .strictObject({
        when: condition.optional(),
        at_least: z.int().min(0).optional(),
        reason: text.optional(),
        each: fields,
      })
      .optional(),
    trim: z.boolean().optional(),
    case: z.enum(['upper', 'lower']).optional(),
    table: text.optional(),
    date: text.optional(),
    zone: z
      .string()
      .regex(/^(Z|[+-]\d\d:\d\d)$/, 'is no offset such as "Z" or "+01:00"')
      .optional(),
    abs: z.boolean().optional(),
    negate: z.boolean().optional(),
    decimals: z.int().min(0).max(10).optional(),
    integer: z.boolean().optional(),
    optional: z.boolean().optional(),
    if_any: condition.optional(),
  })
  .refine(
    source => fieldSources.filter(name => source[name] !== undefined).length === 1,
    `needs exactly one of ${fieldSources.join(', ')}`,
  );

const mappedEvent = z.strictObject({
  type: z.enum(eventTypes as [EventType, ...EventType[]]),
  when: condition.optional(),
  group_by: z.array(column).min(1).max(10).optional(),
  group_window: z.int().min(0).max(100_000).default(0),
  id: expression,
  time: expression,
  recordedtime: expression.optional(),
  subject: expression.optional(),
  data: fields,
});
export type MappedEvent = z.infer<typeof mappedEvent>;

const cancellations = z.strictObject({
  invoice: column,
  customer: column,
  article: column,
  at: expression,
  quantity: column,
  purchases: condition,
  cancelled: condition,
});
export type CancellationColumns = z.infer<typeof cancellations>;

const rejection = z.strictObject({ when: condition, field: column.optional(), reason: text });

const mapping = z.strictObject({
  source: z.string().min(1).max(512).describe('The `source` of the events'),
  csv: z
    .strictObject({
      delimiter: z.string().min(1).max(4).default(','),
      encoding: z.enum(['utf8', 'latin1', 'utf16le']).default('utf8'),
    })
    .default({ delimiter: ',', encoding: 'utf8' }),
  tables: z.record(text, z.record(z.string(), text)).default({}),
  cancellations: cancellations.optional(),
  reject: z.array(rejection).max(1_000).default([]),
  events: z.array(mappedEvent).min(1).max(100),
});
export type Mapping = z.infer<typeof mapping>;

export type MappingRead =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a mapping file. A refusal says for each problem where in the file it is. */
export function readMapping(yaml: string): MappingRead {
  let value: unknown;
  try {
    value = parseYaml(yaml, { maxAliasCount: 100 });
  } catch (error) {
    return { ok: false, problems: [`is no valid YAML: ${(error as Error).message}`] };
  }
  const result = mapping.safeParse(value);
  if (result.success) return { ok: true, mapping: result.data };
  return { ok: false, problems: result.error.issues.flatMap(issue => innermost(issue, [])) };
}

/** Of a union's complaints those of the branch that got furthest; the others were never meant. */
function innermost(issue: z.core.$ZodIssue, outer: readonly PropertyKey[]): string[] {
  const path = [...outer, ...issue.path];
  if (issue.code === 'invalid_union') {
    const depth = (branch: readonly z.core.$ZodIssue[]) =>
      Math.max(...branch.map(one => one.path.length + (one.code === 'invalid_type' ? 0 : 1)));
    const deepest = issue.errors.filter(branch => branch.length > 0).sort((a, b) => depth(b) - depth(a))[0];
    if (deepest !== undefined) return deepest.flatMap(one => innermost(one, path));
  }
  return [`${path.map(String).join('.')}: ${issue.message}`];
}
