/** An exact decimal number: units / 10^scale. Amounts of a table are multiplied and summed in it, never in a float. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const form = /^([+-]?)(\d{1,30})(?:\.(\d{0,30}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** The number that the text writes ("2.55", "-1", "1e-3" as a float is printed), or null. */
export function parseDecimal(text: string): Decimal | null {
  const parts = form.exec(text);
  if (parts === null) return null;
  const fraction = parts[3] ?? '';
  const units = BigInt(`${parts[1] === '-' ? '-' : ''}${parts[2]}${fraction}`);
  const scale = fraction.length - Number(parts[4] ?? 0);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

export const zero: Decimal = { units: 0n, scale: 0 };

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

/** Negative, zero or positive, as a is less than, equal to or more than b. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [unitsAt(a, scale), unitsAt(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function negate(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}

export function abs(a: Decimal): Decimal {
  return a.units < 0n ? negate(a) : a;
}

/** With so many digits after the point, halves rounded away from zero as invoices do. */
export function round(a: Decimal, places: number): Decimal {
  if (a.scale <= places) return { units: unitsAt(a, places), scale: places };
  const step = 10n ** BigInt(a.scale - places);
  const half = (a.units < 0n ? -step : step) / 2n;
  return { units: (a.units + half) / step, scale: places };
}

/** Plain notation with `scale` digits after the point: "-12.50". */
export function formatDecimal(a: Decimal): string {
  const digits = (a.units < 0n ? -a.units : a.units).toString().padStart(a.scale + 1, '0');
  const sign = a.units < 0n ? '-' : '';
  return a.scale === 0 ? sign + digits : `${sign}${digits.slice(0, -a.scale)}.${digits.slice(-a.scale)}`;
}

function unitsAt(a: Decimal, scale: number): bigint {
  return scale === a.scale ? a.units : a.units * 10n ** BigInt(scale - a.scale);
}
