import type { Judgement, Stakes } from './judge.ts';
import { outcomeWithout } from './judge.ts';
import type { Policy } from './policy/policy.ts';

/**
 * What would have to be otherwise for the claim to be paid at once, in the policy's own words: each single reason whose absence is
 * enough; where none is, what is left of the strongest reasons once those that need not go are put back; where even that is not
 * enough, the amount below which it would be. Empty where it is paid already.
 */
export function paysIf(policy: Policy, codes: Uint8Array, judgement: Judgement, stakes: Stakes): string[] {
  if (judgement.outcome === 'pay') return [];
  const pays = (gone: readonly number[], value = stakes.value): boolean =>
    outcomeWithout(policy, codes, gone, { ...stakes, value }) === 'pay';
  const against = reasonsAgainst(policy, judgement);
  const single = against.filter(index => pays([index]));
  if (single.length > 0) return wordsOf(policy, single);
  if (pays(against)) return [together(wordsOf(policy, needed(against, pays)))];
  const limit = valueBelow(value => pays(against, value), stakes.value);
  return limit === null ? [] : [together([...wordsOf(policy, against), `less than ${limit} dollars were claimed`])];
}

/** The reasons without those that may stay: put back one by one, the weakest first. */
function needed(against: readonly number[], pays: (gone: readonly number[]) => boolean): number[] {
  let gone = [...against];
  for (const index of [...against].reverse()) {
    const without = gone.filter(other => other !== index);
    if (pays(without)) gone = without;
  }
  return gone;
}

/** The highest round amount below `value` (US dollars by reference rates) at which it pays; null where it never does. */
function valueBelow(pays: (value: number) => boolean, value: number): number | null {
  for (
    let limit = 10 ** Math.ceil(Math.log10(Math.max(value, 1)));
    limit >= 1;
    limit = limit > 100 ? limit - 100 : limit > 10 ? limit - 10 : limit - 1
  ) {
    if (limit <= value && pays(limit)) return limit;
    if (limit > 10_000) limit = Math.max(10_000, Math.floor(limit / 2));
  }
  return null;
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

function together(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `all of this: ${words.join('; ')}`;
}
