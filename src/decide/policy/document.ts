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

/** Shares of 0 or 1 would make a single sign certain. */
const frequency = z.number().min(0.0001).max(0.9999);
const among = z.strictObject({ dishonest: frequency, honest: frequency });
export type Among = z.infer<typeof among>;

const signal = z.strictObject({
  id: identifier,
  group: z.string().min(1).describe('Signals of one group say much the same: only the strongest counts'),
  when: condition,
  among: among
    .optional()
    .describe(
      "Shares of claims that show it; that of the honest is drawn towards the shop's own figures as claims come in",
    ),
  likelihood_ratio: likelihoodRatio
    .optional()
    .describe('Instead of the shares: how many times more frequent among dishonest claims than among honest ones'),
  says: words,
  unless: words.default('').describe('What would take it away, to end "would be paid at once if ..."'),
  source: words.describe('Where the ratio comes from'),
});

const innocent = signal.omit({ unless: true }).extend({
  quiet: z.boolean().default(false).describe('Shown only where it holds: nobody misses it where it does not'),
});

const oneWeight = (weighed: { among?: unknown; likelihood_ratio?: unknown }): boolean =>
  (weighed.among === undefined) !== (weighed.likelihood_ratio === undefined);
const oneWeightMessage = 'give either "among" with both shares, or "likelihood_ratio"';

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
  evidence_weight: z
    .number()
    .min(0.1)
    .max(1)
    .default(1)
    .describe(
      'Power to which every likelihood ratio is taken: below 1 because signals of different groups are not independent',
    ),
  offset: z
    .number()
    .min(-10)
    .max(10)
    .default(0)
    .describe("Added to the log odds until the shop's own claims tell what makes the mean score the prior"),
  costs: z
    .strictObject({
      ask: dollars,
      review: dollars,
      pay_after_return: dollars,
      honest_returns_first: dollars
        .default(0)
        .describe('What it is worth to an honest customer to be paid before the return'),
      honest_asked: dollars,
      honest_waits: dollars,
    })
    .describe('US dollars by reference rates'),
  circumstances: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Groups of signals that say what happened rather than who claims: they rank a claim, and never hold it back alone',
    ),
  sign_from: z
    .number()
    .min(1)
    .max(100)
    .default(2)
    .describe(
      "How many times likelier among dishonest claims a sign about whoever claims has to be, as stated and by the shop's own claims, to hold a claim back",
    ),
  held_back_max: share
    .default(1)
    .describe(
      'Share of claims that may be held back for their expected loss alone, the costliest first; rules hold back besides',
    ),
  waits_max: share
    .default(0)
    .describe(
      'Share of claims that may wait for the return of the goods for their expected loss alone; what may be held back may wait too',
    ),
  prevents: z
    .strictObject({ ask: share, pay_after_return: share, review: share })
    .describe('Share of a loss that the outcome prevents'),
  signals: z.array(signal.refine(oneWeight, oneWeightMessage)).max(200),
  innocent: z.array(innocent.refine(oneWeight, oneWeightMessage)).max(100),
  rules: z.array(rule).max(200),
  ordinary: caseFeatures.default({}).describe('Feature values of the cases where they name no other'),
  cases: z.array(testCase).max(1000).default([]),
});

export type PolicyDocument = z.infer<typeof policyDocument>;
export type Signal = PolicyDocument['signals'][number];
export type Innocent = PolicyDocument['innocent'][number];
export type Rule = PolicyDocument['rules'][number];

/** How many times likelier the sign is among dishonest claims, as the policy has it. */
export function statedRatio({ among, likelihood_ratio }: Signal | Innocent): number {
  return among === undefined ? (likelihood_ratio ?? 1) : among.dishonest / among.honest;
}
