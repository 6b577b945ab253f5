import type { Decision, DecisionMode, DecisionRecord, InnocentCheck, Outcome, Reason } from '../domain/decision.ts';
import { formatMinor, parseMinor, showMoney } from '../domain/money.ts';
import { formatMoment } from '../domain/time.ts';
import { type FeatureRow, featuresOf } from '../features/catalogue.ts';
import type { Known } from '../features/known.ts';
import { FAILED, TRUE } from './cel/compile.ts';
import type { FeatureValue } from './cel/environment.ts';
import { environment } from './environment.ts';
import { evaluate, type Judgement, judge, type Stakes } from './judge.ts';
import { paysIf } from './pays-if.ts';
import { fillTemplate } from './policy/placeholders.ts';
import type { Policy } from './policy/policy.ts';
import { type Measured, type Ratios, ratiosOf } from './ratios.ts';
import { signTallies, talliesOf } from './tallies.ts';

/** Facts named behind one reason: enough to look at, few enough to read. */
const factsMax = 25;

/**
 * Decides one claim from what is known of it: features, judgement, explanation. Pure: the same knowledge and policy give the same
 * record, to the last word.
 */
export function decideClaim(known: Known, policy: Policy, mode: DecisionMode, claimHash: string): DecisionRecord {
  const row = featuresOf(known);
  const codes = evaluate(policy, row.values);
  const stakes = stakesOf(row, ratiosOf(policy, known.seen));
  const judgement = judge(policy, codes, stakes);
  return {
    decision: explain(known, policy, mode, row, codes, judgement, stakes),
    features: recorded(row),
    tallies: [...talliesOf(known), ...signTallies(policy, codes, judgement, stakes.value)],
    claim_hash: claimHash,
  };
}

/**
 * The features as they are kept: optional ones where they are known, required ones where they are not at zero (0, false, empty), so
 * that a record is short and still says everything.
 */
function recorded(row: FeatureRow): DecisionRecord['features'] {
  const features: Record<string, FeatureValue> = {};
  for (const [slot, { name, optional }] of environment.features.entries()) {
    const value = row.values[slot]!;
    if (optional ? value !== null : !isZero(value)) features[name] = value;
  }
  return features;
}

function isZero(value: FeatureValue): boolean {
  return value === 0 || value === false || value === '' || (typeof value === 'object' && value?.length === 0);
}

const valueSlot = environment.slotByName.get('claim.value')!;
const goodsSlot = environment.slotByName.get('claim.goods_with_customer')!;

/** A claim in a currency without a reference rate is weighed as if it were worth this: enough to be looked at when doubtful. */
export const unknownValue = 200;

function stakesOf(row: FeatureRow, ratios: Ratios): Stakes {
  return {
    ratios,
    value: (row.values[valueSlot] as number | null) ?? unknownValue,
    goodsCanReturn: row.values[goodsSlot] === true,
  };
}

function explain(
  known: Known,
  policy: Policy,
  mode: DecisionMode,
  row: FeatureRow,
  codes: Uint8Array,
  judgement: Judgement,
  stakes: Stakes,
): Decision {
  const claim = known.claim.data;
  const minor = parseMinor(claim.amount, claim.currency) ?? 0;
  const score = Number(judgement.score.toPrecision(6));
  const reasons = reasonsOf(policy, row, judgement, stakes.ratios);
  return {
    claim_id: claim.claim_id,
    account_id: claim.account_id,
    order_id: claim.order_id,
    mode,
    outcome: judgement.outcome,
    score,
    amount: claim.amount,
    currency: claim.currency,
    expected_loss: formatMinor(Math.round(score * minor), claim.currency),
    summary: summaryOf(
      judgement,
      showMoney({ minor, currency: claim.currency }),
      reasons[0]?.text,
      stakes.goodsCanReturn,
    ),
    reasons,
    innocent: innocentChecks(policy, row, codes),
    failures: judgement.failed.map(index => ({
      id: policy.clauses[index]!.id,
      message: policy.conditions.explainFailure(index, row.values)?.message ?? 'failed',
    })),
    ask_for: askFor(policy, judgement),
    pays_if: paysIf(policy, codes, judgement, stakes),
    findings: known.ledger.findings.map(({ kind, sentence, speaks, facts }) => ({
      kind,
      text: sentence,
      speaks,
      facts: [...facts],
    })),
    not_known: known.ledger.unknowns.map(unknown => unknown.sentence),
    policy: policy.label,
    known_until: formatMoment(known.moment),
  };
}

/** Rules that apply in their order, the deciding one first, then the signals that count, the strongest first. */
function reasonsOf(policy: Policy, row: FeatureRow, judgement: Judgement, ratios: Ratios): Reason[] {
  const rules = judgement.rules.map(index => reasonOf(policy, row, index, null, null));
  const signals = judgement.weighed
    .filter(signal => signal.counts && signal.clause.kind === 'signal')
    .sort((left, right) => right.logRatio - left.logRatio)
    .map(({ index, logRatio }) => reasonOf(policy, row, index, Math.exp(logRatio), ratios.measured[index]!));
  return [...rules, ...signals];
}

function reasonOf(
  policy: Policy,
  row: FeatureRow,
  index: number,
  ratio: number | null,
  measured: Measured | null,
): Reason {
  const clause = policy.clauses[index]!;
  return {
    id: clause.id,
    kind: clause.kind === 'rule' ? 'rule' : 'signal',
    likelihood_ratio: ratio === null ? null : Number(ratio.toPrecision(3)),
    measured,
    ...wording(policy, row, index, true),
  };
}

function innocentChecks(policy: Policy, row: FeatureRow, codes: Uint8Array): InnocentCheck[] {
  return policy.clauses.flatMap((clause, index) => {
    if (clause.kind !== 'innocent') return [];
    const known = policy.conditions.uses[index]!.every(slot => row.values[slot] !== null);
    const holds = codes[index] === TRUE ? true : codes[index] === FAILED || !known ? null : false;
    if (clause.signal.quiet && holds !== true) return [];
    return [{ id: clause.id, holds, ...wording(policy, row, index, holds === true) }];
  });
}

/** What a clause says of this claim, with the numbers behind it; with the facts too where it bears on the decision. */
function wording(
  policy: Policy,
  row: FeatureRow,
  index: number,
  withFacts: boolean,
): { text: string; numbers: Reason['numbers']; facts: number[] } {
  const { says, slots } = policy.wordings[index]!;
  const numbers: Reason['numbers'] = {};
  const facts = new Set<number>();
  for (const slot of slots) {
    const value = row.values[slot]!;
    numbers[environment.features[slot]!.name] = typeof value === 'object' && value !== null ? [...value] : value;
    if (withFacts) for (const fact of row.factsOf(slot)) facts.add(fact);
  }
  return {
    text: fillTemplate(says, row.values),
    numbers,
    facts: [...facts].sort((a, b) => a - b).slice(0, factsMax),
  };
}

function askFor(policy: Policy, judgement: Judgement): string[] {
  if (judgement.outcome !== 'ask') return [];
  const asked = judgement.rules.flatMap(index => {
    const clause = policy.clauses[index]!;
    return clause.kind === 'rule' && clause.rule.outcome === 'ask' && clause.rule.ask_for !== undefined
      ? [clause.rule.ask_for]
      : [];
  });
  return asked.length > 0
    ? asked
    : ['a short signed statement of what happened, and a picture where there is something to see'];
}

const verbs: Readonly<Record<Outcome, string>> = {
  pay: 'Pay',
  pay_after_return: 'Pay when the goods are back',
  ask: 'Ask before paying',
  review: 'A person decides',
};

function summaryOf(judgement: Judgement, money: string, first: string | undefined, goodsCanReturn: boolean): string {
  if (judgement.failed.length > 0) return `${verbs.review}, ${money}: a rule could not be evaluated.`;
  if (judgement.outcome === 'pay') {
    const due = goodsCanReturn ? '; the goods are due back afterwards' : '';
    return `${verbs.pay} ${money}: nothing that is known speaks clearly against it${due}.`;
  }
  return `${verbs[judgement.outcome]}, ${money}${first === undefined ? '.' : `: ${first}.`}`;
}
