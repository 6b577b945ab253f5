import { isAscii, isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { openBytes, type Stretch } from './bytes.ts';
import { lineLengthMax } from './limits.ts';
import { maskLine } from './mask.ts';

/** A line of the input, without its end. */
export type Line = ReadableLine | InvalidLine;

interface Place {
  /** Counted from 1, empty lines included. */
  readonly number: number;
  /** Offset of its first byte in the decompressed input. */
  readonly offset: number;
}

export interface ReadableLine extends Place {
  readonly ok: true;
  readonly text: string;
}

/** A line that is no text to be parsed. */
export interface InvalidLine extends Place {
  readonly ok: false;
  readonly reason: string;
  /** Its length in bytes. */
  readonly length: number;
  /** Its beginning, to recognise it by: what is no UTF-8 replaced, card numbers masked. */
  readonly text: string;
}

export interface LineBatch extends ReadingPlace {
  readonly lines: readonly Line[];
}

/** How far a source is read. */
export interface ReadingPlace {
  /** Where the line after these begins, in the decompressed input: the offset to resume from. */
  readonly bytesRead: number;
  /** Number of lines before that offset, empty ones included. */
  readonly linesRead: number;
  /** Bytes of the source taken in so far; the same as `bytesRead`, but for read-ahead, where it is not compressed. */
  readonly compressedBytesRead: number;
  /** Bytes of the source, null for a stream: `compressedBytesRead / totalBytes` is the progress. */
  readonly totalBytes: number | null;
  /** Set on the last batch where the input broke off; everything before was delivered. */
  readonly fault: string | null;
}

export interface ReadLinesOptions {
  /** Begin at this byte of the decompressed input, which must be the begin of a line. */
  readonly fromOffset?: number;
  /** Number of lines before that byte, so that lines keep their numbers. */
  readonly fromLine?: number;
}

/**
 * The lines of a file or stream in batches, in constant memory: plain or gzip (several members too), LF or CRLF, with
 * or without a byte order mark
 * and a last line end. Empty lines are left out. A line that is no UTF-8, longer than 1 MiB or cut off comes back as invalid, and
 * damaged gzip as the fault of the last batch. Throws only where the source itself fails, such as a file that is not there.
 */
export async function* readLines(from: string | Readable, options: ReadLinesOptions = {}): AsyncGenerator<LineBatch> {
  const fromOffset = options.fromOffset ?? 0;
  const source = await openBytes(from, fromOffset);
  const splitter = new LineSplitter(fromOffset, options.fromLine ?? 0);
  let toSkip = fromOffset - source.startOffset;
  let last: Stretch | null = null;
  for await (const stretch of source.stretches) {
    last = stretch;
    const skipped = Math.min(toSkip, stretch.bytes.length);
    toSkip -= skipped;
    const lines = splitter.take(skipped === 0 ? stretch.bytes : stretch.bytes.subarray(skipped));
    if (lines.length > 0) yield batch(lines, stretch, null);
  }
  const fault = last?.fault ?? (toSkip > 0 ? `the input ends ${toSkip} bytes before the offset to resume from` : null);
  const lines = splitter.end(fault);
  if (lines.length > 0 || fault !== null) yield batch(lines, last, fault);

  function batch(lines: readonly Line[], stretch: Stretch | null, fault: string | null): LineBatch {
    return {
      lines,
      bytesRead: splitter.offset,
      linesRead: splitter.linesRead,
      compressedBytesRead: stretch?.sourceBytesRead ?? 0,
      totalBytes: source.totalBytes,
      fault,
    };
  }
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes of an invalid line that are kept to recognise it by. */
const shownBytes = 200;

/** Cuts a sequence of stretches into lines. Keeps at most one line's beginning, in the pieces in which it came. */
export class LineSplitter {
  /** Offset of the byte behind the last whole line. */
  offset: number;
  linesRead: number;
  #pieces: Buffer[] = [];
  /** Length of the unfinished line, which is more than its pieces hold once it is too long. */
  #pending = 0;

  constructor(offset: number, linesRead: number) {
    this.offset = offset;
    this.linesRead = linesRead;
  }

  take(bytes: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    let end = bytes.indexOf(newline);
    if (this.#pending > 0 && end >= 0) {
      this.#keep(bytes.subarray(0, end));
      this.#finish(lines, 1, null);
      from = end + 1;
      end = bytes.indexOf(newline, from);
    }
    const decode = end < 0 ? decodeChecked : decoderFor(bytes.subarray(from, bytes.lastIndexOf(newline) + 1));
    while (end >= 0) {
      this.#line(lines, bytes.subarray(from, end), end - from, 1, decode);
      from = end + 1;
      end = bytes.indexOf(newline, from);
    }
    if (from < bytes.length) this.#keep(bytes.subarray(from));
    return lines;
  }

  /** Goes on as after so many bytes more of a line of which enough is there to see that it is too long. */
  leaveOut(bytes: number): void {
    this.#pending += bytes;
  }

  /** The line that no newline ended: a line like the others, unless the input broke off in it. */
  end(fault: string | null): Line[] {
    const lines: Line[] = [];
    if (this.#pending > 0) this.#finish(lines, 0, fault);
    return lines;
  }

  #keep(piece: Buffer): void {
    this.#pending += piece.length;
    // Of a line that is too long the beginning is enough; so memory stays bounded whatever its length.
    if (this.#pending <= lineLengthMax + 1 || this.#pieces.length === 0)
      this.#pieces.push(piece.subarray(0, lineLengthMax + 1));
  }

  #finish(lines: Line[], endBytes: number, fault: string | null): void {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    const length = this.#pending;
    this.#pieces = [];
    this.#pending = 0;
    if (fault === null) this.#line(lines, bytes, length, endBytes, decodeChecked);
    else {
      lines.push(this.#invalid(bytes, length, `is cut off: ${fault}`));
      this.#advance(length + endBytes);
    }
  }

  #line(lines: Line[], raw: Buffer, length: number, endBytes: number, decode: Decode): void {
    let bytes = raw;
    if (this.offset === 0 && bytes.subarray(0, 3).equals(byteOrderMark)) bytes = bytes.subarray(3);
    if (length <= lineLengthMax + 1 && bytes.at(-1) === carriageReturn) bytes = bytes.subarray(0, -1);
    if (length - (raw.length - bytes.length) > lineLengthMax) {
      lines.push(this.#invalid(bytes, length, `is ${length} bytes long; a line has at most ${lineLengthMax}`));
    } else if (bytes.length > 0) {
      const text = decode(bytes);
      if (text === null) lines.push(this.#invalid(bytes, length, `is no valid UTF-8 ${whereNoUtf8(bytes)}`));
      else lines.push({ ok: true, number: this.linesRead + 1, offset: this.offset, text });
    }
    this.#advance(length + endBytes);
  }

  #invalid(bytes: Buffer, length: number, reason: string): InvalidLine {
    // Masked before it is cut, or the cut could leave the half of a card number that no check recognises.
    const text = maskLine(bytes.toString('utf8', 0, 2 * shownBytes)).slice(0, shownBytes);
    return { ok: false, number: this.linesRead + 1, offset: this.offset, reason, length, text };
  }

  #advance(bytes: number): void {
    this.offset += bytes;
    this.linesRead++;
  }
}

type Decode = (bytes: Buffer) => string | null;

const decodeAscii: Decode = bytes => bytes.toString('latin1');
const decodeUtf8: Decode = bytes => bytes.toString('utf8');
const decodeChecked: Decode = bytes => (isAscii(bytes) ? decodeAscii(bytes) : isUtf8(bytes) ? decodeUtf8(bytes) : null);

/** One check for many whole lines: nearly always all of them are fine. A newline never lies inside a character of UTF-8. */
function decoderFor(lines: Buffer): Decode {
  if (isAscii(lines)) return decodeAscii;
  return isUtf8(lines) ? decodeUtf8 : decodeChecked;
}

/** Names the first byte that is no UTF-8, by halving: prefixes up to the fault are valid but for a character cut in two. */
function whereNoUtf8(bytes: Buffer): string {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isUtf8(wholeCharacters(bytes.subarray(0, middle)))) valid = middle;
    else invalid = middle;
  }
  // Where a character was begun and not continued, its first byte is the one to look at.
  return `at byte ${wholeCharacters(bytes.subarray(0, valid)).length + 1}`;
}

/** The bytes without a character that was cut in two at their end. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? bytes.subarray(0, -back) : bytes;
    }
  }
  return bytes;
}
