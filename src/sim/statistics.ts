import { dateOf } from './calendar.ts';
import { marketTable } from './places/markets.ts';

/** What a world's files say about the honest shop, to be held against published figures. All shares are 0 to 1. */
export interface Statistics {
  readonly orders: number;
  readonly claims: number;
  /** Value received back of the value ordered in the first four fifths of the time. */
  readonly returnRate: number;
  /** Parcels stolen after delivery, of all parcels. */
  readonly theftRate: number;
  /** Claims that are no mere change of mind, for each order: under $100, over $2,000, and the second over the first. */
  readonly claimRateCheap: number;
  readonly claimRateDear: number;
  readonly claimRateRatio: number;
  /** Claims filed in November and December, of the claims of a year; and in January, over an average month from February to October. */
  readonly novemberDecember: number;
  readonly januaryOverUsual: number;
  readonly fraudShare: number;
  /** Contacts of dishonest claims, of all contacts. */
  readonly dishonestContacts: number;
  /** Theft claims with a police report. */
  readonly policeReports: number;
  /** Claims that were paid, replaced or credited, of all. */
  readonly granted: number;
  /** Refunds whose instrument is not the one that paid. */
  readonly otherTender: number;
}

interface OrderFacts {
  readonly dollars: number;
  readonly at: number;
  readonly lines: ReadonlyMap<string, number>;
}

const cheapBelow = 100;
const dearAbove = 2_000;

/** Reads the lines of `events.ndjson` and `truth.ndjson` of one world. */
export function statisticsOf(events: Iterable<string>, truth: Iterable<string>): Statistics {
  const rates = new Map(
    marketTable
      .trim()
      .split('\n')
      .map(line => line.split('|').map(cell => cell.trim()))
      .map(([, , currency, rate]): [string, number] => [currency!, Number(rate)]),
  );
  const orders = new Map<string, OrderFacts>();
  const claims = new Map<
    string,
    { readonly at: number; readonly reason: string; readonly order: string; readonly police: boolean }
  >();
  const contacts = new Set<string>();
  const remedied = new Set<string>();
  const returned = new Map<string, number>();
  let parcels = 0;
  let refunds = 0;
  let otherTender = 0;
  const seen = new Set<string>();
  for (const line of events) {
    const event = JSON.parse(line);
    const key = `${event.source} ${event.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const { data } = event;
    const at = Date.parse(event.time);
    switch (event.type) {
      case 'order.placed':
        orders.set(data.order_id, {
          dollars: Number(data.total) / rates.get(data.currency)!,
          at,
          lines: new Map(
            data.lines.map((each: { line_id: string; unit_price: string }): [string, number] => [
              each.line_id,
              Number(each.unit_price) / rates.get(data.currency)!,
            ]),
          ),
        });
        break;
      case 'parcel.shipped':
        parcels++;
        break;
      case 'return.received': {
        const order = orders.get(data.order_id);
        const value = data.lines.reduce(
          (sum: number, each: { line_id: string; quantity: number }) =>
            sum + (order?.lines.get(each.line_id) ?? 0) * each.quantity,
          0,
        );
        returned.set(data.order_id, (returned.get(data.order_id) ?? 0) + value);
        break;
      }
      case 'claim.filed': {
        const police = (data.attachments ?? []).some((each: { kind: string }) => each.kind === 'police_report');
        claims.set(data.claim_id, { at, reason: data.reason, order: data.order_id, police });
        if (data.contact_id !== undefined) contacts.add(data.contact_id);
        break;
      }
      case 'contact.opened':
        contacts.add(data.contact_id);
        break;
      case 'refund.issued':
        refunds++;
        if (data.to.kind !== 'original') otherTender++;
        remedied.add(data.claim_id);
        break;
      case 'replacement.shipped':
        remedied.add(data.claim_id);
        break;
    }
  }
  let stolen = 0;
  let fraud = 0;
  const dishonest = new Set<string>();
  let thefts = 0;
  let reported = 0;
  let dishonestContacts = 0;
  for (const line of truth) {
    const row = JSON.parse(line);
    if (row.kind === 'parcel' && row.fate === 'stolen') stolen++;
    if (row.kind !== 'claim') continue;
    if (row.truth === 'fraud') fraud++;
    if (row.truth !== 'honest') {
      dishonest.add(row.claim_id);
      if (row.contact_id !== undefined) dishonestContacts++;
    }
    if (String(row.pattern).startsWith('theft') && claims.has(row.claim_id)) {
      thefts++;
      if (claims.get(row.claim_id)!.police) reported++;
    }
  }

  const all = [...orders.values()];
  const last = all.reduce((latest, order) => Math.max(latest, order.at), 0);
  const first = all.reduce((earliest, order) => Math.min(earliest, order.at), last);
  const settledBefore = first + (last - first) * 0.8;
  const early = [...orders].filter(([, order]) => order.at < settledBefore);
  const problems = [...claims].filter(([id, claim]) => claim.reason !== 'changed_mind' && !dishonest.has(id));
  const rate = (from: number, to: number): number => {
    const within = (dollars: number) => dollars >= from && dollars < to;
    const filed = problems.filter(([, claim]) => within(orders.get(claim.order)?.dollars ?? -1)).length;
    return filed / Math.max(1, all.filter(order => within(order.dollars)).length);
  };
  const perMonth = Array.from({ length: 13 }, () => 0);
  const yearAfter = first + 365 * 86_400_000;
  for (const claim of claims.values()) if (claim.at < yearAfter) perMonth[dateOf(claim.at).month]!++;
  const filedInYear = perMonth.reduce((sum, each) => sum + each, 0);
  const usualMonth = (filedInYear - perMonth[11]! - perMonth[12]! - perMonth[1]!) / 9;
  const sum = (
    list: readonly (readonly [string, OrderFacts])[],
    of: (id: string, order: OrderFacts) => number,
  ): number => list.reduce((total, [id, order]) => total + of(id, order), 0);
  return {
    orders: orders.size,
    claims: claims.size,
    returnRate:
      sum(early, id => returned.get(id) ?? 0) /
      Math.max(
        1,
        sum(early, (_, order) => order.dollars),
      ),
    theftRate: stolen / Math.max(1, parcels),
    claimRateCheap: rate(0, cheapBelow),
    claimRateDear: rate(dearAbove, Number.POSITIVE_INFINITY),
    claimRateRatio: rate(dearAbove, Number.POSITIVE_INFINITY) / rate(0, cheapBelow),
    novemberDecember: (perMonth[11]! + perMonth[12]!) / Math.max(1, filedInYear),
    januaryOverUsual: perMonth[1]! / Math.max(1, usualMonth),
    fraudShare: fraud / Math.max(1, claims.size),
    dishonestContacts: dishonestContacts / Math.max(1, contacts.size),
    policeReports: reported / Math.max(1, thefts),
    granted: [...claims.keys()].filter(id => remedied.has(id)).length / Math.max(1, claims.size),
    otherTender: otherTender / Math.max(1, refunds),
  };
}
