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
const twoTo32 = 2 ** 32;

/**
 * The binary array of one column. Values by type: numbers for int4, int8 (safe integers) and float8, strings for text,
 * 32 hexadecimal digits for uuid, any even number of them for bytea; null everywhere.
 */
export function encodeColumn(type: ColumnType, values: readonly ColumnValue[]): Buffer {
  let bytes = headerBytes + 4 * values.length;
  let nulls = 0;
  for (const value of values) {
    if (value === null) nulls = 1;
    else bytes += sizeOf(type, value);
  }
  // Not from the shared pool: a worker hands its memory over to the thread that writes.
  const buffer = Buffer.allocUnsafeSlow(bytes);
  buffer.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(nulls, 4);
  buffer.writeInt32BE(typeOids[type], 8);
  if (values.length === 0) return buffer.subarray(0, 12);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let offset = headerBytes;
  for (const value of values) offset = writeElement(buffer, offset, type, value);
  return buffer;
}

function sizeOf(type: ColumnType, value: number | string): number {
  switch (type) {
    case 'int4':
      return 4;
    case 'int8':
    case 'float8':
      return 8;
    case 'uuid':
      return 16;
    case 'bytea':
      return (value as string).length / 2;
    case 'text':
      return Buffer.byteLength(value as string);
  }
}

function writeElement(buffer: Buffer, offset: number, type: ColumnType, value: ColumnValue): number {
  if (value === null) return buffer.writeInt32BE(-1, offset);
  const start = offset + 4;
  let size = 8;
  switch (type) {
    case 'int4':
      buffer.writeInt32BE(value as number, start);
      size = 4;
      break;
    case 'int8':
      buffer.writeInt32BE(Math.floor((value as number) / twoTo32), start);
      buffer.writeUInt32BE(((value as number) % twoTo32) >>> 0, start + 4);
      if ((value as number) < 0) buffer.writeBigInt64BE(BigInt(value as number), start);
      break;
    case 'float8':
      buffer.writeDoubleBE(value as number, start);
      break;
    case 'uuid':
    case 'bytea':
      size = buffer.write(value as string, start, 'hex');
      break;
    case 'text':
      size = buffer.write(value as string, start, 'utf8');
      break;
  }
  buffer.writeInt32BE(size, offset);
  return start + size;
}
