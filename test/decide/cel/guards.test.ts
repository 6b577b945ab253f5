import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checked, decide, interpret, rowWith, shop } from './shop.ts';

const RATE = 'account.inr_rate_90d > 0.5';
const HAS = 'has(account.inr_rate_90d)';

test.each<[string, readonly number[]]>([
  ['account.claims_90d > 1', []],
  [RATE, [1]],
  [`${HAS} && ${RATE}`, []],
  [`${RATE} && ${HAS}`, []],
  [`${HAS} || ${RATE}`, [30]],
  [`!${HAS} || ${RATE}`, []],
  [`!(${HAS} && account.trusted) || ${RATE}`, []],
  [`!(!${HAS} || account.trusted) && ${RATE}`, []],
  [`(${HAS} || account.trusted) && ${RATE}`, [51]],
  [`(${HAS} && account.trusted || ${HAS}) && ${RATE}`, []],
  [`(!${HAS} && account.trusted) || ${RATE}`, [52]],
  [`(${HAS} ? account.trusted : account.claims_90d > 1) && ${RATE}`, [75]],
  [`${HAS} ? ${RATE} : false`, []],
  [`${HAS} ? false : ${RATE}`, [37]],
  [`${HAS} && order.goods.exists(g, g == "x" && ${RATE})`, []],
  [`order.goods.exists(g, ${HAS}) && ${RATE}`, [53]],
  [`(account.age_days > 1 ? ${HAS} : ${HAS}) && ${RATE}`, [2, 83]],
  [`${RATE} && ${RATE}`, [1, 31]],
])('%s is reported at columns %j', (source, columns) => {
  expect(checked(source).warnings.map(({ column }) => column)).toEqual(columns);
});

test('a warning names the feature and its guard', () => {
  expect(checked(RATE).warnings[0]).toEqual({
    line: 1,
    column: 1,
    length: 20,
    message: 'fails when account.inr_rate_90d is not known',
    hint: 'guard it with has(account.inr_rate_90d)',
  });
});

test('uses are the slots that an expression reads, each once', () => {
  const { uses } = checked('order.total > 5.0 && (has(account.age_days) && account.age_days < 3 || order.total > 9.0)');
  expect(uses.map(slot => shop.features[slot]!.name)).toEqual(['order.total', 'account.age_days']);
});

const guarded = fc.letrec<{ condition: string }>(tie => {
  const part = tie('condition');
  return {
    condition: fc.oneof(
      { maxDepth: 5, depthSize: 'large' },
      fc.constantFrom('has(session.vpn)', 'has(account.age_days)', '!has(session.vpn)', '!has(account.age_days)'),
      fc.constantFrom('session.vpn', 'account.age_days > 0', 'account.trusted').map(text => `(${text})`),
      fc.tuple(part, fc.constantFrom('&&', '||'), part).map(parts => `(${parts.join(' ')})`),
      fc.tuple(part, part, part).map(([condition, yes, no]) => `(${condition} ? ${yes} : ${no})`),
      part.map(of => `!${of}`),
    ),
  };
}).condition;

const everyKnowledge = [null, true, false].flatMap(vpn =>
  [null, 0, 1].flatMap(days =>
    [true, false].map(trusted => rowWith({ 'session.vpn': vpn, 'account.age_days': days, 'account.trusted': trusted })),
  ),
);

test('over all that can be known, nothing fails without a warning and no failure is lost', () => {
  let silent = 0;
  fc.assert(
    fc.property(guarded, source => {
      const isTotal = checked(source).warnings.length === 0;
      if (isTotal && source.length > 40) silent++;
      for (const row of everyKnowledge) {
        const outcome = decide(source, row);
        expect(typeof outcome === 'boolean' ? outcome : 'failed').toBe(interpret(source, row));
        if (isTotal) expect(typeof outcome).toBe('boolean');
      }
    }),
    { numRuns: 2_000 },
  );
  // Long conditions that need no warning must be frequent, or the property says little about guards.
  expect(silent).toBeGreaterThan(50);
});
