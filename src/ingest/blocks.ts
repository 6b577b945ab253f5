import type { Readable } from 'node:stream';
import { openBytes } from './bytes.ts';
import { lineLengthMax } from './limits.ts';
import { type Line, LineSplitter, type ReadingPlace, type ReadLinesOptions } from './lines.ts';

/** Lines of the input as they lie there, to be cut by {@link linesOf} where there is time for it. */
export interface LineBlock extends ReadingPlace {
  readonly start: BlockStart;
  /** Their bytes, line ends included; a number stands for so many bytes in the middle of a line that is too long to be kept. */
  readonly pieces: readonly (Buffer | number)[];
  /** Lines in it, empty ones included. */
  readonly count: number;
}

/** Where a block begins: an offset in the decompressed input, and the number of lines before it. */
interface BlockStart {
  readonly offset: number;
  readonly lines: number;
}

/** Bytes cut into lines at a time: so that only a few lines are there at once. */
const cutBytes = 32_768;

/** The lines of a block one after another, as `readLines` gives them. */
export function* linesOf({ start, pieces, fault }: Pick<LineBlock, 'start' | 'pieces' | 'fault'>): Generator<Line> {
  const splitter = new LineSplitter(start.offset, start.lines);
  for (const piece of pieces) {
    if (typeof piece === 'number') splitter.leaveOut(piece);
    else for (let at = 0; at < piece.length; at += cutBytes) yield* splitter.take(piece.subarray(at, at + cutBytes));
  }
  yield* splitter.end(fault);
}

/**
 * The input of `readLines` in blocks of whole lines, about `linesMin` in each. Finding them costs far less than cutting, checking and decoding
 * them. Constant memory; throws only where the source itself fails.
 */
export async function* readBlocks(
  from: string | Readable,
  linesMin: number,
  options: ReadLinesOptions = {},
): AsyncGenerator<LineBlock> {
  const fromOffset = options.fromOffset ?? 0;
  const source = await openBytes(from, fromOffset);
  const gatherer = new BlockGatherer(fromOffset, options.fromLine ?? 0);
  let toSkip = fromOffset - source.startOffset;
  let sourceBytesRead = 0;
  let fault: string | null = null;
  for await (const stretch of source.stretches) {
    ({ sourceBytesRead, fault } = stretch);
    const skipped = Math.min(toSkip, stretch.bytes.length);
    toSkip -= skipped;
    gatherer.take(stretch.bytes.subarray(skipped));
    if (gatherer.count >= linesMin) yield block(null);
  }
  fault ??= toSkip > 0 ? `the input ends ${toSkip} bytes before the offset to resume from` : null;
  gatherer.end();
  if (gatherer.count > 0 || fault !== null) yield block(fault);

  function block(fault: string | null): LineBlock {
    return {
      ...gatherer.finish(),
      compressedBytesRead: sourceBytesRead,
      totalBytes: source.totalBytes,
      fault,
    };
  }
}

const newline = 0x0a;

/** Gathers whole lines, and keeps the beginning of the next one for the block after. */
class BlockGatherer {
  /** Lines gathered, empty ones included. */
  count = 0;
  #start: BlockStart;
  #pieces: (Buffer | number)[] = [];
  #bytes = 0;
  #begun: (Buffer | number)[] = [];
  #begunBytes = 0;

  constructor(offset: number, lines: number) {
    this.#start = { offset, lines };
  }

  take(bytes: Buffer): void {
    const ends = bytes.lastIndexOf(newline) + 1;
    if (ends > 0) {
      this.#begin(bytes.subarray(0, ends));
      this.#gather(countLines(bytes));
    }
    if (ends < bytes.length) this.#begin(bytes.subarray(ends));
  }

  /** What has begun and no newline ended is a line too. */
  end(): void {
    if (this.#begunBytes > 0) this.#gather(1);
  }

  finish(): Pick<LineBlock, 'start' | 'pieces' | 'count' | 'bytesRead' | 'linesRead'> {
    const { count } = this;
    const start = this.#start;
    const pieces = this.#pieces;
    this.#start = { offset: start.offset + this.#bytes, lines: start.lines + count };
    this.count = 0;
    this.#bytes = 0;
    this.#pieces = [];
    return { start, pieces, count, bytesRead: this.#start.offset, linesRead: this.#start.lines };
  }

  #begin(bytes: Buffer): void {
    // Of a line that is too long the beginning is enough; so memory stays bounded whatever its length.
    const tooLong = this.#begunBytes > lineLengthMax + 1 && bytes.at(-1) !== newline;
    this.#begun.push(tooLong ? bytes.length : bytes);
    this.#begunBytes += bytes.length;
  }

  #gather(lines: number): void {
    for (const piece of this.#begun) this.#pieces.push(piece);
    this.#bytes += this.#begunBytes;
    this.count += lines;
    this.#begun = [];
    this.#begunBytes = 0;
  }
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, end + 1)) count++;
  return count;
}
