import { dayUs, hourUs } from '../../domain/time.ts';
import type { LinkBook } from './book.ts';
import type { Mark, MarkKind } from './cases.ts';
import { countBelow } from './grouping.ts';
import { absent, type Sheet } from './sheet.ts';
import { remedyKinds } from './told.ts';

/** What came of a claim: money by currency, who granted it, how the goods came back, and the marks that these leave. */
export interface Outcome {
  readonly paid: ReadonlyMap<number, number>;
  readonly granted: 'nothing' | 'withdrawn' | 'system' | 'agent' | 'other' | 'off_shift';
  readonly back: 'none' | 'asked' | 'received' | 'untraced' | 'typed' | 'elsewhere' | 'light' | 'wrong';
  readonly disputed: boolean;
  readonly marks: readonly Mark[];
}

/** Clocks and handovers: who works an hour before or after the shift is on it. */
const shiftMargin = hourUs;
/** A return's parcel is scanned within this time of its label; tracking numbers come round again later. */
const returnWindow = 60 * dayUs;
/** Less than this share of the expected weight is no packing error. */
const lightShare = 0.5;
/** A record that was opened so long before the claim, with no contact to open it for. */
const viewWindow = 3 * dayUs;

export class Outcomes {
  readonly #book: LinkBook;
  readonly #returns: Map<number, number[]>;
  readonly #remedies: Map<number, number[]>;
  readonly #disputes: Map<number, number[]>;
  readonly #viewsOfAccount: Map<number, number[]>;
  readonly #viewsOfOrder: Map<number, number[]>;
  /** Places of the shop's own sites: a scan there that names no site is still no drop. */
  readonly #sites: ReadonlySet<number>;
  readonly #shifts: Map<number, { readonly starts: Float64Array; readonly ends: Float64Array }>;

  constructor(book: LinkBook) {
    this.#book = book;
    this.#sites = sitesOf(book);
    this.#returns = Map.groupBy(book.returns.bySeq(), key => book.returns.get(key, 'order'));
    this.#remedies = Map.groupBy(book.remedies.bySeq(), key => book.remedies.get(key, 'order'));
    this.#disputes = Map.groupBy(book.disputes.bySeq(), key => book.disputes.get(key, 'order'));
    this.#viewsOfAccount = Map.groupBy(book.views.bySeq(), key => book.views.get(key, 'account'));
    this.#viewsOfOrder = Map.groupBy(book.views.bySeq(), key => book.views.get(key, 'order'));
    this.#shifts = new Map();
    for (const [employee, shifts] of Map.groupBy(book.shifts.keys(), key => book.shifts.get(key, 'employee'))) {
      const starts = Float64Array.from(shifts, key => book.shifts.get(key, 'starts')).sort();
      const ends = Float64Array.from(shifts, key => book.shifts.get(key, 'ends')).sort();
      this.#shifts.set(employee, { starts, ends });
    }
  }

  of(claim: number, contacts: readonly number[]): Outcome {
    const order = this.#book.claims.get(claim, 'order');
    const at = this.#book.claims.get(claim, 'at');
    const marks: Mark[] = [];
    const add: Add = (kind, value, { seq, at }) => {
      if (value !== absent && !marks.some(mark => mark.value === value && mark.kind === kind))
        marks.push({ kind, value, seq, at, own: false });
    };
    const { contacts: talks } = this.#book;
    for (const contact of contacts) add('agent', talks.get(contact, 'agent'), stampOf(talks, contact));
    const { paid, granted } = this.#remedy(claim, order, at, contacts, add);
    this.#looks(claim, order, at, contacts, add);
    const back = this.#wayBack(claim, order, add);
    const disputed = (this.#disputes.get(order) ?? []).some(each => this.#book.disputes.get(each, 'at') > at);
    return { paid, granted, back, disputed, marks };
  }

  #remedy(claim: number, order: number, at: number, contacts: readonly number[], add: Add) {
    const { remedies } = this.#book;
    const agents = new Set(contacts.map(contact => this.#book.contacts.get(contact, 'agent')));
    const paid = new Map<number, number>();
    const nothing = this.#book.withdrawals.has(claim) ? 'withdrawn' : 'nothing';
    let granted: Outcome['granted'] = nothing;
    for (const remedy of this.#remedies.get(order) ?? []) {
      const named = remedies.get(remedy, 'claim');
      const when = remedies.get(remedy, 'at');
      if (named === absent ? when < at : named !== claim) continue;
      // A replacement costs what was claimed; the contract gives it no amount of its own.
      const again = remedyKinds[remedies.get(remedy, 'kind')] === 'replacement';
      const gross = again ? this.#book.claims.get(claim, 'minor') : remedies.get(remedy, 'minor');
      const minor = gross - Math.max(0, this.#book.reversals.get(remedy, 'minor'));
      const currency = again ? this.#book.claims.get(claim, 'currency') : remedies.get(remedy, 'currency');
      if (minor > 0) paid.set(currency, (paid.get(currency) ?? 0) + minor);
      const by = remedies.get(remedy, 'by');
      const stamp = stampOf(remedies, remedy);
      if (by === absent) granted = granted === nothing ? 'system' : granted;
      else if (agents.has(by)) granted = 'agent';
      else {
        granted = this.#offShift(by, when) ? 'off_shift' : 'other';
        add('granter', by, stamp);
      }
      // Zero is the original tender.
      if (remedies.get(remedy, 'tender') > 0) add('tender', remedies.get(remedy, 'token'), stamp);
    }
    return { paid, granted };
  }

  /** True where the employee's shifts are known and this moment lies in none of them. */
  #offShift(employee: number, at: number): boolean {
    const shifts = this.#shifts.get(employee);
    if (shifts === undefined) return false;
    // As many shifts have ended as have begun: nobody is on one. Shifts of one person do not overlap.
    return countBelow(shifts.starts, at + shiftMargin) <= countBelow(shifts.ends, at - shiftMargin);
  }

  #looks(claim: number, order: number, at: number, contacts: readonly number[], add: Add): void {
    const { views, claims } = this.#book;
    const account = claims.get(claim, 'account');
    for (const view of [...(this.#viewsOfAccount.get(account) ?? []), ...(this.#viewsOfOrder.get(order) ?? [])]) {
      const when = views.get(view, 'at');
      if (when > at || when < at - viewWindow || views.get(view, 'contact') !== absent) continue;
      const near = (contact: number) => Math.abs(this.#book.contacts.get(contact, 'at') - when) < hourUs;
      if (!contacts.some(near)) add('viewer', views.get(view, 'employee'), stampOf(views, view));
    }
  }

  #wayBack(claim: number, order: number, add: Add): Outcome['back'] {
    const { returns } = this.#book;
    let back: Outcome['back'] = 'none';
    for (const each of this.#returns.get(order) ?? []) {
      const named = returns.get(each, 'claim');
      if (named === absent || named === claim) back = this.#oneWayBack(each, add);
    }
    return back;
  }

  #oneWayBack(each: number, add: Add): Outcome['back'] {
    const { labels, docks, receipts } = this.#book;
    const track = labels.get(each, 'track');
    const issued = labels.get(each, 'at');
    const scans = (this.#book.scans.get(track) ?? []).filter(
      scan => scan.at >= issued - dayUs && scan.at < issued + returnWindow,
    );
    const docked = docks.has(track) || (docks.has(each) && docks.get(each, 'typed') === 0);
    if (!receipts.has(each)) {
      const arrived = scans.filter(scan => scan.delivered && scan.facility === absent && !this.#sites.has(scan.place));
      for (const scan of arrived) add('drop', scan.place, scan);
      return arrived.length > 0 ? 'elsewhere' : 'asked';
    }
    if (scans.length === 0 && !docked) {
      add('receiver', receipts.get(each, 'employee'), stampOf(receipts, each));
      return docks.has(each) ? 'typed' : 'untraced';
    }
    const expected = labels.get(each, 'grams');
    const weights = [...scans.map(scan => scan.grams), docks.get(track, 'grams'), docks.get(each, 'grams')];
    if (expected > 0 && weights.some(grams => grams > 0 && grams < expected * lightShare)) return 'light';
    return receipts.get(each, 'worst') === 1 ? 'wrong' : 'received';
  }
}

/** Where parcels were delivered to a site by its name. */
function sitesOf(book: LinkBook): ReadonlySet<number> {
  const sites = new Set<number>();
  for (const scans of book.scans.values())
    for (const scan of scans)
      if (scan.delivered && scan.facility !== absent && scan.place !== absent) sites.add(scan.place);
  return sites;
}

/** The fact that leaves a mark. */
interface Stamp {
  readonly seq: number;
  readonly at: number;
}

type Add = (kind: MarkKind, value: number, stamp: Stamp) => void;

function stampOf(sheet: Pick<Sheet<'at'>, 'seq' | 'get'>, key: number): Stamp {
  return { seq: sheet.seq(key), at: sheet.get(key, 'at') };
}
