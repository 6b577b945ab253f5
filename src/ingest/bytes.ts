import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';

/** A stretch of the (decompressed) input. */
export interface Stretch {
  readonly bytes: Buffer;
  /** Bytes of the source taken in so far: of the file, compressed or not. */
  readonly sourceBytesRead: number;
  /** What went wrong behind these bytes; nothing follows. */
  readonly fault: string | null;
}

/** Where bytes come from. */
export interface ByteSource {
  readonly stretches: AsyncIterable<Stretch>;
  /** Bytes of the source as it lies there, null for a stream. */
  readonly totalBytes: number | null;
  /** Offset in the decompressed bytes at which the stretches begin. */
  readonly startOffset: number;
}

/** Read at a time from a plain file: large enough that the calls do not matter, small enough to be forgotten. */
const plainReadBytes = 262_144;

/** Gunzipped at a time. Deflate expands by at most 1,032, so a bomb costs 17 MB at a time and no more. */
const gzipReadBytes = 16_384;

/**
 * Opens a file or takes a stream; gzip is recognised by its first bytes and decompressed. A plain file is entered at the offset;
 * anything else is read from its start, and the reader leaves out what comes before the offset. Rejects where the
 * file cannot be opened or read.
 */
export async function openBytes(from: string | Readable, offset: number): Promise<ByteSource> {
  if (typeof from !== 'string') return { stretches: decompressed(from), totalBytes: null, startOffset: 0 };
  const file = await open(from, 'r');
  const { size } = await file.stat();
  const gzip = isGzip((await file.read(Buffer.alloc(gzipMagic.length), 0, gzipMagic.length, 0)).buffer);
  // Devices and pipes cannot be entered in the middle, and say that their size is zero.
  const start = gzip || size === 0 ? 0 : Math.min(offset, size);
  const stream = file.createReadStream({ start, highWaterMark: gzip ? gzipReadBytes : plainReadBytes });
  return { stretches: gzip ? gunzipped(stream) : plain(stream, start), totalBytes: size, startOffset: start };
}

const gzipMagic = Buffer.from([0x1f, 0x8b, 0x08]);

function isGzip(head: Buffer): boolean {
  return head.subarray(0, gzipMagic.length).equals(gzipMagic);
}

/** Holds the first bytes of a stream back until they are enough to tell gzip from text. */
async function* decompressed(stream: Readable): AsyncGenerator<Stretch> {
  const iterator = stream[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < gzipMagic.length) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, asBuffer(next.value)]);
  }
  const whole = prepended(head, iterator);
  yield* isGzip(head) ? gunzipped(whole) : plain(whole, 0);
}

async function* prepended(head: Buffer, rest: AsyncIterator<unknown>): AsyncGenerator<Buffer> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => rest } as AsyncIterable<Buffer>;
}

async function* plain(chunks: AsyncIterable<unknown>, start: number): AsyncGenerator<Stretch> {
  let sourceBytesRead = start;
  for await (const chunk of chunks) {
    const bytes = asBuffer(chunk);
    sourceBytesRead += bytes.length;
    yield { bytes, sourceBytesRead, fault: null };
  }
}

function asBuffer(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return Buffer.from(String(chunk), 'utf8');
}

/**
 * Decompresses piece by piece, each wholly drained before the next is fed: so memory is bounded whatever the ratio,
 * and where the end is
 * missing, all that came before has been handed out (where bytes in the middle are damaged, all but the damaged piece).
 * Several gzip members are one text; zeros behind the last, as tapes leave them, are fine.
 */
async function* gunzipped(chunks: AsyncIterable<unknown>): AsyncGenerator<Stretch> {
  const engine = new GunzipEngine();
  let sourceBytesRead = 0;
  try {
    for await (const chunk of chunks) {
      for (const piece of pieces(asBuffer(chunk))) {
        sourceBytesRead += piece.length;
        for (const bytes of await engine.feed(piece)) yield { bytes, sourceBytesRead, fault: null };
        if (engine.fault !== null) break;
      }
      if (engine.fault !== null) break;
    }
    for (const bytes of await engine.finish()) yield { bytes, sourceBytesRead, fault: null };
    const { fault } = engine;
    if (fault !== null) yield { bytes: Buffer.alloc(0), sourceBytesRead, fault };
  } finally {
    engine.close();
  }
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += gzipReadBytes) yield bytes.subarray(at, at + gzipReadBytes);
}

/** A gunzip that is fed by hand and answers each piece with all that it holds. */
class GunzipEngine {
  /** Why nothing more can be read, once that is so. */
  fault: string | null = null;
  readonly #gunzip: Gunzip = createGunzip();
  #drained: Buffer[] = [];
  #fed = 0;
  /** Whether the last member was followed by something else: the engine takes no more then. */
  #ended = false;
  readonly #over: Promise<void>;

  constructor() {
    this.#gunzip.on('data', (bytes: Buffer) => this.#drained.push(bytes));
    this.#over = new Promise(resolve => {
      this.#gunzip.once('end', () => {
        this.#ended = true;
        resolve();
      });
      this.#gunzip.once('error', error => {
        this.fault = this.#wording(error);
        resolve();
      });
    });
  }

  async feed(piece: Buffer): Promise<Buffer[]> {
    this.#fed += piece.length;
    const rest = this.#ended ? piece : await this.#write(piece);
    if (this.fault === null && rest.some(byte => byte !== 0)) {
      this.fault = `the gzip is followed by something else before byte ${this.#fed}`;
    }
    return this.#take();
  }

  /** Writes the piece and gives back what of it lies behind the end of the last member. */
  async #write(piece: Buffer): Promise<Buffer> {
    const written = new Promise<void>(resolve => {
      this.#gunzip.write(piece, () => resolve());
    });
    await Promise.race([written, this.#over]);
    // The last output of a piece, and the end, are emitted behind the callback.
    await new Promise(resolve => setImmediate(resolve));
    return this.#ended ? piece.subarray(piece.length - (this.#fed - this.#gunzip.bytesWritten)) : Buffer.alloc(0);
  }

  async finish(): Promise<Buffer[]> {
    if (this.fault === null && !this.#ended) {
      this.#gunzip.end();
      await this.#over;
    }
    return this.#take();
  }

  close(): void {
    this.#gunzip.destroy();
  }

  #take(): Buffer[] {
    const drained = this.#drained;
    this.#drained = [];
    return drained;
  }

  #wording(error: NodeJS.ErrnoException): string {
    if (error.code === 'Z_BUF_ERROR')
      return `the gzip ends early, after ${this.#fed} bytes: the file was not copied whole`;
    return `the gzip is damaged before byte ${this.#fed}: ${error.message}`;
  }
}
