/** Standard errors to each side for an interval that holds the true share in 95 of 100 cases. */
const z95 = 1.959964;

/** Wilson's score interval of a share (Wilson 1927), 95 %. All of 0 to 1 where nothing was counted. */
export function wilsonInterval(hits: number, n: number): readonly [low: number, high: number] {
  if (n === 0) return [0, 1];
  const share = hits / n;
  const z2 = z95 * z95;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
