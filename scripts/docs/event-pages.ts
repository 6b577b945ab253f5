import { type EventType, eventSchemas, eventTypes } from '../../src/domain/events/catalogue.ts';
import { envelope } from '../../src/domain/events/event.ts';
import { idLengthMax } from '../../src/domain/ids.ts';
import { depthMax, lineLengthMax, stringLengthMax, valuesMax } from '../../src/ingest/limits.ts';
import { exampleEvent, exampleEvents } from './example-events.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';

const number = (value: number) => value.toLocaleString('en-US');

const rules = `
An event is a [CloudEvents 1.0](https://cloudevents.io) object in JSON. A file of events is NDJSON: one event a line, plain or gzip.
The same contract as JSON Schema: [schemas/event.schema.json](schemas/event.schema.json).

## Rules

- **Order.** Events may come in any order, late, and with gaps. A claim may come before its order. Nothing depends on an optional field.
- **Duplicates.** \`source\` and \`id\` together name an event. The same pair sent again is the same event, whatever else differs: the first one
  stays, the second is counted as a duplicate.
- **Ids** are opaque texts of 1 to ${idLengthMax} characters, unique among things of their kind. Upper and lower case differ.
- **Money** is a decimal string such as \`"1299.00"\` beside its ISO 4217 currency. It is read as whole minor units (cents) and never as a
  floating-point number. More digits than the currency has are refused, unless they are zeros.
- **Times** are RFC 3339 with a zone, such as \`2026-03-01T12:00:00Z\`, from 1990 to 2099. They are kept to the microsecond.
- **When it was known.** \`time\` says when it happened. \`recordedtime\` says when the source wrote it down, where that was later. Imported
  history counts as known from \`recordedtime\`, or else from \`time\`; an event that arrives live counts as known from its arrival. What is
  computed about a moment uses only what was known then.
- **Weights** are whole grams. **Countries**, and so marketplaces, are ISO 3166-1 alpha-2 codes; XK stands for Kosovo.
- **Unknown fields** are kept with the event and otherwise ignored.
- **Quarantine.** An unknown type, a missing field or a value out of range sends the event to quarantine with its line, the field and the
  reason. The other lines go on. Nothing is dropped silently; a mended event can be sent again.
- **Masking.** A number that looks like a payment card's (right length, right first digits, right check digit) is masked to its last four
  digits before anything is stored, in every text and in unknown fields too. In a field that links (an id, a token, a tracking number) a
  keyed fingerprint follows the mask, so that different values stay different. The maskings are counted.
- **Reserved.** No event from outside may come under a \`source\` of \`urn:ringfence\`: those are the facts of Ringfence itself.
- **Bounds.** A line has at most ${number(lineLengthMax)} bytes, an event ${number(valuesMax)} values and ${depthMax} levels, a text
  ${number(stringLengthMax)} characters. A text holds no NUL and no half of a surrogate pair.
`;

/** docs/events.md: the rules for all events, then each type with its fields and an example. */
export function eventsPage(): string {
  return [
    '# The event contract',
    '',
    'Made by `node scripts/docs/generate.ts` from `src/domain/events`; change it there.',
    '',
    'Everything that Ringfence knows arrives as an event.',
    rules.trim(),
    '',
    '## The envelope',
    '',
    ...fieldTable(jsonSchemaOf(envelope)),
    '| `data` | object | yes | What happened: the fields of the type, below |',
    '',
    '## The types',
    '',
    ...eventTypes.map(type => `- [\`${type}\`](#${anchorOf(type)}): ${exampleEvents[type].says}`),
    '',
    ...eventTypes.flatMap(typeSection),
  ].join('\n');
}

function typeSection(type: EventType): string[] {
  return [
    `### ${type}`,
    '',
    exampleEvents[type].says,
    '',
    ...fieldTable(jsonSchemaOf(eventSchemas[type])),
    '',
    '```json',
    JSON.stringify(exampleEvent(type), null, 2),
    '```',
    '',
  ];
}

/** How GitHub names the place of a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll('.', '');
}

function fieldTable(schema: JsonSchema): string[] {
  return ['| field | type | required | what it says |', '| --- | --- | --- | --- |', ...fieldRows(schema, '')];
}

/** A row a field, fields inside others by their path: `ship_to.city`, `lines[].quantity`. */
function fieldRows(schema: JsonSchema, before: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = before + name;
    const required = schema.required?.includes(name) ? 'yes' : 'no';
    const row = `| \`${path}\` | ${typeOf(field)} | ${required} | ${aboutOf(field)} |`;
    return [row, ...fieldRows(field, `${path}.`), ...fieldRows(field.items ?? {}, `${path}[].`)];
  });
}

function typeOf(field: JsonSchema): string {
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.type === 'array') return `list of ${typeOf(field.items ?? {})}`;
  if (field.format === 'date-time') return 'time';
  return field.type ?? 'value';
}

function aboutOf(field: JsonSchema): string {
  const values = field.enum ?? field.items?.enum;
  const parts = [
    field.description ?? field.items?.description ?? '',
    values === undefined ? '' : `One of ${values.map(value => `\`${value}\``).join(', ')}`,
    boundsOf(field),
  ];
  return parts.filter(part => part !== '').join('. ');
}

function boundsOf(field: JsonSchema): string {
  if (field.type === 'array') return field.maxItems === undefined ? '' : `At most ${number(field.maxItems)}`;
  if (field.maximum !== undefined && field.minimum !== undefined)
    return `${number(field.minimum)} to ${number(field.maximum)}`;
  if (
    field.maxLength !== undefined &&
    field.description?.includes('characters') !== true &&
    field.format === undefined
  ) {
    return `At most ${number(field.maxLength)} characters`;
  }
  return '';
}
