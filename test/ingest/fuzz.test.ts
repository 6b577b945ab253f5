import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from '../../src/ingest/lines.ts';
import { parseLine, parseObject } from '../../src/ingest/parse.ts';
import { findCardNumbers } from '../../src/text/card-number.ts';
import { context, message, placed, scanned } from './examples.ts';

/** What must hold of every answer: it is whole, and no card number is left in it. */
function check(line: string): void {
  const parsed = parseLine(line, context);
  if (parsed.ok) {
    expect(parseLine(parsed.body, context)).toMatchObject({ ok: true, body: parsed.body, masked: 0 });
  } else {
    expect(parsed.reason).not.toBe('');
    expect(parsed.problems[0]).toEqual({ field: parsed.field, reason: parsed.reason });
    // Neither the fraction of a JSON number nor a negative one is a card number, whatever its digits are.
    expect(findCardNumbers(parsed.text.replaceAll(/(?<=\d)\.\d+|(?<=[:,[])-\d+/g, '.x'))).toEqual([]);
  }
}

const valid = fc.constantFrom(scanned, placed, message).map(event => JSON.stringify(event));
const splinters = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\u0000',
  '\\ud800',
  '__proto__',
  '1e999',
  '-0',
  'null',
  '4111111111111111',
  '\u0000',
  '\udfff',
  '４',
];

test('parseLine never throws on random bytes and texts', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => check(Buffer.from(bytes).toString('utf8'))),
    { numRuns: 2_000 },
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), check), { numRuns: 1_000 });
  fc.assert(fc.property(fc.json(), check), { numRuns: 1_000 });
});

test('parseLine never throws on mutated valid events', () => {
  const cut = fc.tuple(fc.nat(1_000), fc.nat(20), fc.oneof(fc.constantFrom(...splinters), fc.string({ maxLength: 5 })));
  fc.assert(
    fc.property(valid, fc.array(cut, { minLength: 1, maxLength: 4 }), (line, cuts) => {
      const mutated = cuts.reduce((text, [at, length, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + length);
      }, line);
      check(mutated);
    }),
    { numRuns: 4_000 },
  );
});

test('parseObject never throws on any value', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
  });
  fc.assert(
    fc.property(fc.constantFrom('data', 'id', 'time', 'type', 'extra'), anything, (field, value) => {
      parseObject(value, context);
      parseObject({ ...placed, [field]: value }, context);
      parseObject({ ...placed, data: { ...placed.data, lines: value, extra: value } }, context);
    }),
    { numRuns: 2_000 },
  );
});

async function drain(...chunks: Uint8Array[]): Promise<void> {
  let offset = 0;
  for await (const batch of readLines(Readable.from(chunks.map(chunk => Buffer.from(chunk))))) {
    for (const line of batch.lines) {
      expect(line.offset).toBeGreaterThanOrEqual(offset);
      offset = line.offset;
      if (line.ok) check(line.text);
    }
    expect(batch.bytesRead).toBeGreaterThanOrEqual(offset);
  }
}

test('readLines never throws on random bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 100 })), chunks => drain(...chunks)),
    { numRuns: 500 },
  );
});

test('readLines never throws on truncated and damaged gzip', async () => {
  const gzip = gzipSync(`${JSON.stringify(placed)}\n`.repeat(50));
  await fc.assert(
    fc.asyncProperty(
      fc.nat(gzip.length),
      fc.array(fc.tuple(fc.nat(gzip.length - 1), fc.nat(255)), { maxLength: 3 }),
      async (kept, damage) => {
        const bytes = Buffer.from(gzip);
        for (const [at, value] of damage) bytes[at] = value;
        await drain(bytes.subarray(0, kept));
      },
    ),
    { numRuns: 300 },
  );
});
