import { TRUE } from './cel/compile.ts';
import type { Clause, Policy } from './policy/policy.ts';

/** A signal that applies, and whether it is the strongest of its group, which alone counts. */
export interface Weighed {
  readonly clause: Exclude<Clause, { kind: 'rule' }>;
  readonly index: number;
  readonly logRatio: number;
  readonly counts: boolean;
}

/**
 * Probability that a claim is dishonest: the prior's odds times the likelihood ratios of what applies, as in naive Bayes, but
 * with only the strongest signal of each group for and against, since signals of one group are far from independent.
 * (Good, Probability and the Weighing of Evidence, 1950.)
 */
export function scoreOf(
  policy: Policy,
  codes: Uint8Array,
): { readonly score: number; readonly weighed: readonly Weighed[] } {
  const strongest = new Map<string, number>();
  const applying: { clause: Exclude<Clause, { kind: 'rule' }>; index: number; logRatio: number; group: string }[] = [];
  policy.clauses.forEach((clause, index) => {
    if (clause.kind === 'rule' || codes[index] !== TRUE) return;
    const logRatio = Math.log(clause.signal.likelihood_ratio);
    const group = `${clause.signal.group}${logRatio >= 0 ? '+' : '-'}`;
    applying.push({ clause, index, logRatio, group });
    const best = strongest.get(group);
    if (best === undefined || Math.abs(logRatio) > Math.abs(Math.log(ratioAt(policy, best))))
      strongest.set(group, index);
  });
  const weighed = applying.map(({ clause, index, logRatio, group }) => ({
    clause,
    index,
    logRatio,
    counts: strongest.get(group) === index,
  }));
  const { prior } = policy.document;
  let logOdds = Math.log(prior / (1 - prior));
  for (const signal of weighed) if (signal.counts) logOdds += signal.logRatio;
  return { score: 1 / (1 + Math.exp(-logOdds)), weighed };
}

function ratioAt(policy: Policy, index: number): number {
  const clause = policy.clauses[index]!;
  return clause.kind === 'rule' ? 1 : clause.signal.likelihood_ratio;
}
