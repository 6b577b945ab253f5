import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Expected } from '../../../src/decide/cel/check.ts';
import type { FeatureRow } from '../../../src/decide/cel/environment.ts';
import { compute, decide, interpret, problemsOf, rowWith } from './shop.ts';

// The library's own interpreter is the reference. The generator leaves out where it departs from the CEL
// specification or from our narrowing, which the tables of semantics and failures cover instead:
// - ints have 64 bits there, so numbers stay small here;
// - it orders text by UTF-16 unit, lowers and raises more than ASCII, and matches() is JavaScript's RegExp;
// - int("") is 0 and double("0x10") is 16 there.

const TEXTS = ['', 'DE', 'phone', 'case', 'a"b', "it's", 'Ab', '12', '-3', '1.5', 'true', 'ü😀'];

const text = fc.constantFrom(...TEXTS.map(value => JSON.stringify(value)), 'account.country', 'account.email_domain');
const smallInt = fc.integer({ min: -20, max: 20 });
const half = fc.integer({ min: -40, max: 40 }).map(twice => (twice / 2).toFixed(1));

type Grammar = {
  bool: string;
  int: string;
  double: string;
  string: string;
  list: string;
  inLoop: string;
};

const { bool, int, double } = fc.letrec<Grammar>(tie => {
  const [b, i, d, s, l] = [tie('bool'), tie('int'), tie('double'), tie('string'), tie('list')];
  const join = (...parts: readonly (fc.Arbitrary<string> | string)[]): fc.Arbitrary<string> =>
    fc
      .tuple(...parts.map(part => (typeof part === 'string' ? fc.constant(part) : part)))
      .map(texts => `(${texts.join(' ')})`);
  const comparison = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
  const order = fc.constantFrom('<', '<=', '>', '>=');
  const has = fc
    .constantFrom(
      'account.age_days',
      'account.inr_rate_90d',
      'account.email_domain',
      'session.vpn',
      'contact.phrases',
      'order.total',
    )
    .map(name => `has(${name})`);
  const deep = { maxDepth: 4, depthIdentifier: 'expression' };
  const logic = fc.constantFrom('&&', '||');
  return {
    bool: fc.oneof(
      deep,
      fc.constantFrom(
        'true',
        'false',
        'account.trusted',
        'session.vpn',
        '(account.age_days > 5)',
        '(account.inr_rate_90d < 0.5)',
      ),
      has,
      join(b, logic, b),
      join(b, logic, b),
      join(b, logic, b, logic, b),
      join(has, logic, b),
      join('!', b),
      join(b, '?', b, ':', b),
      join(i, comparison, i),
      join(d, comparison, d),
      join(i, order, d),
      join(d, order, i),
      join(b, comparison, b),
      join(s, fc.constantFrom('==', '!='), s),
      join(l, fc.constantFrom('==', '!='), l),
      join(s, 'in', l),
      join(i, 'in [', i, ',', i, ']'),
      fc
        .tuple(s, fc.constantFrom('startsWith', 'endsWith', 'contains'), s)
        .map(([of, method, argument]) => `${of}.${method}(${argument})`),
      fc
        .tuple(l, fc.constantFrom('exists', 'all', 'exists_one'), tie('inLoop'))
        .map(([of, macro, condition]) => `${of}.${macro}(x, ${condition})`),
      s.map(of => `bool(${of})`),
    ),
    inLoop: fc.oneof(
      deep,
      fc.constantFrom(
        'true',
        '(x == "case")',
        '(x in contact.phrases)',
        '(x.size() > 1)',
        '(10 / (size(x) - 4) > 0)',
        '(x == account.email_domain)',
      ),
      join('x ==', s),
      join(tie('inLoop'), logic, tie('inLoop')),
      join(tie('inLoop'), logic, b),
      fc.tuple(l, tie('inLoop')).map(([of, condition]) => `${of}.exists(y, y == x || ${condition})`),
      fc.tuple(l, tie('inLoop')).map(([of, condition]) => `${of}.all(x, ${condition})`),
    ),
    int: fc.oneof(
      deep,
      smallInt.map(String),
      fc.constantFrom('account.claims_90d', 'account.age_days'),
      join(i, fc.constantFrom('+', '-'), i),
      join(i, '*', fc.integer({ min: -9, max: 9 }).map(String)),
      join(i, fc.constantFrom('/', '%'), i),
      join('-', i),
      join(b, '?', i, ':', i),
      s.map(of => `size(${of})`),
      l.map(of => `${of}.size()`),
      fc.oneof(half, fc.constantFrom('order.total', 'account.inr_rate_90d')).map(of => `int(${of})`),
      fc.constantFrom('"12"', '"-3"', '"1.5"', '"a"').map(of => `int(${of})`),
    ),
    double: fc.oneof(
      deep,
      half,
      fc.constantFrom('order.total', 'account.inr_rate_90d'),
      join(d, fc.constantFrom('+', '-', '*', '/'), d),
      join('-', d),
      join(b, '?', d, ':', d),
      i.map(of => `double(${of})`),
      fc.constantFrom('"1.5"', '"-3"', '"a"', '"inf"').map(of => `double(${of})`),
    ),
    string: fc.oneof(
      deep,
      text,
      join(s, '+', s),
      join(b, '?', s, ':', s),
      fc.oneof(i, d, b, s).map(of => `string(${of})`),
      fc.tuple(l, i).map(([of, index]) => `${of}[${index}]`),
    ),
    list: fc.oneof(
      deep,
      fc.constantFrom('order.goods', 'contact.phrases', '["phone", "case"]'),
      fc.tuple(s, s).map(parts => `[${parts.join(', ')}]`),
      join(b, '?', l, ':', l),
      fc.tuple(l, tie('inLoop')).map(([of, condition]) => `${of}.filter(x, ${condition})`),
    ),
  };
});

const maybe = <Value>(known: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(known, { nil: null, freq: 2 });
const row: fc.Arbitrary<FeatureRow> = fc
  .record({
    'account.claims_90d': smallInt,
    'account.age_days': maybe(smallInt),
    'account.inr_rate_90d': maybe(half.map(Number)),
    'account.country': fc.constantFrom(...TEXTS),
    'account.email_domain': maybe(fc.constantFrom(...TEXTS)),
    'account.trusted': fc.boolean(),
    'order.total': half.map(value => Number(value) + 0),
    'session.vpn': maybe(fc.boolean()),
    'order.goods': fc.array(fc.constantFrom(...TEXTS), { maxLength: 3 }),
    'contact.phrases': maybe(fc.array(fc.constantFrom(...TEXTS), { maxLength: 3 })),
  })
  .map(rowWith);

const RUNS = 3_000;

/** Whether a generated expression is within the limits; it must be well typed in any case. */
function isWithinLimits(source: string, expected: Expected): boolean {
  const [problem] = problemsOf(source, expected);
  if (problem !== undefined) expect(problem.message).toMatch(/is nested in more|characters, more than/);
  return problem === undefined;
}

test('compiled conditions decide as the interpreter does', () => {
  let failed = 0;
  fc.assert(
    fc.property(bool, fc.array(row, { minLength: 3, maxLength: 3 }), (source, rows) => {
      fc.pre(isWithinLimits(source, 'bool'));
      for (const values of rows) {
        const outcome = decide(source, values);
        if (typeof outcome !== 'boolean') failed++;
        expect(typeof outcome === 'boolean' ? outcome : 'failed').toBe(interpret(source, values));
      }
    }),
    { numRuns: RUNS },
  );
  // The property is worth something only when both outcomes are frequent.
  expect(failed).toBeGreaterThan(RUNS / 10);
  expect(failed).toBeLessThan(RUNS * 2.5);
});

test('compiled numbers are those of the interpreter', () => {
  fc.assert(
    fc.property(fc.oneof(int, double), row, (source, values) => {
      fc.pre(isWithinLimits(source, 'number'));
      const outcome = compute(source, values);
      const expected = interpret(source, values);
      expect(typeof outcome === 'number' ? outcome : 'failed').toBe(
        typeof expected === 'bigint' ? Number(expected) : expected,
      );
    }),
    { numRuns: RUNS },
  );
});
