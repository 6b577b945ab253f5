/** The same numbers with room for at least so many, and a quarter more where they have to move: constant time a number, on average. */
export function withRoom<T extends Uint32Array | Float64Array>(numbers: T, least: number): T {
  if (numbers.length >= least) return numbers;
  const more = new (numbers.constructor as new (length: number) => T)(least + (least >> 2));
  more.set(numbers);
  return more;
}
