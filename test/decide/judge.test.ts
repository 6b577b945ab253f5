import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { environment } from '../../src/decide/environment.ts';
import { cheapestOutcome } from '../../src/decide/expected-loss.ts';
import { evaluate, judge, type Stakes } from '../../src/decide/judge.ts';
import { paysIf } from '../../src/decide/pays-if.ts';
import { loadPolicy } from '../../src/decide/policy/load.ts';
import type { Policy } from '../../src/decide/policy/policy.ts';
import { testPolicy } from '../../src/decide/policy/test-cases.ts';
import { ratiosOf } from '../../src/decide/ratios.ts';
import { outcomes } from '../../src/domain/decision.ts';

const dayOne = readFileSync(new URL('../../policies/day-one.yaml', import.meta.url), 'utf8');

const head = `policy: small
version: 1
prior: 0.02
costs: { ask: 2.5, review: 8, pay_after_return: 3, honest_asked: 6, honest_waits: 12 }
prevents: { ask: 0.6, pay_after_return: 0.8, review: 0.9 }
`;

const signals = `signals:
  - { id: S-weak, group: a, when: account.claims_365d >= 1, likelihood_ratio: 2, says: weak, unless: weak goes, source: test }
  - { id: S-strong, group: a, when: account.claims_365d >= 3, likelihood_ratio: 10, says: strong, unless: strong goes, source: test }
  - { id: S-other, group: b, when: account.credits_90d >= 1, likelihood_ratio: 5, says: other, unless: other goes, source: test }
innocent:
  - { id: I-a, group: a, when: account.orders_365d >= 6, likelihood_ratio: 0.5, says: loyal, source: test }
  - { id: I-a2, group: a, when: account.orders_365d >= 9, likelihood_ratio: 0.25, says: more loyal, source: test }
`;

const rules = `rules:
  - { id: R-closed, when: account.closed, outcome: review, says: closed, unless: it is open again }
  - { id: R-many, when: account.claims_365d >= 5, outcome: ask, says: many, unless: they are withdrawn, ask_for: a statement }
  - { id: R-new, when: session.device_new, outcome: pay, says: new device }
`;

function policyOf(text: string): Policy {
  const loaded = loadPolicy(text, environment);
  if (!loaded.ok) throw new Error(loaded.problems.map(problem => problem.message).join('\n'));
  return loaded.policy;
}

const small = policyOf(head + signals + rules);

const empty = { int: 0, double: 0, bool: false, string: '', 'list<string>': [] };

/** A row in which nothing is known but what is given; `session.device_new` is false unless it is given. */
function rowOf(features: Readonly<Record<string, number | boolean | null>>) {
  const values = { 'session.device_new': false, ...features };
  return environment.features.map(({ name, type, optional }) => {
    const value = values[name as keyof typeof values];
    return value === undefined ? (optional ? null : empty[type]) : value;
  });
}

function decide(
  policy: Policy,
  features: Readonly<Record<string, number | boolean | null>>,
  given: Omit<Stakes, 'ratios'> = { value: 60, goodsCanReturn: false },
) {
  const stakes = { ...given, ratios: ratiosOf(policy, new Map()) };
  const codes = evaluate(policy, rowOf(features));
  const judgement = judge(policy, codes, stakes);
  return {
    ...judgement,
    paysIf: paysIf(policy, codes, judgement, stakes),
    ids: (indexes: readonly number[]) => indexes.map(index => policy.clauses[index]!.id),
  };
}

describe('the judgement', () => {
  test('[DECIDE-1] there are four outcomes, and none refuses the claim', () => {
    expect(outcomes).toEqual(['pay', 'pay_after_return', 'ask', 'review']);
  });

  test('[DECIDE-2] the first rule that applies decides; the others that apply are named in their order', () => {
    const both = decide(small, { 'account.closed': true, 'account.claims_365d': 6 });
    expect([both.outcome, both.ids(both.rules)]).toEqual(['review', ['R-closed', 'R-many']]);
    expect(decide(small, { 'account.claims_365d': 6 }).outcome).toBe('ask');
  });

  test('[DECIDE-2] a rule that holds back says the least that happens, not the most', () => {
    const many = { 'account.claims_365d': 6, 'account.credits_90d': 1 };
    const cheap = decide(small, many, { value: 1, goodsCanReturn: false });
    const dear = decide(small, many, { value: 100_000, goodsCanReturn: false });
    expect([cheap.outcome, dear.outcome]).toEqual(['ask', 'review']);
  });

  test('[DECIDE-3] a condition that fails sends the claim to a person, whatever rule applies, and is named', () => {
    const failed = decide(small, { 'session.device_new': null, 'account.claims_365d': 6 });
    expect([failed.outcome, failed.decidedBy, failed.ids(failed.failed)]).toEqual(['review', null, ['R-new']]);
    expect(
      small.conditions.explainFailure(failed.failed[0]!, rowOf({ 'session.device_new': null }))?.message,
    ).toContain('session.device_new');
  });

  test('[DECIDE-4] the score is the odds of the prior times the strongest ratio of each group, one against and one for', () => {
    const odds = (score: number) => score / (1 - score);
    const prior = 0.02 / 0.98;
    expect(odds(decide(small, {}).score)).toBeCloseTo(prior, 12);
    expect(odds(decide(small, { 'account.claims_365d': 1 }).score)).toBeCloseTo(prior * 2, 12);
    expect(odds(decide(small, { 'account.claims_365d': 3 }).score)).toBeCloseTo(prior * 10, 12);
    expect(odds(decide(small, { 'account.claims_365d': 3, 'account.credits_90d': 1 }).score)).toBeCloseTo(
      prior * 50,
      12,
    );
    expect(odds(decide(small, { 'account.claims_365d': 3, 'account.orders_365d': 9 }).score)).toBeCloseTo(
      prior * 10 * 0.25,
      12,
    );
  });

  test.each<[score: number, value: number, canReturn: boolean, outcome: string]>([
    [0.02, 60, false, 'pay'],
    [0.02, 60, true, 'pay'],
    [0.5, 100, true, 'pay_after_return'],
    [0.5, 40, false, 'ask'],
    [0.5, 100, false, 'review'],
    [1, 0, true, 'pay'],
  ])(
    '[DECIDE-5] without a rule the least expected cost decides: score %d, value %d, can return %s is %s',
    (score, value, canReturn, outcome) => {
      const leeway = { mayWait: canReturn, mayBeHeld: true };
      expect(cheapestOutcome(score, value, leeway, small.document)).toBe(outcome);
    },
  );
});

describe('what would get it paid', () => {
  test('[DECIDE-6] where the amount alone is too dear, the amount below which it would be paid', () => {
    const ordinary = decide(small, {}, { value: 100_000, goodsCanReturn: false });
    expect(ordinary.outcome).not.toBe('pay');
    expect(ordinary.paysIf).toEqual([expect.stringMatching(/^less than \d+ dollars were claimed$/)]);
    const limit = Number(/\d+/.exec(ordinary.paysIf[0]!)![0]);
    expect(decide(small, {}, { value: limit, goodsCanReturn: false }).outcome).toBe('pay');
  });

  test('[DECIDE-6] nothing for what is paid; each single reason that is enough; else the fewest together', () => {
    expect(decide(small, {}).paysIf).toEqual([]);
    expect(decide(small, { 'account.closed': true }).paysIf).toEqual(['it is open again']);
    expect(decide(small, { 'account.closed': true, 'account.claims_365d': 6 }).paysIf).toEqual([
      'all of this: it is open again; they are withdrawn',
    ]);
    const dear = { value: 300, goodsCanReturn: false };
    expect(decide(small, { 'account.claims_365d': 3, 'account.credits_90d': 1 }, dear).outcome).toBe('review');
    expect(decide(small, { 'account.claims_365d': 3, 'account.credits_90d': 1 }, dear).paysIf.length).toBeGreaterThan(
      0,
    );
  });
});

describe('the policy file', () => {
  const broken = (from: string, to: string) => loadPolicy((head + signals + rules).replace(from, to), environment);

  test.each<[string, string, string, number, RegExp]>([
    ['a field that is not known', 'version: 1', 'version: 1\nversoin: 2', 1, /versoin/],
    ['a name that is not known', 'when: account.closed', 'when: account.close', 15, /account\.close/],
    ['a type that does not fit', 'when: account.closed', 'when: account.claims_365d', 15, /true or false/],
    ['an id that is there twice', 'id: R-many', 'id: R-closed', 16, /twice/],
    ['a feature in words that is not there', 'says: many', 'says: "{account.many}"', 16, /account\.many/],
    ['a ratio beyond all statistics', 'likelihood_ratio: 10,', 'likelihood_ratio: 10000,', 8, /1000/],
    ['a signal without a source', 'unless: weak goes, source: test', 'unless: weak goes', 7, /source/],
    ['what is no YAML', 'prior: 0.02', 'prior: [', 3, /./],
  ])('[DECIDE-7] %s is refused with its line', (_, from, to, line, says) => {
    const loaded = broken(from, to);
    expect(loaded.ok).toBe(false);
    if (loaded.ok) return;
    expect(loaded.problems.map(problem => problem.message).join('\n')).toMatch(says);
    expect(loaded.problems.map(problem => Math.abs(problem.line - line) <= 1)).toContain(true);
  });

  test('[DECIDE-8] the label changes with every change of the file', () => {
    expect(small.label).toMatch(/^small@1#[0-9a-f]{8}$/);
    expect(policyOf(`${head + signals + rules}# a comment\n`).label).not.toBe(small.label);
  });

  test('[DECIDE-9] the cases of the day-one policy come out as written', () => {
    const results = testPolicy(policyOf(dayOne));
    expect(results.length).toBeGreaterThanOrEqual(10);
    expect(results.filter(result => !result.ok)).toEqual([]);
  });
});
