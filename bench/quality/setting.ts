/** What a simulated world of the bench is made by; the same setting gives the same world. */
export interface WorldSetting {
  readonly seed: number;
  /** Share of claims that are fraudulent, such as 0.02. */
  readonly share: number;
  /** How careful the refund services are, 0 to 1. */
  readonly hardness: number;
  readonly accounts: number;
  readonly days: number;
}

/** Accounts of a world: about 2,500 claims in half a year, 13 of them fraudulent at the smallest share. */
export const accountsByDefault = 4_000;
export const daysByDefault = 180;

/** A name for files and progress: every part of the setting, in a fixed order. */
export function nameOf({ seed, share, hardness, accounts, days }: WorldSetting): string {
  return `seed-${seed}-share-${share}-hardness-${hardness}-accounts-${accounts}-days-${days}`;
}
