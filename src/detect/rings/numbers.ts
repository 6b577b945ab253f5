/** "4 %" or "0.3 %": two digits are enough to judge by. */
export function percent(share: number): string {
  const hundred = share * 100;
  return `${hundred >= 9.5 ? Math.round(hundred) : Number(hundred.toPrecision(hundred < 0.1 ? 1 : 2))} %`;
}

/** "1 claim", "2 claims". */
export function plural(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}
