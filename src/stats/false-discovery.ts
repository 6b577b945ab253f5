export interface FalseDiscovery {
  /** For each test the smallest rate of false discoveries at which it would be discovered, in the order of the p-values. */
  readonly qValues: Float64Array;
  /** Tests with a q-value of at most q, by index, in ascending order. */
  readonly discoveries: readonly number[];
}

/**
 * Controls the expected share of false ones among the discoveries at `q`, for tests that are independent or positively dependent.
 * Equal p-values get equal q-values. Source: Benjamini and Hochberg, "Controlling the false discovery rate", 1995.
 * Throws a RangeError on a p-value or a q outside 0 to 1.
 */
export function benjaminiHochberg(pValues: ArrayLike<number>, q: number): FalseDiscovery {
  const tests = pValues.length;
  for (let test = 0; test < tests; test++) requireProbability(`p-value ${test}`, pValues[test]!);
  requireProbability('q', q);
  const order = Uint32Array.from({ length: tests }, (_, test) => test);
  order.sort((a, b) => pValues[a]! - pValues[b]! || a - b);
  const qValues = new Float64Array(tests);
  let least = 1;
  for (let rank = tests; rank >= 1; rank--) {
    const test = order[rank - 1]!;
    least = Math.min(least, (pValues[test]! * tests) / rank);
    qValues[test] = least;
  }
  const discoveries: number[] = [];
  for (let test = 0; test < tests; test++) if (qValues[test]! <= q) discoveries.push(test);
  return { qValues, discoveries };
}

function requireProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} has to lie between 0 and 1, not at ${value}`);
}
