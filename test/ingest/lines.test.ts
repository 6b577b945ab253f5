import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { lineLengthMax } from '../../src/ingest/limits.ts';
import { type Line, type LineBatch, type ReadLinesOptions, readLines } from '../../src/ingest/lines.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringfence-lines-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function read(from: string | Readable, options?: ReadLinesOptions) {
  const batches: LineBatch[] = [];
  for await (const batch of readLines(from, options)) batches.push(batch);
  return { lines: batches.flatMap(batch => batch.lines), batches, last: batches.at(-1) };
}

const stream = (...chunks: (string | Uint8Array)[]) => Readable.from(chunks.map(chunk => Buffer.from(chunk as string)));
const texts = (lines: readonly Line[]) => lines.map(line => (line.ok ? line.text : `! ${line.reason}`));

describe('lines', () => {
  test.each([
    ['LF', 'a\nb\n', ['a', 'b'], [0, 2]],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b'], [0, 3]],
    ['no line end at the end', 'a\nb', ['a', 'b'], [0, 2]],
    ['a byte order mark', '\ufeffa\nb', ['a', 'b'], [0, 5]],
    ['empty lines', '\n\na\n\r\n\nb\n\n', ['a', 'b'], [2, 7]],
    ['nothing', '', [], []],
    ['several bytes a character', 'ä€\u{1f600}\nö', ['ä€\u{1f600}', 'ö'], [0, 10]],
  ])('are read with %s, whatever the pieces', async (name, text, expected, offsets) => {
    const bytes = Buffer.from(text);
    const single = [...bytes].map(byte => Uint8Array.of(byte));
    const sources = [file(`${name}.txt`, bytes), stream(bytes), stream(...single), stream(gzipSync(bytes))];
    for (const source of sources) {
      const { lines } = await read(source);
      expect(texts(lines)).toEqual(expected);
      expect(lines.map(line => line.offset)).toEqual(offsets);
    }
  });

  test('a line that is no UTF-8 says at which byte, the others are read', async () => {
    const bytes = Buffer.concat([Buffer.from('fine\nf\u00fcn'), Buffer.of(0xff), Buffer.from('f\nö\n')]);
    const { lines } = await read(stream(bytes));
    expect(texts(lines)).toEqual(['fine', '! is no valid UTF-8 at byte 5', 'ö']);
    expect(lines[1]).toMatchObject({ number: 2, offset: 5, length: 6 });
  });

  test('a line beyond the limit is given back with its length, in constant memory', async () => {
    const piece = Buffer.alloc(65_536, 'x');
    async function* endless() {
      yield Buffer.from('first\n');
      for (let count = 0; count < 3_200; count++) yield piece;
      yield Buffer.from('\nlast\n');
    }
    const before = process.memoryUsage().rss;
    const { lines } = await read(Readable.from(endless()));
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    expect(texts(lines)).toEqual([
      'first',
      `! is ${3_200 * 65_536} bytes long; a line has at most ${lineLengthMax}`,
      'last',
    ]);
    expect(lines[2]).toMatchObject({ number: 3, offset: 6 + 3_200 * 65_536 + 1 });
  });

  test.each([
    ['', '\n'],
    ['', '\r\n'],
    ['', ''],
    ['\ufeff', '\n'],
  ])('a line of just the limit is read (%j, %j)', async (begin, end) => {
    for (const chunk of [7_000, 10_000_000]) {
      const whole = (text: string) => {
        const bytes = Buffer.from(begin + text + end);
        return stream(
          ...Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
            bytes.subarray(at * chunk, (at + 1) * chunk),
          ),
        );
      };
      expect((await read(whole('x'.repeat(lineLengthMax)))).lines[0]?.ok).toBe(true);
      expect((await read(whole('x'.repeat(lineLengthMax + 1)))).lines[0]?.ok).toBe(false);
    }
  });

  test('card numbers in lines that are given back are masked', async () => {
    const { lines } = await read(stream(Buffer.from('4111111111111111 '), Buffer.of(0xff, 0x0a)));
    expect(lines[0]).toMatchObject({ ok: false, text: expect.stringContaining('************1111') });
  });
});

describe('reading goes on where it stopped', () => {
  test('at the offset after any batch, plain and gzip, from files and streams', async () => {
    const text = Array.from({ length: 60_000 }, (_, number) => `line ${number} ${'é'.repeat(number % 40)}\n`).join('');
    const gzip = gzipSync(text);
    const whole = (await read(file('whole.txt', text))).lines;
    for (const source of [
      () => file('a.txt', text),
      () => file('a.gz', gzip),
      () => stream(text),
      () => stream(gzip),
    ]) {
      const { batches } = await read(source());
      const stop = batches[Math.floor(batches.length / 2)]!;
      const rest = await read(source(), { fromOffset: stop.bytesRead, fromLine: stop.linesRead });
      expect(rest.lines).toEqual(whole.slice(whole.length - rest.lines.length));
      expect(rest.lines[0]?.offset ?? stop.bytesRead).toBe(stop.bytesRead);
      expect(rest.last?.bytesRead ?? stop.bytesRead).toBe(Buffer.byteLength(text));
    }
  });

  test('behind the end is a fault for a stream and nothing for a file', async () => {
    expect((await read(stream('a\n'), { fromOffset: 5 })).last?.fault).toMatch(/ends 3 bytes before the offset/);
    expect((await read(file('short.txt', 'a\n'), { fromOffset: 2 })).lines).toEqual([]);
  });
});

describe('gzip', () => {
  const text = Array.from(
    { length: 20_000 },
    (_, number) => `{"n":${number},"r":"${(number * 7919) % 10_007}"}\n`,
  ).join('');
  const gzip = gzipSync(text);

  test('of several members is one text, and progress is counted in compressed bytes', async () => {
    const { lines, last } = await read(file('two.gz', Buffer.concat([gzip, gzip])));
    expect(lines).toHaveLength(40_000);
    expect(last).toMatchObject({ fault: null, compressedBytesRead: 2 * gzip.length, totalBytes: 2 * gzip.length });
  });

  test('padded with zeros is fine', async () => {
    const { lines, last } = await read(stream(Buffer.concat([gzip, Buffer.alloc(100_000)])));
    expect(lines).toHaveLength(20_000);
    expect(last?.fault).toBeNull();
  });

  test('cut off anywhere gives all that could be read, then says so', async () => {
    const all = text.split('\n');
    for (const kept of [4, 12, 1_000, Math.floor(gzip.length / 2), gzip.length - 9, gzip.length - 1]) {
      const { lines, last } = await read(stream(gzip.subarray(0, kept)));
      expect(last?.fault).toBe(`the gzip ends early, after ${kept} bytes: the file was not copied whole`);
      const readable = lines.filter(line => line.ok);
      expect(texts(readable)).toEqual(all.slice(0, readable.length));
      if (kept === gzip.length - 1) expect(readable).toHaveLength(20_000);
    }
  });

  test('followed by something else says so', async () => {
    const { last } = await read(stream(gzip, 'hello there'));
    expect(last?.fault).toMatch(/^the gzip is (followed by something else|damaged)/);
  });

  test('that expands without end stays within memory', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const before = process.memoryUsage().rss;
    const { lines } = await read(stream(bomb));
    expect(lines).toMatchObject([{ ok: false, length: 200_000_000 }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });
});

test('a file that is not there throws', async () => {
  await expect(read(join(directory, 'nowhere'))).rejects.toThrow(/ENOENT/);
});

test('a reader that stops early leaves nothing open', async () => {
  const path = file('long.txt', 'x\n'.repeat(2_000_000));
  for await (const batch of readLines(path)) {
    expect(batch.lines.length).toBeGreaterThan(0);
    break;
  }
});

test('any text comes back line by line, cut into any pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      async (parts, size, zip) => {
        const lines = parts.map(part => part.replaceAll(/[\r\n\ufeff]/g, ''));
        const plain = Buffer.from(lines.join('\n'));
        const bytes = zip ? gzipSync(plain) : plain;
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        if (plain[0] === 0x1f) return;
        const found = await read(stream(...chunks));
        expect(texts(found.lines)).toEqual(lines.filter(line => line !== ''));
        for (const line of found.lines) {
          if (line.ok) expect(plain.subarray(line.offset).toString().startsWith(line.text)).toBe(true);
        }
      },
    ),
  );
});
