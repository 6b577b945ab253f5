import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LineBlock, linesOf, readBlocks } from '../../src/ingest/blocks.ts';
import { lineLengthMax } from '../../src/ingest/limits.ts';
import { type Line, readLines } from '../../src/ingest/lines.ts';

/** The bytes as a stream that comes in stretches of the given lengths. */
function inStretches(bytes: Buffer, lengths: readonly number[]): Readable {
  const stretches: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    stretches.push(bytes.subarray(at, at + length));
    at += length;
  }
  return Readable.from([...stretches, bytes.subarray(at)].filter(stretch => stretch.length > 0));
}

async function allLines(from: Readable): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const batch of readLines(from)) lines.push(...batch.lines);
  return lines;
}

async function allBlocks(from: Readable, linesMin: number): Promise<LineBlock[]> {
  const blocks: LineBlock[] = [];
  for await (const block of readBlocks(from, linesMin)) blocks.push(block);
  return blocks;
}

const piece = fc.oneof(
  fc.constantFrom('\n', '\r\n', '\n\n', '\ufeff', '{"a":1}\n', 'é', '😀\n'),
  fc.string({ maxLength: 20 }),
);
const bytes = fc
  .tuple(fc.array(piece, { maxLength: 40 }), fc.uint8Array({ maxLength: 4 }))
  .map(([pieces, noise]) => Buffer.concat([Buffer.from(pieces.join('')), noise, Buffer.from('\nend')]));

test('the lines of the blocks are those of readLines, whatever the stretches', async () => {
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 9 }),
      async (given, lengths, linesMin) => {
        const blocks = await allBlocks(inStretches(given, lengths), linesMin);
        expect(blocks.flatMap(block => [...linesOf(block)])).toEqual(await allLines(inStretches(given, lengths)));
        let offset = 0;
        let lines = 0;
        for (const block of blocks) {
          expect(block.start).toEqual({ offset, lines });
          offset = block.bytesRead;
          lines = block.linesRead;
        }
        expect(offset).toBe(given.length);
      },
    ),
  );
});

test('of a line that is too long a block keeps only the beginning, and the lines after it stay what they are', async () => {
  const length = 5 * lineLengthMax;
  const given = Buffer.concat([Buffer.from('{"a":1}\n'), Buffer.alloc(length, 'x'), Buffer.from('\n{"b":2}\n')]);
  const stretches = new Array<number>(Math.ceil(given.length / 65_536)).fill(65_536);
  const blocks = await allBlocks(inStretches(given, stretches), 1);
  const kept = blocks.flatMap(({ pieces }) => pieces.map(each => (typeof each === 'number' ? 0 : each.length)));
  expect(kept.reduce((sum, each) => sum + each, 0)).toBeLessThan(lineLengthMax + 3 * 65_536);
  const lines = blocks.flatMap(block => [...linesOf(block)]);
  expect(lines).toEqual(await allLines(inStretches(given, stretches)));
  expect(lines.map(line => (line.ok ? line.text : line.length))).toEqual(['{"a":1}', length, '{"b":2}']);
});

test('where the input breaks off, the last block says so and its last line is cut off', async () => {
  const packed = gzipSync(Buffer.from('{"a":1}\n'.repeat(50_000)), { level: 1 });
  const cut = packed.subarray(0, packed.length - 200);
  const blocks = await allBlocks(Readable.from([cut]), 1_000);
  expect(blocks.at(-1)!.fault).toContain('ends early');
  expect(blocks.flatMap(block => [...linesOf(block)])).toEqual(await allLines(Readable.from([cut])));
});
