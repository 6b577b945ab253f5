import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Parsed, parseLine, parseObject } from '../../src/ingest/parse.ts';
import { canonicalJson } from '../../src/text/canonical-json.ts';
import { context, message, placed, scanned, withData } from './examples.ts';

const read = (value: unknown): Parsed => parseLine(JSON.stringify(value), context);
const refusal = (parsed: Parsed) => (parsed.ok ? null : { field: parsed.field, reason: parsed.reason });

describe('a valid event', () => {
  test.each([scanned, placed, message])('is read: $type', event => {
    const parsed = read(event);
    expect(parsed).toMatchObject({ ok: true, masked: 0, body: canonicalJson(event) });
    if (parsed.ok)
      expect(parsed.event).toMatchObject({ type: event.type, id: event.id, source: event.source, data: event.data });
    expect(parseObject(event, context)).toEqual(parsed);
  });

  test('keeps unknown fields in its body and leaves them out of its data', () => {
    const parsed = read({ ...withData(scanned, { colour: 'red', deep: { er: [1] } }), traceparent: '00-ab' });
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(JSON.parse(parsed.body)).toMatchObject({ traceparent: '00-ab', data: { colour: 'red', deep: { er: [1] } } });
    expect(parsed.event.data).not.toHaveProperty('colour');
  });

  test('takes the last of duplicate keys', () => {
    const parsed = parseLine(JSON.stringify(scanned).replace('"status":', '"status":"lost","status":'), context);
    expect(parsed.ok).toBe(true);
  });
});

describe('what was known when', () => {
  const at = Date.UTC(2026, 2, 1, 12, 34, 56, 789) * 1000;

  test('an import was known when its source recorded it, and never before it happened', () => {
    expect(read(scanned)).toMatchObject({ event: { at, knownAt: at } });
    expect(read({ ...scanned, recordedtime: '2026-03-02T00:00:00Z' })).toMatchObject({
      event: { at, knownAt: Date.UTC(2026, 2, 2) * 1000 },
    });
    expect(read({ ...scanned, recordedtime: '2020-01-01T00:00:00Z' })).toMatchObject({ event: { knownAt: at } });
  });

  test('a live event is known from the moment of its arrival', () => {
    const live = parseLine(JSON.stringify(scanned), { ...context, arrival: 'now', receivedAt: 99 });
    expect(live).toMatchObject({ event: { at, knownAt: 99 } });
  });
});

describe('a refusal names field and reason', () => {
  const { time: _, ...timeless } = scanned;
  test.each<[unknown, string, string]>([
    [timeless, 'time', 'is missing'],
    [{ ...scanned, specversion: '0.3' }, 'specversion', 'is not "1.0"'],
    [{ ...scanned, time: 'yesterday' }, 'time', 'is no RFC 3339 time such as "2026-03-01T12:00:00Z"'],
    [{ ...scanned, id: '' }, 'id', 'is empty'],
    [{ ...scanned, type: 'parcel.scaned' }, 'type', 'is unknown; did you mean parcel.scanned?'],
    [{ ...scanned, type: 'com.example.unrelated' }, 'type', 'is no type that the event contract knows'],
    [{ ...scanned, data: undefined }, 'data', 'is missing'],
    [{ ...scanned, data: [] }, 'data', 'is a list where an object is needed'],
    [withData(scanned, { carrier: undefined }), 'data.carrier', 'is missing'],
    [
      withData(scanned, { weight_g: 1.5 }),
      'data.weight_g',
      'is a number with a fraction where a whole number is needed',
    ],
    [withData(scanned, { weight_g: -1 }), 'data.weight_g', 'is less than 0'],
    [
      withData(scanned, { city: null }),
      'data.city',
      'is null where a string is needed; leave the field out if it is not known',
    ],
    [withData(scanned, { city: 5 }), 'data.city', 'is a number where a string is needed'],
    [withData(scanned, { country: 'Germany' }), 'data.country', 'is no ISO 3166-1 alpha-2 country code such as "DE"'],
    [withData(scanned, { tracking: 'x'.repeat(513) }), 'data.tracking', 'is longer than 512 characters'],
    [
      withData(placed, { currency: 'JPY', lines: [{ ...placed.data.lines[0], unit_price: '9.50' }] }),
      'data.lines[0].unit_price',
      'is no amount of JPY (digits or size)',
    ],
    [
      withData(placed, { currency: 'JPY', lines: [], total: '12.50' }),
      'data.total',
      'is no amount of JPY (digits or size)',
    ],
    [withData(placed, { total: 12.5 }), 'data.total', 'is a number with a fraction where a string is needed'],
    [
      withData(placed, { lines: [{ ...placed.data.lines[0], quantity: 0 }] }),
      'data.lines[0].quantity',
      'is less than 1',
    ],
    [[], '', 'is no JSON object'],
    ['text', '', 'is no JSON object'],
    [null, '', 'is no JSON object'],
  ])('%#', (value, field, reason) => {
    expect(refusal(read(value))).toEqual({ field, reason });
  });

  test('an enumeration lists what may stand there', () => {
    expect(refusal(read(withData(scanned, { status: 'lost' })))).toMatchObject({
      field: 'data.status',
      reason: expect.stringMatching(/^is none of "picked_up", .*"returned_to_sender"$/),
    });
  });

  test('up to five problems are told, those of the envelope first', () => {
    const parsed = parseLine('{"specversion":"1.0","type":"order.placed","id":"1","source":"s","data":{}}', context);
    if (parsed.ok) throw new Error('it is incomplete');
    expect(parsed.problems).toHaveLength(5);
    expect(parsed.problems.slice(0, 2)).toEqual([
      { field: 'time', reason: 'is missing' },
      { field: 'data.order_id', reason: 'is missing' },
    ]);
  });

  test('no reason quotes what the event holds', () => {
    const secret = 'Zq8xSecret';
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(placed.data)), name => {
        const parsed = read(withData(placed, { [name]: { [secret]: secret } }));
        if (!parsed.ok) expect(JSON.stringify(parsed.problems)).not.toContain(secret);
      }),
    );
  });
});

describe('what is no JSON', () => {
  test.each([
    ['', 'a value was expected at character 1'],
    ['{"a":1,}', 'a field name in double quotes was expected at character 8'],
    ['{"a" 1}', '":" was expected at character 6'],
    ['{"a":[1 2]}', '"," or "]" was expected at character 9'],
    ['{"a":tru}', 'a value was expected at character 6'],
    ['{"a":"x', 'the end of a string was expected at character 8'],
    ['{"a":01}', '"," or "}" was expected at character 7'],
    ['{} {}', 'the end of the line was expected at character 4'],
    ['{"a":"\u0000"}', 'the end of a string was expected at character 7'],
    ['{"a":NaN}', 'a value was expected at character 6'],
    ['{"a":"\\x"}', 'the end of a string was expected at character 7'],
  ])('%j is refused with its place', (line, words) => {
    expect(refusal(parseLine(line, context))).toEqual({ field: '', reason: `is no valid JSON: ${words}` });
  });
});
