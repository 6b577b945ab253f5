import { type Moment, parseMoment } from '../../src/domain/time.ts';

interface Line {
  readonly line_id: string;
  readonly quantity: number;
}

/** The few events that plain columns are counted from, cut to what is counted. */
export type PlainEvent = { readonly at: Moment; readonly knownAt: Moment } & (
  | { readonly type: 'account.registered'; readonly data: { readonly account_id: string } }
  | { readonly type: 'contact.opened'; readonly data: { readonly account_id: string } }
  | { readonly type: 'refund.issued'; readonly data: { readonly account_id: string } }
  | { readonly type: 'order.placed'; readonly data: PlainOrder }
  | { readonly type: 'parcel.shipped'; readonly data: { readonly order_id: string; readonly tracking: string } }
  | { readonly type: 'parcel.scanned'; readonly data: { readonly tracking: string; readonly status: string } }
  | { readonly type: 'claim.filed'; readonly data: PlainClaim }
);

export interface PlainOrder {
  readonly order_id: string;
  readonly account_id: string;
  readonly marketplace: string;
  readonly currency: string;
  readonly total: string;
  readonly lines: readonly (Line & { readonly category?: string; readonly unit_price: string })[];
  readonly payment?: { readonly kind: string };
}

export interface PlainClaim {
  readonly claim_id: string;
  readonly account_id: string;
  readonly order_id: string;
  readonly lines: readonly Line[];
  readonly reason: string;
  readonly wants: string;
  readonly amount: string;
  readonly currency: string;
  readonly contact_id?: string;
  readonly session_id?: string;
  readonly device_id?: string;
  readonly ip?: string;
  readonly statement?: string;
  readonly attachments?: readonly unknown[];
}

const counted =
  /"type":"(?:account\.registered|contact\.opened|refund\.issued|order\.placed|parcel\.shipped|claim\.filed)"/;
const delivered = /"type":"parcel\.scanned".*"status":"delivered"/;

interface Outer {
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly recordedtime?: string;
}

/** Takes lines of a world in the order of arrival and gives back what counts, in the order in which it could be known. */
export class PlainEvents {
  readonly #seen = new Set<string>();
  readonly #events: PlainEvent[] = [];

  readonly take = (line: string): void => {
    // Most lines are shifts, sign-ins and scans under way: they are not even parsed.
    if (!counted.test(line) && !delivered.test(line)) return;
    const { id, source, time, recordedtime, ...event } = JSON.parse(line) as Outer & PlainEvent;
    // Feeds repeat themselves.
    const key = `${source} ${id}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const at = parseMoment(time);
    if (at === null) throw new Error(`The world holds no time but "${time}"`);
    const recordedAt = recordedtime === undefined ? null : parseMoment(recordedtime);
    this.#events.push({ ...event, at, knownAt: Math.max(at, recordedAt ?? at) } as PlainEvent);
  };

  inOrder(): readonly PlainEvent[] {
    return this.#events.sort((a, b) => a.knownAt - b.knownAt);
  }
}
