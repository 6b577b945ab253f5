import { TRUE } from './cel/compile.ts';
import type { Clause, Policy } from './policy/policy.ts';
import { logOdds, probability, type Ratios } from './ratios.ts';

/** A signal that applies, and whether it is the strongest of its group, which alone counts. */
export interface Weighed {
  readonly clause: Exclude<Clause, { kind: 'rule' }>;
  readonly index: number;
  /** Natural logarithm of the factor by which it multiplies the odds. */
  readonly logRatio: number;
  readonly counts: boolean;
}

/**
 * Probability that a claim is dishonest: the prior's odds times the likelihood ratios of what applies, as in naive Bayes (Good,
 * Probability and the Weighing of Evidence, 1950), but with only the strongest signal of each group for and against, and each to the
 * power of the policy's evidence weight, since signals are far from independent; then the offset that makes the mean score the prior.
 * `odds` are the natural logarithm of the odds before the offset.
 */
export function scoreOf(
  policy: Policy,
  codes: Uint8Array,
  ratios: Ratios,
): { readonly score: number; readonly odds: number; readonly weighed: readonly Weighed[] } {
  const strongest = new Map<string, number>();
  const applying: { clause: Weighed['clause']; index: number; logRatio: number; group: string }[] = [];
  policy.clauses.forEach((clause, index) => {
    if (clause.kind === 'rule' || codes[index] !== TRUE) return;
    const logRatio = policy.document.evidence_weight * ratios.log[index]!;
    const group = `${clause.signal.group}${clause.kind}`;
    applying.push({ clause, index, logRatio, group });
    const best = strongest.get(group);
    if (best === undefined || Math.abs(ratios.log[index]!) > Math.abs(ratios.log[best]!)) strongest.set(group, index);
  });
  const weighed = applying.map(({ clause, index, logRatio, group }) => ({
    clause,
    index,
    logRatio,
    counts: strongest.get(group) === index,
  }));
  let odds = logOdds(policy.document.prior);
  for (const signal of weighed) if (signal.counts) odds += signal.logRatio;
  return { score: probability(odds + ratios.offset), odds, weighed };
}
