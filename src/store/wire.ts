/** Values as PostgreSQL takes them in binary, in arrays and in COPY alike: the length in four bytes, then the value; -1 for null. */

export type ColumnType = 'int4' | 'int8' | 'float8' | 'text' | 'uuid' | 'bytea';
export type ColumnValue = number | string | null;

const twoTo32 = 2 ** 32;
/** UTF-8 needs at most so many bytes for a UTF-16 code unit. */
const bytesPerUnitMax = 3;
/** Up to this length a text is written faster here than by a call into the runtime. */
const shortText = 32;

/** Memory that is written from its beginning and grows as it must. */
export class WireBuffer {
  #offset = 0;
  #buffer: Buffer;
  #view: DataView;

  /** Into memory that is there, or into as much as is guessed, to save growing. */
  constructor(memory: Buffer | number) {
    // Not from the shared pool: a thread hands its memory over to the one that writes.
    this.#buffer = typeof memory === 'number' ? Buffer.allocUnsafeSlow(memory) : memory;
    this.#view = viewOf(this.#buffer);
  }

  /** What was written; it lies in the memory that was given as long as that was enough. */
  get written(): Buffer {
    return this.#buffer.subarray(0, this.#offset);
  }

  int16(value: number): void {
    this.#room(2);
    this.#view.setInt16(this.#offset, value);
    this.#offset += 2;
  }

  int32(value: number): void {
    this.#room(4);
    this.#view.setInt32(this.#offset, value);
    this.#offset += 4;
  }

  bytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#offset);
    this.#offset += bytes.length;
  }

  /**
   * A value of a column. By type: numbers for int4, int8 (safe integers) and float8, strings for text, 32 hexadecimal digits for uuid,
   * any even number of them for bytea; null everywhere.
   */
  value(type: ColumnType, value: ColumnValue): void {
    if (value === null) this.int32(-1);
    else if (typeof value === 'number') this.#number(type, value);
    else if (type === 'text') this.#text(value);
    else this.#hexadecimal(value);
  }

  #number(type: ColumnType, value: number): void {
    this.#room(12);
    const start = this.#offset + 4;
    if (type === 'int4') this.#view.setInt32(start, value);
    else if (type === 'float8') this.#view.setFloat64(start, value);
    else {
      const high = Math.floor(value / twoTo32);
      this.#view.setInt32(start, high);
      this.#view.setUint32(start + 4, value - high * twoTo32);
    }
    this.#length(type === 'int4' ? 4 : 8);
  }

  #text(value: string): void {
    this.#room(4 + bytesPerUnitMax * value.length);
    if (value.length > shortText || !this.#ascii(value))
      this.#length(this.#buffer.write(value, this.#offset + 4, 'utf8'));
  }

  /** Writes a text of ASCII alone, or answers false and has written nothing that counts. */
  #ascii(value: string): boolean {
    const start = this.#offset + 4;
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit > 0x7f) return false;
      this.#buffer[start + index] = unit;
    }
    this.#length(value.length);
    return true;
  }

  #hexadecimal(value: string): void {
    this.#room(4 + value.length / 2);
    this.#length(this.#buffer.write(value, this.#offset + 4, 'hex'));
  }

  /** The length of the value that stands behind it. */
  #length(bytes: number): void {
    this.#view.setInt32(this.#offset, bytes);
    this.#offset += 4 + bytes;
  }

  #room(bytes: number): void {
    const needed = this.#offset + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, this.#offset);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
