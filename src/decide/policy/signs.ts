import { hash64 } from '../../text/hash64.ts';
import type { Clause, Policy } from './policy.ts';

/** Key of the daily count of all decided claims, which the counts of signs are a share of. */
export const claimsKey = 'claims';

/**
 * Key of the daily count of claims that show a sign whose frequency is measured; null for what is not counted. It is made from the
 * condition, so that a sign that is rewritten is counted anew and one that is renamed is not.
 */
export function signKey(clause: Clause): string | null {
  if (clause.kind === 'rule' || clause.signal.among === undefined) return null;
  return `sign:${hash64(clause.signal.when)}`;
}

/** Claims are counted by their log odds before the offset in steps of a half; what lies outside counts as the outermost. */
const stepsOfOne = 2;
const outermost = 8 * stepsOfOne;
export const oddsBins: readonly number[] = Array.from({ length: 2 * outermost + 1 }, (_, index) => index - outermost);

export function binOfOdds(odds: number): number {
  return Math.max(-outermost, Math.min(outermost, Math.round(odds * stepsOfOne)));
}

export function oddsOfBin(bin: number): number {
  return bin / stepsOfOne;
}

/** Key of the daily count of claims in a bin. Another policy gives other odds, so each counts its own. */
export function oddsKey(policy: Policy, bin: number): string {
  return `odds:${policy.label.slice(policy.label.indexOf('#') + 1)}:${bin}`;
}

/** Claims are counted by their expected loss in steps of a fifth (a quarter of an octave), from one dollar on. */
const lossSteps = 4;
const lossOutermost = 17 * lossSteps;
export const lossBins: readonly number[] = Array.from({ length: lossOutermost + 1 }, (_, bin) => bin);

/** `loss` in US dollars by reference rates. */
export function binOfLoss(loss: number): number {
  return loss <= 1 ? 0 : Math.min(lossOutermost, Math.floor(lossSteps * Math.log2(loss)));
}

/** The least loss that belongs to the bin; 0 for the first. */
export function lossOfBin(bin: number): number {
  return bin === 0 ? 0 : 2 ** (bin / lossSteps);
}

export function lossKey(policy: Policy, bin: number): string {
  return `loss:${policy.label.slice(policy.label.indexOf('#') + 1)}:${bin}`;
}

/** Keys of all counts that the policy's decisions are measured by; none for a policy that states every weight. */
export function signKeysOf(policy: Policy): readonly string[] {
  const keys = policy.signKeys.filter(key => key !== null);
  if (keys.length === 0) return [];
  return [
    claimsKey,
    ...new Set(keys),
    ...oddsBins.map(bin => oddsKey(policy, bin)),
    ...lossBins.map(bin => lossKey(policy, bin)),
  ];
}
