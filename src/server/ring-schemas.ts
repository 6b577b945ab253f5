import { z } from 'zod';
import { markKinds } from '../detect/rings/cases.ts';
import { bondKinds } from '../detect/rings/ring.ts';
import { amount, currency, moment } from '../domain/events/fields.ts';
import { detectionSteps } from '../store/detection-steps.ts';
import { ringVerdicts } from '../store/ring-verdicts.ts';
import { idText, limit, named } from './schemas.ts';

/** Shapes of requests and answers about rings. */

export const ringParams = z.object({ ring_id: idText('ring') });
export const ringsQuery = z.object({
  state: z.enum(['standing', 'gone']).default('standing').describe('Rings that stand, or those no longer found'),
  after: z
    .string()
    .regex(/^-?\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?~[\w-]{1,64}$/, 'is no place that a page named as its next')
    .optional()
    .describe('Behind this place: the `next` of the page before'),
  limit,
});

const facts = z.array(z.int()).describe('Numbers of the facts behind it');
const nats = z
  .number()
  .nullable()
  .describe('Natural logarithm of how many times likelier it is in the ring than by chance');
const chanceLog = z.number().nullable().describe('Natural logarithm of the chance');
const markKind = z.enum(markKinds);

const summary = {
  ring_id: z.string().describe("Stays while the ring's first claim stays"),
  state: z.enum(['standing', 'gone']),
  score: z.number().min(0).max(1).describe('1 - q_value'),
  q_value: z.number().describe('Rate of false rings at which this one would still be reported'),
  evidence: z.number().describe('Natural logarithm of the odds of the ring against chance'),
  accounts: z.array(z.string()),
  employees: z.array(z.string()).describe('Employees whose part in its claims exceeds their part in the work'),
  devices: z.array(z.string()),
  networks: z
    .array(z.string())
    .describe(
      'Lines that its households share, each once: an address, or its network where that was met at more claims',
    ),
  words: z
    .array(z.string())
    .describe(
      "At most three stretches of the customers' text that its households share beyond the habit of their language",
    ),
  drops: z.array(z.string()).describe("Places where returns ended, none of them the shop's"),
  claims: z.array(z.string()),
  loss: z.string().describe('Paid out in the currency in which it is worth most, as decimal text; 0 where nothing was'),
  currency: currency.nullable(),
  losses: z.array(z.object({ amount, currency })),
  first_at: moment,
  last_at: moment,
  growth: z.object({
    last_claims: z.int().describe('Claims of the 28 days that end with the last one (last_at)'),
    earlier_claims: z.int().describe('Claims of the 28 days before'),
  }),
  surplus: z
    .object({ accounts: z.int(), at_claims_only: z.int(), expected: z.number(), chance_log: chanceLog })
    .describe('Accounts met at its tools, those met there at claims only, and how many of these chance would give'),
  reasons: z
    .array(z.object({ bond: z.enum(bondKinds), nats, claims: z.int(), sentence: z.string() }))
    .describe('The three strongest'),
  innocent: z.object({
    explanation: z.string().describe('What could explain it innocently'),
    against: z.string().describe('What speaks against that'),
  }),
  dissolves_without: z
    .object({
      value: z.string(),
      members_left: z
        .int()
        .describe('Customers that a search without the value would still find; 0 where it would find no ring'),
      sentence: z.string(),
    })
    .nullable()
    .describe(
      'Of its strongest values and its most telling words the one without which the fewest customers would remain, as a verdict would name it; null where all stand without any',
    ),
  known_at: moment.describe('When it was first reported'),
  changed_at: moment.describe('When it was last reported otherwise than before'),
  gone_at: moment.nullable().describe('Since when it is no longer found'),
  fact: z.int().describe('Number of the fact that holds its state'),
};

const run = z.object({
  began_at: moment,
  ended_at: moment,
  facts: z.int(),
  claims: z.int(),
  candidates: z.int().describe('Groups that were looked at, the rings among them'),
  rings: z.int(),
});

export const ringListShape = named(
  'RingList',
  z.object({
    rings: z.array(z.object({ ...summary, members: z.int() })),
    next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last'),
    last_run: run.nullable().describe('The last detection; null before the first'),
  }),
);

export const detectionShape = named(
  'RingDetection',
  z
    .object({
      state: z
        .enum(['idle', 'running', 'failed'])
        .describe(
          "What this node has under way; `failed` until a later detection, of this node or another's, ended well",
        ),
      since: moment.nullable().describe('When it began to run, or failed; null where it is idle'),
      step: z.enum(detectionSteps).nullable().describe('What it does now; null before its first step'),
      done: z.int().nullable().describe('How much of the step is done: facts read, claims weighed, rings described'),
      total: z.int().nullable().describe('Of how much; of `weighing` at most, since rounds end once nothing changes'),
      fault: z.string().nullable().describe("Why it failed, as a code; the node's log says more"),
      next_try_at: moment.nullable().describe('When one that failed is tried again; null where only a request does so'),
      last_run: run.nullable().describe('The last detection that ended well, by whichever node; null before the first'),
    })
    .meta({
      examples: [
        {
          state: 'running',
          since: '2026-03-01T12:00:00.000000Z',
          step: 'weighing',
          done: 20_480,
          total: 119_933,
          fault: null,
          next_try_at: null,
          last_run: null,
        },
      ],
    }),
);

export const verdictShape = named(
  'RingVerdict',
  z.object({
    ring_id: z.string().describe('Id of the ring when it was said'),
    verdict: z.enum(ringVerdicts),
    account_id: z.string().nullable(),
    value: z.string().nullable(),
    by: z.string(),
    reason: z.string(),
    judged_at: moment,
    fact: z.int(),
  }),
);

const link = z.object({
  claim_id: z.string(),
  kind: markKind,
  value: z.string(),
  when: z
    .enum(['before', 'at', 'after'])
    .describe('Where the fact behind it lies: before the claim, within an hour of it, or after it'),
  at: moment.describe('Moment of that fact'),
  fact: z.int(),
  shared: z.int().describe('Other claims of the ring that share it'),
  nats,
  sentence: z.string(),
});

export const ringShape = named(
  'Ring',
  z.object({
    ...summary,
    members: z.array(
      z.object({
        account_id: z.string(),
        probability: z.number().min(0).max(1),
        claims: z.array(z.string()),
        first_at: moment,
        last_at: moment,
        sentence: z.string(),
        links: z.array(link),
      }),
    ),
    footprint: z
      .array(
        z.object({
          kind: markKind,
          value: z.string(),
          claims: z.int(),
          accounts: z.int(),
          seen_with: z.int().describe('Accounts that were seen with it at all, in the ring or not'),
          at_claims_only: z
            .int()
            .nullable()
            .describe(
              'Those of them that were met there at claims only; null for documents, instruments and destinations, which are seen with claims alone',
            ),
          first_at: moment,
          last_at: moment,
          facts,
        }),
      )
      .describe('What the operator leaves behind'),
    staff: z.array(
      z.object({
        employee_id: z.string(),
        role: z.enum(['agent', 'granter', 'receiver', 'viewer']),
        acts: z.int(),
        of_acts: z.int(),
        work_share: z.number(),
        chance_log: chanceLog,
        sentence: z.string(),
      }),
    ),
    verdicts: z
      .array(verdictShape)
      .describe(
        'What people said of it under its id, and what counts for it now of what they said under another, in order',
      ),
  }),
);

const said = {
  by: z.string().trim().min(1).max(200).describe('The person who says so'),
  reason: z.string().trim().min(1).max(1_000).describe('Why, for whoever looks later'),
};
/** A stretch is twelve words at most, which are whole sentences where people write without blanks. */
const valueMax = 4_000;
export const verdictBody = named(
  'RingJudgement',
  z
    .union([
      z.strictObject({
        verdict: z.enum(['member', 'not_member', 'withdrawn']),
        account_id: idText('account'),
        ...said,
      }),
      z.strictObject({
        verdict: z.enum(['coincidence', 'withdrawn']),
        value: z
          .string()
          .min(1)
          .max(valueMax)
          .describe(
            'As the footprint has it: device:d-1; or one of the employees: employee:E-7; or a stretch of the words as the ring shows it: words:did not turn up',
          ),
        ...said,
      }),
    ])
    .meta({
      examples: [
        { verdict: 'not_member', account_id: 'A-77', by: 'Ada Lovelace', reason: 'Shares a flat with a member' },
      ],
    }),
);
