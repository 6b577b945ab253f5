/** What a reviewed claim brings to light. */
export interface Reviewable {
  /** Breaks ties: the dearer claim is looked at first, then the one whose id comes first. */
  readonly id: string;
  /** Value in US dollars. */
  readonly value: number;
  readonly fraud: boolean;
}

/** The claims in the order in which they would be reviewed, highest priority first. */
export function reviewOrder<Claim extends Reviewable>(claims: readonly Claim[], priority: readonly number[]): Claim[] {
  return claims
    .map((claim, index) => ({ claim, priority: priority[index]! }))
    .sort((a, b) => b.priority - a.priority || b.claim.value - a.claim.value || (a.claim.id < b.claim.id ? -1 : 1))
    .map(({ claim }) => claim);
}

/** How many claims a share of the work is. */
export function reviewedCount(claims: number, share: number): number {
  return Math.round(claims * share);
}

/** Share of the fraudulent money among the first `share` of the ordered claims; NaN where there is no fraud. */
export function moneyCaughtAt(ordered: readonly Reviewable[], share: number): number {
  const money = (claims: readonly Reviewable[]): number =>
    claims.reduce((sum, claim) => sum + (claim.fraud ? claim.value : 0), 0);
  return money(ordered.slice(0, reviewedCount(ordered.length, share))) / money(ordered);
}
