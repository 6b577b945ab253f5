import { z } from 'zod';
import { decisionModes, decisionSchema, outcomes } from '../domain/decision.ts';
import { eventSchemas, eventTypes } from '../domain/events/catalogue.ts';
import { claimFiled } from '../domain/events/claim.ts';
import { envelope } from '../domain/events/event.ts';
import { amount, currency, moment } from '../domain/events/fields.ts';
import { idLengthMax } from '../domain/ids.ts';
import { parseMoment } from '../domain/time.ts';
import { lineLengthMax } from '../ingest/limits.ts';
import { pageMax } from './limits.ts';
import { problemCodes } from './problem.ts';

/** Shapes of requests and answers: the description of the API is made from them, and tests hold the answers to them. */

/** The shape under a name of its own in the description. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), id });
}

export const idText = (names: string) =>
  z
    .string()
    .min(1)
    .max(idLengthMax)
    .refine(text => !text.includes('\0') && text.isWellFormed(), 'holds characters that no id has')
    .describe(`Id of the ${names}`);

export const claimParams = z.object({ claim_id: idText('claim') });
export const orderParams = z.object({ order_id: idText('order') });
const wholeNumber = (about: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'is no whole number')
    .transform(Number)
    .describe(about);
export const factParams = z.object({ seq: wholeNumber('Number of the fact in the log') });
export const entryParams = z.object({ id: wholeNumber('Number of the entry') });

const limitDefault = 100;
export const limit = wholeNumber(`Entries on a page, 1 to ${pageMax}; ${limitDefault} where it is missing`)
  .refine(number => number >= 1 && number <= pageMax, `is not between 1 and ${pageMax}`)
  .default(limitDefault);

export const ledgerQuery = z.object({
  as_of: moment
    .transform(text => parseMoment(text)!)
    .optional()
    .describe('As it was known then (RFC 3339); now where it is missing'),
});
export const decisionsQuery = z.object({
  outcome: z.enum(outcomes).optional().describe('Only decisions with this outcome'),
  after: z
    .string()
    .regex(/^\d{1,16}\.\d{1,16}$/, 'is no place that a page named as its next')
    .optional()
    .describe('Behind this place: the `next` of the page before'),
  limit,
});
export const quarantineQuery = z.object({
  after: wholeNumber('Behind this entry').optional(),
  limit,
});

export const problemShape = named(
  'Problem',
  z
    .object({
      type: z.string().describe('urn:ringfence:problem: and the code'),
      title: z.string(),
      status: z.int(),
      code: z.enum(problemCodes).describe('For programs; codes are added, never renamed'),
      detail: z.string().describe('What happened'),
      advice: z.string().describe('What to do about it'),
      errors: z
        .array(
          z.object({
            field: z.string().describe('JSON path; empty for the whole'),
            reason: z.string().describe('Words that follow the name of the field: "is missing"'),
          }),
        )
        .describe('What is wrong with which field'),
    })
    .describe('What went wrong, in the form of RFC 9457'),
);

export const decisionShape = named('Decision', decisionSchema);

const claimExample = {
  claim_id: 'C-1001',
  account_id: 'A-77',
  order_id: 'O-5005',
  lines: [{ line_id: '1', quantity: 1 }],
  reason: 'not_received',
  wants: 'refund',
  amount: '129.90',
  currency: 'EUR',
  device_id: 'dev-3b1e1b0b16',
  statement: 'The parcel never came.',
} as const;

export const claimShape = named(
  'Claim',
  z
    .looseObject({
      ...claimFiled.shape,
      time: moment.optional().describe('When it was filed; now where it is missing'),
    })
    .meta({
      description: 'The bare data of a claim.filed event. Unknown fields are kept.',
      examples: [claimExample],
    }),
);

const eventOf = (type: (typeof eventTypes)[number]) =>
  z.looseObject({ ...envelope.shape, type: z.literal(type), data: eventSchemas[type] });

export const claimEventShape = named(
  'ClaimFiledEvent',
  eventOf('claim.filed').meta({
    description: 'A claim as a CloudEvent',
    examples: [
      {
        specversion: '1.0',
        id: 'evt-1',
        source: 'https://shop.example/support',
        type: 'claim.filed',
        time: '2026-03-01T12:00:00Z',
        data: claimExample,
      },
    ],
  }),
);

/** "order.placed" -> "OrderPlacedEvent" */
const eventName = (type: string) => `${type.replace(/(?:^|\.)(.)/g, (_, letter: string) => letter.toUpperCase())}Event`;

export const eventShape = named(
  'Event',
  z
    .union(eventTypes.map(type => (type === 'claim.filed' ? claimEventShape : named(eventName(type), eventOf(type)))))
    .describe('A CloudEvents 1.0 object whose type names the shape of its data; unknown fields are kept'),
);

export const eventBatchShape = named('EventBatch', z.array(eventShape).describe('A batch of events'));

export const eventLinesShape = named(
  'EventLines',
  z.string().describe(`Events, one a line of at most ${lineLengthMax} bytes; plain or gzip`),
);

export const eventDataShape = named(
  'EventData',
  z
    .looseObject({})
    .describe('The data of an event in binary mode; without ce-* headers a whole event, or a list of them'),
);

const refusalShape = z.object({
  index: z.int().describe('Place of the event in what was sent: from 0, in NDJSON the line from 1'),
  field: z.string(),
  reason: z.string(),
});

export const receiptShape = named(
  'Receipt',
  z
    .object({
      accepted: z.int().describe('New in the log'),
      duplicate: z.int().describe('In the log already, by source and id'),
      quarantined: z.int().describe('Refused and kept in quarantine'),
      masked: z.int().describe('Card numbers that were masked before anything was stored'),
      refusals: z.array(refusalShape).describe('The first 20 that were refused; all are in quarantine'),
      fault: z.string().optional().describe('Where an NDJSON stream broke off; what came before it is counted'),
    })
    .meta({ examples: [{ accepted: 2, duplicate: 1, quarantined: 0, masked: 0, refusals: [] }] }),
);

export const factShape = named(
  'Fact',
  z.object({
    seq: z.int(),
    stream: z.string().describe('What the fact is about, such as order:O-1'),
    type: z.string(),
    at: moment.describe('When it happened'),
    known_at: moment.describe('When it could be known here'),
    leaf: z.string().describe('Leaf hash (SHA-256), in hexadecimal'),
    event: z.looseObject({}).nullable().describe('The whole event; null once its content was erased'),
  }),
);

const listedDecision = z.object({
  claim_id: z.string(),
  account_id: z.string(),
  order_id: z.string(),
  mode: z.enum(decisionModes),
  outcome: z.enum(outcomes),
  score: z.number().min(0).max(1),
  amount,
  currency,
  expected_loss: amount,
  policy: z.string(),
  findings: z.array(z.string()).describe('Kinds of findings of the unit ledger'),
  decided_at: moment,
  fact: z.int().describe('Number of the fact that holds the whole decision'),
});
export const decisionListShape = named(
  'DecisionList',
  z.object({
    decisions: z.array(listedDecision),
    next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last'),
  }),
);

const facts = z.array(z.int()).describe('Numbers of the facts behind it');
const entryShape = z.looseObject({
  kind: z.string().describe('paid, shipped, scanned, delivered, claimed, received, refunded and so on'),
  at: moment,
  quantity: z.int().nullable().describe('Units; null where no fact says how many'),
  facts,
});
const money = z.object({ amount, currency });

export const ledgerShape = named(
  'Ledger',
  z
    .object({
      order_id: z.string(),
      as_of: moment,
      order_known: z.boolean().describe('False while the order itself has not arrived'),
      lines: z.array(
        z.looseObject({
          line_id: z.string(),
          paid: z.int().nullable().describe('Units bought'),
          sku: z.string().nullable(),
          title: z.string().nullable(),
          unit_price_minor: z.int().nullable().describe("Whole minor units of the order's currency"),
          quantities: z
            .record(z.string(), z.int())
            .describe('Units shipped, delivered, claimed, received, refunded ...'),
          entries: z.array(entryShape),
        }),
      ),
      unassigned: z.array(entryShape).describe('Entries of which no fact says for which lines they are'),
      value: z
        .looseObject({ currency: z.string().nullable(), paid: z.string().nullable(), back: z.string() })
        .describe('What the customer paid and got back, as decimal text'),
      contacts: z.array(z.looseObject({ contact_id: z.string(), facts })),
      findings: z.array(
        z.looseObject({
          kind: z.string(),
          speaks: z.enum(['against', 'for']),
          at: moment,
          known_at: moment,
          money: money.nullable(),
          facts,
          sentence: z.string(),
          detail: z.looseObject({}).describe('Sums in it are whole minor units'),
        }),
      ),
      unknowns: z.array(z.object({ about: z.string(), why: z.string(), sentence: z.string(), facts })),
    })
    .describe('The unit ledger of an order: for every unit what was paid, sent, claimed, returned and refunded'),
);

const quarantined = z.object({
  id: z.int(),
  state: z.enum(['open', 'mended', 'dropped']),
  origin: z.string().describe('File or key that it came from'),
  index: z.int().nullable().describe('Its place there'),
  field: z.string(),
  reason: z.string(),
  arrival: z.enum(['event', 'now']),
  received_at: moment,
});
export const entryDetailShape = named(
  'QuarantineEntry',
  quarantined.extend({
    text: z.string().describe('What came, card numbers masked'),
    closed_by: z.string().nullable(),
    closed_because: z.string().nullable(),
  }),
);
export const entryListShape = named(
  'QuarantineList',
  z.object({
    entries: z.array(quarantined),
    next: z.int().nullable().describe('Pass it as `after`; null on the last page'),
  }),
);
export const replayedShape = z.object({ id: z.int(), state: z.literal('mended'), duplicate: z.boolean() });
export const dropBody = named(
  'DropReason',
  z
    .strictObject({ reason: z.string().min(1).max(1_000).describe('Why it is no event, for whoever looks later') })
    .meta({ examples: [{ reason: 'A test event of the new till' }] }),
);
export const droppedShape = z.object({ id: z.int(), state: z.literal('dropped') });

export const policyShape = named(
  'PolicyInForce',
  z.object({
    label: z.string().describe('name@version#hash, as every decision quotes it'),
    document: z.looseObject({}).describe('The policy file as it was read'),
  }),
);
export const featuresShape = named(
  'FeatureCatalogue',
  z.object({
    features: z.array(
      z.object({
        name: z.string(),
        type: z.string().describe('Type in CEL'),
        optional: z.boolean().describe('Whether it can be unknown (null)'),
        doc: z.string(),
      }),
    ),
  }),
);

export const healthShape = z.object({ status: z.literal('ok') });
export const textShape = z.string();
export const anyJson = z.looseObject({});
