import type { Judgement, Stakes } from './judge.ts';
import { outcomeWithout } from './judge.ts';
import type { Policy } from './policy/policy.ts';

/**
 * What would have to be otherwise for the claim to be paid at once, in the policy's own words: each single reason whose absence is
 * enough; where none is, the smallest set that taking the strongest away one by one finds. Empty where it is paid already.
 */
export function paysIf(policy: Policy, codes: Uint8Array, judgement: Judgement, stakes: Stakes): string[] {
  if (judgement.outcome === 'pay') return [];
  const against = reasonsAgainst(policy, judgement);
  const single = against.filter(index => outcomeWithout(policy, codes, [index], stakes) === 'pay');
  if (single.length > 0) return wordsOf(policy, single);
  const together: number[] = [];
  for (const index of against) {
    together.push(index);
    if (outcomeWithout(policy, codes, together, stakes) === 'pay') return [wordsOf(policy, together).join(', and ')];
  }
  return [];
}

/** Failed conditions, the rules that apply and hold back, then signals against, the strongest first. */
function reasonsAgainst(policy: Policy, judgement: Judgement): number[] {
  const rules = judgement.rules.filter(index => {
    const clause = policy.clauses[index]!;
    return clause.kind === 'rule' && clause.rule.outcome !== 'pay';
  });
  const signals = judgement.weighed
    .filter(signal => signal.logRatio > 0)
    .sort((left, right) => right.logRatio - left.logRatio)
    .map(signal => signal.index);
  return [...judgement.failed, ...rules, ...signals];
}

function wordsOf(policy: Policy, indexes: readonly number[]): string[] {
  const words = indexes.map(index => {
    const clause = policy.clauses[index]!;
    if (clause.kind === 'innocent') return '';
    return clause.kind === 'rule' ? clause.rule.unless : clause.signal.unless;
  });
  return [...new Set(words.filter(text => text !== ''))];
}
