import { type ColumnType, type ColumnValue, WireBuffer } from './wire.ts';

export type { ColumnType, ColumnValue } from './wire.ts';

/** Object ids of the element types, from pg_type.dat. */
const typeOids: Readonly<Record<ColumnType, number>> = {
  bytea: 17,
  int8: 20,
  int4: 23,
  text: 25,
  float8: 701,
  uuid: 2950,
};

/** Dimensions, whether there are nulls, type; then, for one dimension, its length and first index. */
const headerBytes = 20;
/** A guess of what a value takes, to save growing. */
const bytesPerValue = 20;

/**
 * One column as a PostgreSQL array in the binary wire format, so that a batch of any size travels as a handful of parameters and no
 * value is ever escaped or parsed as text. Layout: src/backend/utils/adt/arrayfuncs.c, array_recv. Values as for {@link WireBuffer}.
 */
export function encodeColumn(type: ColumnType, values: readonly ColumnValue[]): Buffer {
  const wire = new WireBuffer(headerBytes + bytesPerValue * values.length);
  wire.int32(values.length === 0 ? 0 : 1);
  wire.int32(values.includes(null) ? 1 : 0);
  wire.int32(typeOids[type]);
  if (values.length === 0) return wire.written;
  wire.int32(values.length);
  wire.int32(1);
  for (const value of values) wire.value(type, value);
  return wire.written;
}
