/**
 * Columns as PostgreSQL arrays in the binary wire format, so that a batch of any size travels as a handful of parameters
 * and no value is ever escaped or parsed as text. Layout: src/backend/utils/adt/arrayfuncs.c, array_recv.
 */

export type ColumnType = 'int4' | 'int8' | 'float8' | 'text' | 'uuid' | 'bytea';
export type ColumnValue = number | string | null;

/** Object ids of the element types, from pg_type.dat. */
const typeOids: Readonly<Record<ColumnType, number>> = {
  bytea: 17,
  int8: 20,
  int4: 23,
  text: 25,
  float8: 701,
  uuid: 2950,
};

const headerBytes = 20;
const emptyBytes = 12;
const twoTo32 = 2 ** 32;
/** UTF-8 needs at most so many bytes for a UTF-16 code unit. */
const bytesPerUnitMax = 3;

/**
 * One column that is written value by value. Values by type: numbers for int4, int8 (safe integers) and float8, strings for text,
 * 32 hexadecimal digits for uuid, any even number of them for bytea; null everywhere.
 */
export class ColumnEncoder {
  readonly #type: ColumnType;
  #buffer: Buffer;
  #offset = headerBytes;
  #count = 0;
  #nulls = 0;

  /** `bytes` is a guess of the size, to save growing. */
  constructor(type: ColumnType, bytes = 256) {
    this.#type = type;
    // Not from the shared pool: a thread hands its memory over to the one that writes.
    this.#buffer = Buffer.allocUnsafeSlow(headerBytes + bytes);
  }

  push(value: ColumnValue): void {
    this.#count++;
    if (value === null) {
      this.#nulls = 1;
      this.#room(4);
      this.#offset = this.#buffer.writeInt32BE(-1, this.#offset);
      return;
    }
    const size = typeof value === 'string' ? this.#writeText(value) : this.#writeNumber(value);
    this.#buffer.writeInt32BE(size, this.#offset);
    this.#offset += 4 + size;
  }

  /** The finished array; nothing may be pushed after it. */
  finish(): Buffer {
    const buffer = this.#buffer;
    buffer.writeInt32BE(this.#count === 0 ? 0 : 1, 0);
    buffer.writeInt32BE(this.#nulls, 4);
    buffer.writeInt32BE(typeOids[this.#type], 8);
    if (this.#count === 0) return buffer.subarray(0, emptyBytes);
    buffer.writeInt32BE(this.#count, 12);
    buffer.writeInt32BE(1, 16);
    return buffer.subarray(0, this.#offset);
  }

  #writeText(value: string): number {
    if (this.#type === 'text') {
      this.#room(4 + bytesPerUnitMax * value.length);
      return this.#buffer.write(value, this.#offset + 4, 'utf8');
    }
    this.#room(4 + value.length / 2);
    return this.#buffer.write(value, this.#offset + 4, 'hex');
  }

  #writeNumber(value: number): number {
    this.#room(12);
    const start = this.#offset + 4;
    if (this.#type === 'int4') {
      this.#buffer.writeInt32BE(value, start);
      return 4;
    }
    if (this.#type === 'float8') this.#buffer.writeDoubleBE(value, start);
    else {
      this.#buffer.writeInt32BE(Math.floor(value / twoTo32), start);
      this.#buffer.writeUInt32BE(((value % twoTo32) + twoTo32) % twoTo32, start + 4);
    }
    return 8;
  }

  #room(bytes: number): void {
    const needed = this.#offset + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, this.#offset);
    this.#buffer = larger;
  }
}

/** The binary array of one column; values as for {@link ColumnEncoder}. */
export function encodeColumn(type: ColumnType, values: readonly ColumnValue[]): Buffer {
  const column = new ColumnEncoder(type, 16 * values.length);
  for (const value of values) column.push(value);
  return column.finish();
}
