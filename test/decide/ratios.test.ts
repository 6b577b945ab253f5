import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { environment } from '../../src/decide/environment.ts';
import { evaluate, judge } from '../../src/decide/judge.ts';
import { loadPolicy } from '../../src/decide/policy/load.ts';
import { binOfLoss, binOfOdds, claimsKey, lossKey, lossOfBin, oddsKey } from '../../src/decide/policy/signs.ts';
import { logOdds, measuredRatio, probability, ratiosOf } from '../../src/decide/ratios.ts';
import { signTallies } from '../../src/decide/tallies.ts';
import { valueBandKeys, valueBandOf } from '../../src/features/value-bands.ts';

const text = `policy: small
version: 1
prior: 0.02
offset: -0.5
held_back_max: 0.03
costs: { ask: 2.5, review: 8, pay_after_return: 3, honest_asked: 6, honest_waits: 12 }
prevents: { ask: 0.6, pay_after_return: 0.8, review: 0.9 }
signals:
  - { id: S-new, group: a, when: session.device_new, among: { dishonest: 0.4, honest: 0.05 }, says: new device, source: test }
innocent:
  - { id: I-loyal, group: b, when: account.orders_365d >= 6, among: { dishonest: 0.2, honest: 0.5 }, says: loyal, source: test }
rules: []
`;

const loaded = loadPolicy(text, environment);
if (!loaded.ok) throw new Error(loaded.problems.map(problem => problem.message).join('\n'));
const { policy } = loaded;
const [newKey] = policy.signKeys as string[];

function rowOf(features: Readonly<Record<string, number | boolean>>) {
  const empty = { int: 0, double: 0, bool: false, string: '', 'list<string>': [] };
  return environment.features.map(({ name, type, optional }) => {
    const value = { 'session.device_new': false, ...features }[name as never] as number | boolean | undefined;
    return value === undefined ? (optional ? null : empty[type]) : value;
  });
}

const share = fc.double({ min: 0.0001, max: 0.9999, noNaN: true });

describe('how common a sign is', () => {
  test('[DECIDE-10] without claims of its own a shop goes by what the policy states', () => {
    const { log, measured, offset, holdFrom } = ratiosOf(policy, new Map());
    expect(Math.exp(log[0]!)).toBeCloseTo(0.4 / 0.05, 10);
    expect(Math.exp(log[1]!)).toBeCloseTo(0.2 / 0.5, 10);
    expect([measured, offset, holdFrom]).toEqual([[null, null], -0.5, 0]);
  });

  test('[DECIDE-10] a sign that most claims of the shop show says next to nothing there', () => {
    const seen = new Map([
      [claimsKey, 10_000],
      [newKey!, 6_000],
    ]);
    const { log, measured } = ratiosOf(policy, seen);
    expect(log[0]).toBe(0);
    expect(measured[0]).toEqual({ claims: 10_000, showing: 6_000 });
  });

  test.each([
    // 300 stated claims (2 % of them dishonest) and 700 measured ones: (300 x 0.057 + 20) / 1000 of all, less 0.008, of 0.98.
    [700, 20, 0.4 / ((0.0371 - 0.008) / 0.98)],
    [0, 0, 8],
    // Never more than four times what is stated.
    [1_000_000, 0, 32],
  ])('[DECIDE-10] of %d claims %d show it: a ratio of %d', (claims, showing, ratio) => {
    expect(measuredRatio({ dishonest: 0.4, honest: 0.05 }, { claims, showing }, 0.02)).toBeCloseTo(ratio, 6);
  });

  test('[DECIDE-10] no count turns a sign into its opposite, and more claims that show it never make it stronger', () => {
    fc.assert(
      fc.property(share, share, share, fc.nat(100_000), fc.nat(100_000), (dishonest, honest, prior, claims, part) => {
        const showing = Math.min(claims, part);
        const ratio = measuredRatio({ dishonest, honest }, { claims, showing }, Math.min(prior, 0.5));
        if (dishonest >= honest) expect(ratio).toBeGreaterThanOrEqual(1);
        else expect(ratio).toBeLessThanOrEqual(1);
        if (showing < claims) {
          const more = measuredRatio({ dishonest, honest }, { claims, showing: showing + 1 }, Math.min(prior, 0.5));
          expect(more).toBeLessThanOrEqual(ratio * (1 + 1e-12));
        }
      }),
    );
  });
});

describe('the level of the score', () => {
  test('[DECIDE-11] the offset makes the mean score of the claims that were counted the prior', () => {
    const bins = [-9, -8, -6, 0, 5];
    const counts = [4_000_000, 3_000_000, 2_000_000, 500_000, 100_000];
    const seen = new Map(bins.map((bin, index) => [oddsKey(policy, bin), counts[index]!]));
    const { offset } = ratiosOf(policy, seen);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const mean = bins.reduce((sum, bin, index) => sum + counts[index]! * probability(bin / 2 + offset), 0) / total;
    expect(mean).toBeCloseTo(0.02, 4);
  });

  test('[DECIDE-11] the score is the odds with the offset, and every decided claim is counted by its value, odds, signs and loss', () => {
    const ratios = ratiosOf(policy, new Map());
    const codes = evaluate(policy, rowOf({ 'session.device_new': true }));
    const judgement = judge(policy, codes, { value: 60, goodsCanReturn: false, ratios });
    expect(judgement.odds).toBeCloseTo(logOdds(0.02) + Math.log(8), 10);
    expect(judgement.score).toBeCloseTo(probability(judgement.odds - 0.5), 10);
    expect(signTallies(policy, codes, judgement, 60)).toEqual([
      claimsKey,
      valueBandKeys[valueBandOf(60)],
      newKey,
      oddsKey(policy, binOfOdds(judgement.odds)),
      lossKey(policy, binOfLoss(60 * judgement.score)),
    ]);
  });
});

describe('what holds back', () => {
  const judged = (
    circumstances: string,
    features: Readonly<Record<string, number | boolean>>,
    { from = 2, seen = new Map<string, number>() } = {},
  ) => {
    const changed = loadPolicy(`${text}circumstances: ${circumstances}\nsign_from: ${from}\n`, environment);
    if (!changed.ok) throw new Error(changed.problems.map(problem => problem.message).join('\n'));
    const ratios = { ...ratiosOf(changed.policy, seen), holdFrom: 0 };
    return judge(changed.policy, evaluate(changed.policy, rowOf(features)), {
      value: 9_000,
      goodsCanReturn: false,
      ratios,
    });
  };

  test('[DECIDE-13] circumstances rank a claim and do not hold it back; a sign about whoever claims does', () => {
    const strange = { 'session.device_new': true };
    expect(judged('[]', strange).outcome).toBe('review');
    expect(judged('[b]', strange).outcome).toBe('review');
    expect(judged('[a]', strange).outcome).toBe('pay');
    expect(judged('[a]', strange).score).toBe(judged('[]', strange).score);
    // A sign of 8 to 1 is not one of 9 to 1, however rare the shop's own claims show it; and none where they show that it is common.
    const own = (showing: number) =>
      new Map([
        [claimsKey, 10_000],
        [newKey!, showing],
      ]);
    expect(judged('[b]', strange, { from: 7 }).outcome).toBe('review');
    expect(judged('[b]', strange, { from: 9 }).outcome).toBe('pay');
    expect(judged('[b]', strange, { from: 9, seen: own(10) }).outcome).toBe('pay');
    expect(judged('[b]', strange, { from: 7, seen: own(10) }).outcome).toBe('review');
    expect(judged('[b]', strange, { from: 7, seen: own(4_000) }).outcome).toBe('pay');
    // Without any sign an innocent one does not count as one either.
    expect(judged('[b]', { 'account.orders_365d': 9 }).outcome).toBe('pay');
  });
});

describe('how many are held back', () => {
  const codes = evaluate(policy, rowOf({ 'session.device_new': true }));
  const doubtful = (holdFrom: number) =>
    judge(policy, codes, { value: 900, goodsCanReturn: false, ratios: { ...ratiosOf(policy, new Map()), holdFrom } });

  test('[DECIDE-12] a loss that too many claims reach is paid, and one beyond them is held back', () => {
    const { score, outcome } = doubtful(0);
    expect(outcome).toBe('review');
    expect(doubtful(score * 900 + 1).outcome).toBe('pay');
    expect(doubtful(score * 900).outcome).toBe('review');
  });

  test('[DECIDE-12] the line is drawn so that at most the share of the policy lies above it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 50_000, noNaN: true }), { minLength: 1, maxLength: 2_000 }),
        losses => {
          const seen = new Map<string, number>();
          for (const loss of losses) {
            const key = lossKey(policy, binOfLoss(loss));
            seen.set(key, (seen.get(key) ?? 0) + 1);
          }
          const { holdFrom } = ratiosOf(policy, seen);
          expect(losses.filter(loss => loss >= holdFrom).length).toBeLessThanOrEqual(
            holdFrom === 0 ? losses.length : 0.03 * (losses.length + 300),
          );
        },
      ),
    );
  });

  test.each<[waitFrom: number, holdFrom: number, goodsCanReturn: boolean, outcome: string]>([
    [0, 0, false, 'review'],
    [0, 1e6, true, 'pay_after_return'],
    [0, 1e6, false, 'pay'],
    [1e6, 1e6, true, 'pay'],
  ])('[DECIDE-14] below the line for asking a claim may still wait for its goods: %d, %d, %s is %s', (...given) => {
    const [waitFrom, holdFrom, goodsCanReturn, outcome] = given;
    const ratios = { ...ratiosOf(policy, new Map()), waitFrom, holdFrom };
    expect(judge(policy, codes, { value: 900, goodsCanReturn, ratios }).outcome).toBe(outcome);
  });

  test('[DECIDE-14] the line for waiting never lies above that for asking', () => {
    const seen = new Map([[lossKey(policy, binOfLoss(40)), 5_000]]);
    const { waitFrom, holdFrom } = ratiosOf(policy, seen);
    expect(holdFrom).toBeGreaterThan(40);
    expect(waitFrom).toBe(holdFrom);
    const generous = { ...policy, document: { ...policy.document, waits_max: 0.99 } };
    expect(ratiosOf(generous, new Map([[lossKey(generous, binOfLoss(40)), 5_000]])).waitFrom).toBe(0);
  });

  test('[DECIDE-12] a loss lies in its bin', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 90_000, noNaN: true }), loss => {
        const bin = binOfLoss(loss);
        expect(lossOfBin(bin)).toBeLessThanOrEqual(Math.max(loss, 0) * (1 + 1e-12));
        expect(lossOfBin(bin + 1) * (1 + 1e-12)).toBeGreaterThanOrEqual(loss);
      }),
    );
  });
});
