import { z } from 'zod';
import { outcomes } from '../../domain/decision.ts';

/** The shape of a policy file (YAML). Its rules and signals are CEL over the features; see docs/policies.md. */

const condition = z.string().min(1).describe('CEL over the features; true means that it applies');
const words = z.string().max(500);
const identifier = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'must be letters, digits and dashes, such as "R-signed"');
const dollars = z.number().min(0).max(100_000);
const share = z.number().min(0).max(1);

/** Beyond a thousandfold a single observation would decide alone, and no statistic that we know of supports that. */
const ratioMax = 1000;
const likelihoodRatio = z
  .number()
  .min(1 / ratioMax)
  .max(ratioMax);

const signal = z.strictObject({
  id: identifier,
  group: z.string().min(1).describe('Signals of one group say much the same: only the strongest counts'),
  when: condition,
  likelihood_ratio: likelihoodRatio.describe(
    'How many times more frequent among dishonest claims than among honest ones',
  ),
  says: words,
  unless: words.default('').describe('What would take it away, to end "would be paid at once if ..."'),
  source: words.describe('Where the ratio comes from'),
});

const rule = z.strictObject({
  id: identifier,
  when: condition,
  outcome: z.enum(outcomes),
  says: words,
  unless: words.default(''),
  ask_for: words.optional().describe('What to ask the customer for'),
});

const caseFeatures = z.record(
  z.string(),
  z.union([z.number(), z.boolean(), z.string(), z.array(z.string()), z.null()]),
);

const testCase = z.strictObject({
  says: words,
  features: caseFeatures.default({}),
  expect: z.enum(outcomes),
  rule: identifier.optional().describe('The rule that must decide'),
});

export const policyDocument = z.strictObject({
  policy: identifier.describe('Name of the policy'),
  version: z.int().min(1),
  summary: words.default(''),
  prior: z.number().min(0.0001).max(0.5).describe('Share of claims that are dishonest before anything is known'),
  costs: z
    .strictObject({
      ask: dollars,
      review: dollars,
      pay_after_return: dollars,
      honest_asked: dollars,
      honest_waits: dollars,
    })
    .describe('US dollars by reference rates'),
  prevents: z
    .strictObject({ ask: share, pay_after_return: share, review: share })
    .describe('Share of a loss that the outcome prevents'),
  signals: z.array(signal).max(200),
  innocent: z.array(signal.omit({ unless: true })).max(100),
  rules: z.array(rule).max(200),
  ordinary: caseFeatures.default({}).describe('Feature values of the cases where they name no other'),
  cases: z.array(testCase).max(1000).default([]),
});

export type PolicyDocument = z.infer<typeof policyDocument>;
export type Signal = PolicyDocument['signals'][number];
export type Rule = PolicyDocument['rules'][number];
