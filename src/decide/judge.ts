import type { Outcome } from '../domain/decision.ts';
import { FAILED, FALSE, TRUE } from './cel/compile.ts';
import type { FeatureRow } from './cel/environment.ts';
import { cheapestOutcome, type Leeway } from './expected-loss.ts';
import { statedRatio } from './policy/document.ts';
import type { Policy } from './policy/policy.ts';
import type { Ratios } from './ratios.ts';
import { scoreOf, type Weighed } from './score.ts';

/** The bare judgement on a row of features: what the explanation and the tests of a policy start from. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly score: number;
  /** Natural logarithm of the odds before the shop's offset. */
  readonly odds: number;
  readonly weighed: readonly Weighed[];
  /** Index of the rule that decided, or null where the expected cost did. */
  readonly decidedBy: number | null;
  /** Indexes of all rules that apply, and of all conditions that failed. */
  readonly rules: readonly number[];
  readonly failed: readonly number[];
}

/** What the outcome depends on beside the conditions. `value` in US dollars by reference rates. */
export interface Stakes {
  readonly value: number;
  readonly goodsCanReturn: boolean;
  readonly ratios: Ratios;
}

/** Evaluates every condition of the policy over a row. */
export function evaluate(policy: Policy, row: FeatureRow): Uint8Array {
  const codes = new Uint8Array(policy.conditions.count);
  policy.conditions.evaluateAll(row, codes);
  return codes;
}

/** The judgement that the codes of the conditions lead to. A condition that failed leads to `review`, whatever else applies. */
export function judge(policy: Policy, codes: Uint8Array, stakes: Stakes): Judgement {
  const { score, odds, weighed } = scoreOf(policy, codes, stakes.ratios);
  const rules: number[] = [];
  const failed: number[] = [];
  policy.clauses.forEach((clause, index) => {
    if (codes[index] === FAILED) failed.push(index);
    else if (clause.kind === 'rule' && codes[index] === TRUE) rules.push(index);
  });
  const decidedBy = rules[0] ?? null;
  const outcome =
    failed.length > 0 ? 'review' : outcomeOf(policy, decidedBy, score, pointsAtSomebody(policy, weighed), stakes);
  return { outcome, score, odds, weighed, decidedBy: failed.length > 0 ? null : decidedBy, rules, failed };
}

/**
 * Whether anything speaks against whoever claims, rather than only about what happened: a dear parcel in a bad street says nothing of its owner. Weak
 * signs are in everybody's life, and one that is rare in this shop is no stronger for it: the policy's own weight has to suffice as well.
 */
function pointsAtSomebody({ document }: Policy, weighed: readonly Weighed[]): boolean {
  const { circumstances, sign_from, evidence_weight } = document;
  return weighed.some(
    ({ clause, counts, logRatio }) =>
      counts &&
      logRatio >= evidence_weight * Math.log(sign_from) &&
      statedRatio(clause.signal) >= sign_from &&
      !circumstances.includes(clause.signal.group),
  );
}

function outcomeOf(policy: Policy, decidedBy: number | null, score: number, pointed: boolean, stakes: Stakes): Outcome {
  const cheapest = cheapestOutcome(score, stakes.value, leewayOf(policy, score, pointed, stakes), policy.document);
  const clause = decidedBy === null ? undefined : policy.clauses[decidedBy];
  if (clause?.kind !== 'rule') return cheapest;
  const { outcome } = clause.rule;
  // A rule that holds back says the least that happens: it was not written to make a doubtful claim easier.
  return outcome === 'pay' || caution[outcome] >= caution[cheapest] ? outcome : cheapest;
}

function leewayOf(policy: Policy, score: number, pointed: boolean, { value, goodsCanReturn, ratios }: Stakes): Leeway {
  const loss = score * value;
  const doubted = pointed || policy.document.circumstances.length === 0;
  return {
    mayWait: doubted && goodsCanReturn && loss >= ratios.waitFrom,
    mayBeHeld: doubted && loss >= ratios.holdFrom,
  };
}

/** Outcomes by how much they hold back. */
const caution: Readonly<Record<Outcome, number>> = { pay: 0, pay_after_return: 1, ask: 2, review: 3 };

/** The outcome if the conditions at `indexes` did not apply. */
export function outcomeWithout(policy: Policy, codes: Uint8Array, indexes: readonly number[], stakes: Stakes): Outcome {
  const changed = codes.slice();
  for (const index of indexes) changed[index] = FALSE;
  return judge(policy, changed, stakes).outcome;
}
