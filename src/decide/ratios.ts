import { type Among, statedRatio } from './policy/document.ts';
import type { Policy } from './policy/policy.ts';
import { claimsKey, lossBins, lossKey, lossOfBin, oddsBins, oddsKey, oddsOfBin } from './policy/signs.ts';

/** How the frequency of a sign was measured: claims of the past year, and how many of them showed it. */
export interface Measured {
  readonly claims: number;
  readonly showing: number;
}

/** What the signs of a policy weigh in a shop at a moment. */
export interface Ratios {
  /** Natural logarithms of likelihood ratios, by clause; 0 for rules. */
  readonly log: Float64Array;
  /** Null where the ratio is stated alone. */
  readonly measured: readonly (Measured | null)[];
  /** Added to the log odds of every claim, so that on the mean of the shop's claims the score is the prior. */
  readonly offset: number;
  /** Expected loss in US dollars from which a claim is among the few that may be held back; 0 where nothing is measured. */
  readonly holdFrom: number;
  /** The same for claims that may wait for the return of their goods; never above `holdFrom`. */
  readonly waitFrom: number;
}

/** What the policy states weighs as much as this many claims of the shop's own. */
const statedClaims = 300;
/** What is measured makes a sign at most so many times stronger than stated: few claims show a rare sign, and some of those are dishonest. */
const strongerMax = 4;
/** Of the claims that show a sign at least this share is taken to be honest, however many the stated shares would make dishonest. */
const honestMin = 1 / 3;
/** The offset is found to a ten thousandth within these bounds, beyond which every score would be 0 or 1. */
const offsetMax = 12;
const offsetSteps = 18;

/** The counts of a day are the same object for all its claims, so what follows from them is worked out once. */
const remembered = new WeakMap<ReadonlyMap<string, number>, { readonly policy: Policy; readonly ratios: Ratios }>();

/**
 * What the signs weigh, from the claims of the past year and those that showed each sign (`seen`, by key; empty means that nothing
 * was measured). The share of dishonest claims that show a sign is stated by the policy, since nobody knows which claims were dishonest;
 * that of honest ones is measured where the shop has claims enough: nearly all are honest, so it is close to the share of all. A sign
 * that is common here says little here, whatever is said of it elsewhere.
 */
export function ratiosOf(policy: Policy, seen: ReadonlyMap<string, number>): Ratios {
  const before = remembered.get(seen);
  if (before?.policy === policy) return before.ratios;
  const ratios = work(policy, seen);
  remembered.set(seen, { policy, ratios });
  return ratios;
}

function work(policy: Policy, seen: ReadonlyMap<string, number>): Ratios {
  const { prior } = policy.document;
  const claims = seen.get(claimsKey) ?? 0;
  const log = new Float64Array(policy.clauses.length);
  const measured = policy.clauses.map((clause, index): Measured | null => {
    if (clause.kind === 'rule') return null;
    const { among } = clause.signal;
    const key = policy.signKeys[index] ?? null;
    if (among === undefined || key === null) {
      log[index] = Math.log(statedRatio(clause.signal));
      return null;
    }
    const frequency = { claims, showing: seen.get(key) ?? 0 };
    log[index] = Math.log(measuredRatio(among, frequency, prior));
    return claims === 0 ? null : frequency;
  });
  const { held_back_max: held, waits_max: waiting } = policy.document;
  const holdFrom = lossReachedBy(held, policy, seen);
  const waitFrom = Math.min(holdFrom, lossReachedBy(waiting, policy, seen));
  return { log, measured, offset: offsetOf(policy, seen), holdFrom, waitFrom };
}

/** The stated ratio, drawn towards what the shop's own claims show. A sign never turns into its opposite. */
export function measuredRatio({ dishonest, honest }: Among, { claims, showing }: Measured, prior: number): number {
  const stated = dishonest / honest;
  const all = (statedClaims * (prior * dishonest + (1 - prior) * honest) + showing) / (statedClaims + claims);
  const amongHonest = Math.max((all - prior * dishonest) / (1 - prior), all * honestMin);
  const ratio = dishonest / amongHonest;
  return stated >= 1
    ? Math.max(1, Math.min(ratio, stated * strongerMax))
    : Math.min(1, Math.max(ratio, stated / strongerMax));
}

/**
 * Signs that are absent speak for the customer a little, and signs that are present overlap; neither is in the ratios. Both are made
 * up for at once: the offset is what makes the mean score of the past year's claims the prior. It starts from the stated one.
 */
function offsetOf(policy: Policy, seen: ReadonlyMap<string, number>): number {
  const { prior, offset: stated } = policy.document;
  const counts = oddsBins.map(bin => [oddsOfBin(bin), seen.get(oddsKey(policy, bin)) ?? 0] as const);
  const claims = counts.reduce((sum, [, count]) => sum + count, 0);
  if (claims === 0) return stated;
  const wanted = prior * (claims + statedClaims);
  const all = [...counts.filter(([, count]) => count > 0), [logOdds(prior) - stated, statedClaims] as const];
  let low = -offsetMax;
  let high = offsetMax;
  for (let step = 0; step < offsetSteps; step++) {
    const middle = (low + high) / 2;
    const sum = all.reduce((total, [odds, count]) => total + count * probability(odds + middle), 0);
    if (sum > wanted) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/**
 * The expected loss that no more than a share of the past year's claims reached. What the policy states counts as claims
 * that need no attention, so that a young shop is not held back by its first dear claim.
 */
function lossReachedBy(share: number, policy: Policy, seen: ReadonlyMap<string, number>): number {
  const counts = lossBins.map(bin => seen.get(lossKey(policy, bin)) ?? 0);
  const claims = counts.reduce((sum, count) => sum + count, 0);
  const most = share * (claims + statedClaims);
  let above = 0;
  for (const bin of [...lossBins].reverse()) {
    above += counts[bin]!;
    if (above > most) return lossOfBin(bin + 1);
  }
  return 0;
}

/** Natural logarithm of the odds of a probability. */
export function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}

/** The reverse of {@link logOdds}. */
export function probability(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
