import { describe, expect, test } from 'vitest';
import { depthMax, stringLengthMax, valuesMax } from '../../src/ingest/limits.ts';
import { type Parsed, parseLine, parseObject } from '../../src/ingest/parse.ts';
import { context, message, scanned, withData } from './examples.ts';

const refusal = (parsed: Parsed) => (parsed.ok ? null : `${parsed.field} ${parsed.reason}`.trim());
/** The line of a valid event with one more field in its data, written as given. */
const lineWith = (json: string): string => JSON.stringify(scanned).replace('"data":{', `"data":{"extra":${json},`);
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('hostile lines are refused with a reason', () => {
  test.each([
    ['nesting', lineWith(nested(depthMax)), /is nested more than 32 levels deep$/],
    ['nesting that overflows a stack', lineWith(nested(200_000)), /is nested more than 32 levels deep$/],
    ['many values', lineWith(`[${'0,'.repeat(valuesMax)}0]`), /has more than 20000 values$/],
    [
      'a long string',
      lineWith(`"${'x'.repeat(stringLengthMax + 1)}"`),
      /^data\.extra is longer than 65536 characters$/,
    ],
    ['a NUL', lineWith('"a\\u0000b"'), /^data\.extra holds a NUL character$/],
    ['a NUL in a key', lineWith('{"\\u0000":1}'), /^data\.extra has a field name with a NUL character$/],
    ['half a surrogate pair', lineWith('"\\ud800"'), /^data\.extra holds half of a surrogate pair$/],
    ['half a surrogate pair, not escaped', lineWith('"\udfff"'), /^data\.extra holds half of a surrogate pair$/],
    ['__proto__', lineWith('{"__proto__":{"admin":true}}'), /^data\.extra has a field named "__proto__"$/],
    ['an escaped __proto__', lineWith('{"\\u005f_proto__":1}'), /^data\.extra has a field named "__proto__"$/],
    ['constructor.prototype', lineWith('{"constructor":{"prototype":{}}}'), /has an object named "constructor"$/],
    ['a large number', lineWith('9007199254740993'), /^data\.extra is a number beyond 2\^53 - 1/],
    ['an infinite number', lineWith('-1e999'), /^data\.extra is a number beyond 2\^53 - 1/],
    ['a long key', lineWith(`{"${'k'.repeat(300)}":1}`), /has a field name longer than 256 characters$/],
    [
      'a long line',
      lineWith(`["${'x'.repeat(50_000)}"${`,"${'x'.repeat(50_000)}"`.repeat(30)}]`),
      /^is longer than 1048576/,
    ],
  ])('%s', (_, line, reason) => {
    expect(refusal(parseLine(line, context))).toMatch(reason);
  });

  test('what lies within the limits is kept', () => {
    for (const json of [
      nested(depthMax - 2),
      `"${'x'.repeat(stringLengthMax)}"`,
      '9007199254740991',
      '{"constructor":"AG"}',
    ]) {
      expect(refusal(parseLine(lineWith(json), context))).toBeNull();
    }
  });

  test('no prototype is touched', () => {
    parseLine(lineWith('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'), context);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('hostile objects are refused with a reason', () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  test.each([
    ['a cycle', cycle, /nested more than 32/],
    ['a date', new Date(0), /is no plain object/],
    ['a map', new Map(), /is no plain object/],
    ['a bigint', 1n, /is a bigint, which JSON does not have/],
    ['a function', () => 1, /is a function, which JSON does not have/],
    ['undefined', undefined, /is a undefined, which JSON does not have/],
    ['not a number', Number.NaN, /is a number beyond/],
  ])('%s', (_, extra, reason) => {
    expect(refusal(parseObject(withData(message, { extra }), context))).toMatch(reason);
  });
});
