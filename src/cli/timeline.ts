import type { Decision } from '../domain/decision.ts';
import { type Fact, isFact } from '../domain/fact.ts';
import { formatMoment } from '../domain/time.ts';
import { amountShown } from './amounts.ts';
import { paint } from './output.ts';

/** Where not all lines fit, so many are kept from the start; the rest is the end, and what is left out is counted. */
const startShown = 2;
const othersShown = 3;

/** Scans that say no more than that a parcel is on its way: left out first where the room is short. */
const onTheWay: ReadonlySet<string> = new Set(['picked_up', 'in_transit', 'out_for_delivery']);

/** Facts of other people and of the same account elsewhere that stand behind the reasons, beside what happened to the order itself. */
type Concern = 'order' | 'account' | 'others';

interface Line {
  readonly fact: Fact;
  readonly text: string;
  readonly concern: Concern;
}

/** What happened, as it was known at the moment of the decision, in the order in which it happened: one line a fact, at most `linesMax`. */
export function timeline(facts: readonly Fact[], decision: Decision, linesMax: number): string[] {
  const labels = new Set(facts.flatMap(fact => (isFact(fact, 'label.issued') ? [fact.data.tracking] : [])));
  const seen = new Set<number>();
  const lines = facts
    .filter(fact => formatMoment(fact.knownAt) <= decision.known_until && !seen.has(fact.seq) && seen.add(fact.seq))
    .sort((left, right) => left.at - right.at || left.seq - right.seq)
    .map((fact): Line => ({ fact, text: describe(fact, labels), concern: concernOf(fact, decision) }))
    .filter(({ text }) => text !== '');
  return fitted(lines, linesMax).map(line => {
    if (typeof line === 'string') return paint.dim(line);
    return `${paint.dim(formatMoment(line.fact.at).slice(0, 16).replace('T', ' '))}  ${prefix(line, decision)}${line.text}`;
  });
}

/** The lines that fit: the latest few about others, no scans on the way, then without the middle. */
function fitted(lines: readonly Line[], linesMax: number): (Line | string)[] {
  const others = lines.filter(({ concern }) => concern === 'others');
  let kept = lines.filter(line => line.concern !== 'others' || others.indexOf(line) >= others.length - othersShown);
  if (kept.length > linesMax)
    kept = kept.filter(({ fact }) => !isFact(fact, 'parcel.scanned') || !onTheWay.has(fact.data.status));
  if (kept.length <= linesMax) return kept;
  const gone = kept.length - linesMax + 1;
  return [...kept.slice(0, startShown), `... ${gone} more ...`, ...kept.slice(startShown + gone)];
}

function concernOf(fact: Fact, decision: Decision): Concern {
  const { account_id, order_id } = fact.data as { account_id?: string; order_id?: string };
  if (account_id !== undefined && account_id !== decision.account_id) return 'others';
  if (isFact(fact, 'claim.judged') || isFact(fact, 'account.judged')) return 'account';
  return order_id !== undefined && order_id !== decision.order_id ? 'account' : 'order';
}

/** Whom a line concerns, where it is not the order of the claim. */
function prefix({ fact, concern }: Line, decision: Decision): string {
  const { account_id, order_id } = fact.data as { account_id?: string; order_id?: string };
  switch (concern) {
    case 'order':
      return '';
    case 'others':
      return `account ${account_id} `;
    case 'account':
      return order_id === undefined || order_id === decision.order_id ? '' : `on its order ${order_id}: `;
  }
}

/** A fact in a few words; empty for facts that tell nothing on a screen. `labels` are the tracking numbers of parcels on their way back. */
function describe(fact: Fact, labels: ReadonlySet<string>): string {
  if (isFact(fact, 'order.placed')) {
    const { total, currency, lines } = fact.data;
    return `orders for ${amountShown(total, currency)}: ${articles(lines)}`;
  }
  if (isFact(fact, 'parcel.shipped')) return `shipped with ${fact.data.carrier}${grams(fact.data.weight_g)}`;
  if (isFact(fact, 'parcel.scanned')) return scanned(fact.data, labels.has(fact.data.tracking));
  if (isFact(fact, 'session.started')) {
    const { device_id, country } = fact.data;
    return `signs in${device_id === undefined ? '' : ` on device ${device_id}`}${country === undefined ? '' : ` from ${country}`}`;
  }
  if (isFact(fact, 'account.registered')) return 'registers';
  if (isFact(fact, 'account.changed')) return `changes ${plain(fact.data.what.join(', '))}`;
  if (isFact(fact, 'account.closed')) return 'is closed';
  if (isFact(fact, 'contact.opened')) {
    const { channel, verified } = fact.data;
    return `turns to customer service (${channel}${verified === false ? ', not verified' : ''})`;
  }
  if (isFact(fact, 'claim.filed')) {
    const { amount, currency, reason } = fact.data;
    return paint.bold(`claims ${amountShown(amount, currency)}: ${plain(reason)}`);
  }
  if (isFact(fact, 'claim.withdrawn')) return 'withdraws the claim';
  if (isFact(fact, 'claim.judged')) return `a person judged claim ${fact.data.claim_id}: ${judged(fact.data.verdict)}`;
  if (isFact(fact, 'account.judged')) return `a person judged the account: ${judged(fact.data.verdict)}`;
  return describeReturn(fact) || describeRemedy(fact);
}

function describeReturn(fact: Fact): string {
  if (isFact(fact, 'return.authorised')) return 'return authorised';
  if (isFact(fact, 'label.issued'))
    return `return label to ${fact.data.to_facility}${grams(fact.data.expected_weight_g, 'should weigh ')}`;
  if (isFact(fact, 'dock.scanned')) return `return at the dock of ${fact.data.facility}${grams(fact.data.weight_g)}`;
  if (!isFact(fact, 'return.received')) return '';
  const { facility, lines, weight_g } = fact.data;
  const conditions = [...new Set(lines.map(({ condition }) => plain(condition)))].join(', ');
  return `return booked as received at ${facility}: ${conditions}${grams(weight_g)}`;
}

function describeRemedy(fact: Fact): string {
  if (isFact(fact, 'refund.issued')) {
    const { amount, currency, to } = fact.data;
    const where = to.kind === 'original' ? 'the instrument that paid' : `another: ${plain(to.kind)}`;
    return paint.bold(`refund of ${amountShown(amount, currency)} to ${where}`);
  }
  if (isFact(fact, 'refund.reversed')) return 'the refund is taken back';
  if (isFact(fact, 'replacement.shipped')) return paint.bold('replacement sent');
  if (isFact(fact, 'credit.granted'))
    return paint.bold(`credit of ${amountShown(fact.data.amount, fact.data.currency)}`);
  if (isFact(fact, 'dispute.opened'))
    return paint.bold(`disputes ${amountShown(fact.data.amount, fact.data.currency)} with the bank`);
  return '';
}

function scanned(scan: Extract<Fact, { type: 'parcel.scanned' }>['data'], back: boolean): string {
  const { carrier, status, proof, city, postcode, weight_g } = scan;
  const place = [city, postcode].filter(part => part !== undefined).join(' ');
  const what = `${carrier}: ${back ? 'return ' : ''}${plain(status)}`;
  return `${what}${place === '' ? '' : ` in ${place}`}${proof === undefined ? '' : `, proof: ${proofs[proof.kind]}`}${grams(weight_g)}`;
}

const proofs = { photo: 'photo', signature: 'signature', otp: 'one-time code', gps: 'GPS' } as const;

/** The record accuses nobody: it tells that somebody judged, and which way. */
function judged(verdict: 'fraud' | 'abuse' | 'honest' | 'unclear'): string {
  switch (verdict) {
    case 'fraud':
    case 'abuse':
      return 'not honest';
    case 'honest':
      return 'honest';
    case 'unclear':
      return 'cannot be said';
  }
}

/** "Laptop, 14 inch; 2 x Mug" */
export function articles(
  lines: readonly { readonly title?: string | undefined; readonly sku: string; readonly quantity: number }[],
): string {
  const shown = lines
    .slice(0, articlesShown)
    .map(({ title, sku, quantity }) => `${quantity > 1 ? `${quantity} x ` : ''}${title ?? sku}`);
  return `${shown.join('; ')}${lines.length > articlesShown ? `; ${lines.length - articlesShown} more` : ''}`;
}

const articlesShown = 2;

function grams(weight: number | undefined, before = ''): string {
  return weight === undefined ? '' : `, ${before}${weight} g`;
}

function plain(name: string): string {
  return name.replaceAll('_', ' ');
}
