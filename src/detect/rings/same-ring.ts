/**
 * Whether two sets of accounts are one ring's: they share more than half of the smaller. The id of a ring comes from its first claim and its
 * accounts come and go, so neither says for good which ring somebody meant.
 */
export function sameRing<Account>(left: ReadonlySet<Account>, right: ReadonlySet<Account>): boolean {
  return sharedOf(left, right) * 2 > Math.min(left.size, right.size);
}

/** How many accounts both have. */
export function sharedOf<Account>(left: ReadonlySet<Account>, right: ReadonlySet<Account>): number {
  const [fewer, more] = left.size < right.size ? [left, right] : [right, left];
  let shared = 0;
  for (const account of fewer) if (more.has(account)) shared++;
  return shared;
}
