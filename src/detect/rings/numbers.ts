/** "4 %" or "0.3 %": two digits are enough to judge by. */
export function percent(share: number): string {
  const hundred = share * 100;
  return `${hundred >= 9.5 ? Math.round(hundred) : Number(hundred.toPrecision(hundred < 0.1 ? 1 : 2))} %`;
}

/** "1 claim", "2 claims". */
export function plural(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

/** Beyond this nobody weighs by how much: what is known is not known to more digits. */
const timesMax = 1e6;

/** How many times as likely, from its natural logarithm: "more than a million", "3,300", "4.5". Two digits are all that such odds bear. */
export function times(nats: number): string {
  const many = Math.exp(nats);
  return many > timesMax ? 'more than a million' : Number(many.toPrecision(2)).toLocaleString('en-US');
}
