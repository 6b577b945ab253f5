import type { FeatureValue } from '../cel/environment.ts';
import { unknownValue } from '../decide.ts';
import { environment } from '../environment.ts';
import { evaluate, judge } from '../judge.ts';
import { ratiosOf } from '../ratios.ts';
import type { PolicyDocument } from './document.ts';
import type { Policy } from './policy.ts';

export interface CaseResult {
  readonly ok: boolean;
  readonly says: string;
  /** Outcome, with the rule that must decide where the case names one. */
  readonly expected: string;
  readonly got: string;
}

/** Decides every case of the policy: its features over the ordinary ones, over "nothing is known". */
export function testPolicy(policy: Policy): CaseResult[] {
  // A case is about the policy as it stands: nothing is measured.
  const ratios = ratiosOf(policy, new Map());
  return policy.document.cases.map(test => {
    const features = { ...policy.document.ordinary, ...test.features };
    const row = environment.features.map(
      ({ name, type, optional }) => features[name] ?? (optional ? null : nothing[type]),
    );
    const value = features['claim.value'];
    const judgement = judge(policy, evaluate(policy, row), {
      value: typeof value === 'number' ? value : unknownValue,
      goodsCanReturn: features['claim.goods_with_customer'] === true,
      ratios,
    });
    const decider = judgement.decidedBy === null ? '' : policy.clauses[judgement.decidedBy]!.id;
    const ok = judgement.outcome === test.expect && (test.rule === undefined || test.rule === decider);
    return {
      ok,
      says: test.says,
      expected: label(test.expect, test.rule ?? ''),
      got: label(judgement.outcome, decider),
    };
  });
}

const nothing: Readonly<Record<(typeof environment.features)[number]['type'], FeatureValue>> = {
  int: 0,
  double: 0,
  bool: false,
  string: '',
  'list<string>': [],
};

function label(outcome: PolicyDocument['cases'][number]['expect'], rule: string): string {
  return rule === '' ? outcome : `${outcome} by ${rule}`;
}
