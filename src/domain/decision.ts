import { z } from 'zod';
import { amount, currency, id, moment } from './events/fields.ts';

/** What becomes of a claim. None of them refuses it: that is for a person to do. */
export const outcomes = ['pay', 'pay_after_return', 'ask', 'review'] as const;
export type Outcome = (typeof outcomes)[number];

/** Live decisions answer somebody; shadow decisions only show what would have been answered. */
export const decisionModes = ['live', 'shadow'] as const;
export type DecisionMode = (typeof decisionModes)[number];

const featureValue = z.union([z.number(), z.boolean(), z.string(), z.array(z.string()), z.null()]);
const numbers = z
  .record(z.string(), featureValue)
  .describe('The features that decided, with their values; null means not known');
const facts = z.array(z.int()).describe('Ids of the facts behind it');

const reason = z.object({
  id: z.string().describe('Rule or signal of the policy'),
  kind: z.enum(['rule', 'signal']),
  text: z.string().describe('In words, for a person'),
  likelihood_ratio: z
    .number()
    .nullable()
    .describe('How many times more frequent it is among dishonest claims; null for a rule'),
  measured: z
    .object({ claims: z.int(), showing: z.int() })
    .nullable()
    .describe(
      'Claims of the past year, and how many of them showed it: how common it is here; null where it is not measured',
    ),
  numbers,
  facts,
});

const innocentCheck = z.object({
  id: z.string(),
  text: z.string(),
  holds: z.boolean().nullable().describe('Whether the innocent explanation holds; null where it is not known'),
  numbers,
  facts,
});

const finding = z.object({ kind: z.string(), text: z.string(), speaks: z.enum(['against', 'for']), facts });

export const decisionSchema = z
  .object({
    claim_id: id('claim'),
    account_id: id('account'),
    order_id: id('order'),
    mode: z.enum(decisionModes),
    outcome: z.enum(outcomes),
    score: z.number().min(0).max(1).describe('Probability that the claim is dishonest'),
    amount,
    currency,
    expected_loss: amount.describe('Score times amount, in the currency of the claim'),
    summary: z.string().describe('The decision in one sentence'),
    reasons: z.array(reason),
    innocent: z.array(innocentCheck).describe('Innocent explanations that were checked first'),
    failures: z
      .array(z.object({ id: z.string(), message: z.string() }))
      .describe('Rules and signals that could not be evaluated'),
    ask_for: z.array(z.string()).describe('What to ask the customer for'),
    pays_if: z.array(z.string()).describe('The claim would be paid at once if ...'),
    findings: z.array(finding).describe('What the unit ledger found for the order'),
    not_known: z.array(z.string()).describe('What the ledger could not know, and why'),
    policy: z.string().describe('Name, version and content hash of the policy'),
    known_until: moment.describe('The decision uses only what was known then'),
  })
  .describe('A decision on a claim');
export type Decision = z.infer<typeof decisionSchema>;
export type Reason = Decision['reasons'][number];
export type InnocentCheck = Decision['innocent'][number];

/** What the log keeps of a decision beside the answer: the features as they were, and the rates that the claim adds to. */
export interface DecisionRecord {
  readonly decision: Decision;
  /** Optional features that are missing were not known; required ones that are missing were 0, false or empty. */
  readonly features: Readonly<Record<string, number | boolean | string | readonly string[] | null>>;
  /** Keys of the daily counts that this claim raises (loss in its area, defects of its article). */
  readonly tallies: readonly string[];
  /** Hash of the claim's content: the same claim again is answered from here, another under its id is refused. */
  readonly claim_hash: string;
}
