import { z } from 'zod';
import type { Moment } from '../time.ts';
import type { EventData, EventType } from './catalogue.ts';
import { moment } from './fields.ts';

/** What every event carries beside its `data`: the required attributes of CloudEvents 1.0 and a time. */
export const envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(256).describe('Unique within the source; the same pair sent twice is one event'),
  source: z.string().min(1).max(512).describe('Where it comes from: a URI reference'),
  type: z.string().min(1).max(128).describe('Type of the event'),
  time: moment,
  subject: z.string().max(512).optional(),
  recordedtime: moment
    .optional()
    .describe('When the source recorded it, where that was later than it happened (CloudEvents extension)'),
});

/** A validated event inside Ringfence: a union over all types, told apart by `type`. */
export type Event = { readonly [Type in EventType]: EventOf<Type> }[EventType];

export interface EventOf<Type extends EventType> {
  readonly type: Type;
  readonly source: string;
  readonly id: string;
  /** When it happened, by the source's clock. */
  readonly at: Moment;
  /** When it could be known here: nothing computed about an earlier moment may use it. */
  readonly knownAt: Moment;
  readonly data: EventData[Type];
}
