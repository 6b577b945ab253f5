import { claimReasons, verdicts } from '../../domain/events/claim.ts';
import { contactChannels } from '../../domain/events/contact.ts';
import { bySystem, tenderKinds } from '../../domain/events/refund.ts';
import type { Fact } from '../../domain/fact.ts';
import { parseMinor } from '../../domain/money.ts';
import { parseMoment } from '../../domain/time.ts';
import { networkKey } from '../../profiles/place.ts';
import { trackStream } from '../../profiles/streams.ts';
import { append } from './grouping.ts';
import { type Link, type LinkSource, linkSources, linksOf } from './links.ts';
import { Names } from './names.ts';
import { absent, Sheet } from './sheet.ts';
import { PairTallies, type Sighting } from './tallies.ts';
import { type Files, placeOf, type Said, type Scan } from './told.ts';

/** An account's link to a value, over all facts from one kind of source. */
export interface KeptLink extends Sighting {
  readonly accountId: string;
  readonly value: string;
  readonly source: LinkSource;
}

/**
 * All that rings are found from, in columns of numbers: who was seen with what, and the claims with what surrounds them.
 * Adding is commutative: the same facts in any order make a book with the same content. A fact is added once; the log sees to that.
 */
export class LinkBook {
  readonly names = new Names();
  /** (account and source, value): who was seen with what, and where from. */
  readonly seen = new PairTallies();
  readonly sessions = new Sheet(['account', 'at', 'device', 'ip', 'network'] as const);
  readonly orders = new Sheet(['account', 'at', 'country', 'session'] as const);
  readonly parcels = new Sheet(['order', 'track', 'at'] as const);
  readonly contacts = new Sheet([
    'account',
    'order',
    'at',
    'channel',
    'agent',
    'session',
    'device',
    'ip',
    'network',
  ] as const);
  readonly claims = new Sheet([
    'account',
    'order',
    'at',
    'reason',
    'minor',
    'currency',
    'contact',
    'session',
    'device',
    'ip',
    'network',
  ] as const);
  readonly withdrawals = new Sheet([] as const);
  readonly returns = new Sheet(['order', 'claim'] as const);
  readonly labels = new Sheet(['track', 'grams', 'at'] as const);
  readonly receipts = new Sheet(['order', 'employee', 'worst', 'at'] as const);
  readonly docks = new Sheet(['grams', 'typed'] as const);
  readonly remedies = new Sheet([
    'kind',
    'order',
    'claim',
    'by',
    'minor',
    'currency',
    'tender',
    'token',
    'at',
  ] as const);
  readonly reversals = new Sheet(['minor'] as const);
  readonly disputes = new Sheet(['order', 'at'] as const);
  readonly shifts = new Sheet(['employee', 'starts', 'ends'] as const);
  readonly views = new Sheet(['employee', 'account', 'order', 'contact', 'at'] as const);
  /** Each finding of a person by its fact: the last one counts, and which that is depends on the claim. */
  readonly claimVerdicts = new Sheet(['about', 'verdict', 'at'] as const);
  readonly accountVerdicts = new Sheet(['about', 'verdict', 'at'] as const);
  /** Claim -> its statement; contact -> what the customer wrote in it; claim -> document and picture values. */
  readonly statements = new Map<number, Said>();
  readonly messages = new Map<number, Said[]>();
  readonly documents = new Map<number, Files>();
  readonly scans = new Map<number, Scan[]>();
  /** Latest moment of knowing among the facts. */
  knownUntil = 0;

  /** Every link of the book with its first and last moment, count and provenance, as a projection keeps them. */
  *links(): IterableIterator<KeptLink> {
    for (const [left, value, sighting] of this.seen.entries())
      yield {
        accountId: this.names.text(Math.floor(left / linkSources.length)).slice('a/'.length),
        value: this.names.text(value),
        source: linkSources[left % linkSources.length]!,
        ...sighting,
      };
  }

  add(fact: Fact): void {
    this.knownUntil = Math.max(this.knownUntil, fact.knownAt);
    for (const link of linksOf(fact)) this.#link(link);
    this.#note(fact);
  }

  #link(link: Link): void {
    const account = this.#id('a', link.accountId);
    const value = this.names.number(link.value);
    this.seen.add(account * linkSources.length + linkSources.indexOf(link.source), value, link.at, link.seq);
  }

  #id(kind: string, id: string | undefined): number {
    return id === undefined ? absent : this.names.number(`${kind}/${id}`);
  }

  #value(kind: string, key: string | null | undefined): number {
    return key === undefined || key === null ? absent : this.names.number(`${kind}:${key}`);
  }

  #visit(data: { device_id?: string | undefined; ip?: string | undefined }) {
    return {
      device: this.#value('device', data.device_id),
      ip: this.#value('ip', data.ip),
      network: this.#value('network', data.ip === undefined ? null : networkKey(data.ip)),
    };
  }

  #minor(amount: string, currency: string): number {
    return parseMinor(amount, currency) ?? absent;
  }

  #note(fact: Fact): void {
    const stamp = [fact.knownAt, fact.seq] as const;
    switch (fact.type) {
      case 'session.started': {
        const { data } = fact;
        this.sessions.put(this.#id('s', data.session_id), ...stamp, {
          account: this.#id('a', data.account_id),
          at: fact.at,
          ...this.#visit(data),
        });
        return;
      }
      case 'order.placed': {
        const { data } = fact;
        this.orders.put(this.#id('o', data.order_id), ...stamp, {
          account: this.#id('a', data.account_id),
          at: fact.at,
          country: this.#value('country', data.ship_to.country),
          session: this.#id('s', data.session_id),
        });
        return;
      }
      case 'parcel.shipped':
        this.parcels.put(this.#id('p', fact.data.parcel_id), ...stamp, {
          order: this.#id('o', fact.data.order_id),
          track: this.names.number(trackStream(fact.data.carrier, fact.data.tracking)),
          at: fact.at,
        });
        return;
      case 'parcel.scanned': {
        const { data } = fact;
        if (data.status !== 'delivered' && data.status !== 'picked_up' && data.weight_g === undefined) return;
        append(this.scans, this.names.number(trackStream(data.carrier, data.tracking)), {
          at: fact.at,
          seq: fact.seq,
          delivered: data.status === 'delivered',
          place: this.#value('drop', placeOf(data)),
          facility: this.#id('f', data.facility),
          grams: data.weight_g ?? absent,
        });
        return;
      }
      case 'contact.opened': {
        const { data } = fact;
        this.contacts.put(this.#id('c', data.contact_id), ...stamp, {
          account: this.#id('a', data.account_id),
          order: this.#id('o', data.order_id),
          at: fact.at,
          channel: contactChannels.indexOf(data.channel),
          agent: this.#id('e', data.agent_id),
          session: this.#id('s', data.session_id),
          ...this.#visit(data),
        });
        return;
      }
      case 'contact.message':
        if (fact.data.author !== 'customer') return;
        append(this.messages, this.#id('c', fact.data.contact_id), {
          at: fact.at,
          seq: fact.seq,
          text: fact.data.text,
        });
        return;
      case 'claim.filed':
        this.#claim(fact);
        return;
      case 'claim.withdrawn':
        this.withdrawals.put(this.#id('k', fact.data.claim_id), ...stamp, {});
        return;
      case 'return.authorised':
        this.returns.put(this.#id('r', fact.data.return_id), ...stamp, {
          order: this.#id('o', fact.data.order_id),
          claim: this.#id('k', fact.data.claim_id),
        });
        return;
      case 'label.issued':
        this.labels.put(this.#id('r', fact.data.return_id), ...stamp, {
          track: this.names.number(trackStream(fact.data.carrier, fact.data.tracking)),
          grams: fact.data.expected_weight_g ?? absent,
          at: fact.at,
        });
        return;
      case 'dock.scanned': {
        const { data } = fact;
        const row = { grams: data.weight_g ?? absent, typed: data.tracking === undefined ? 1 : 0 };
        if (data.return_id !== undefined) this.docks.put(this.#id('r', data.return_id), ...stamp, row);
        if (data.carrier !== undefined && data.tracking !== undefined)
          this.docks.put(this.names.number(trackStream(data.carrier, data.tracking)), ...stamp, row);
        return;
      }
      case 'return.received': {
        const { data } = fact;
        this.receipts.put(this.#id('r', data.return_id), ...stamp, {
          order: this.#id('o', data.order_id),
          employee: this.#id('e', data.employee_id),
          worst: data.lines.some(line => line.condition === 'empty' || line.condition === 'wrong_item') ? 1 : 0,
          at: fact.at,
        });
        return;
      }
      case 'refund.issued':
      case 'credit.granted':
      case 'replacement.shipped':
        this.#remedy(fact);
        return;
      case 'refund.reversed':
        this.reversals.put(this.#id('refund', fact.data.refund_id), ...stamp, {
          minor: this.#minor(fact.data.amount, fact.data.currency),
        });
        return;
      case 'dispute.opened':
        this.disputes.put(this.#id('d', fact.data.dispute_id), ...stamp, {
          order: this.#id('o', fact.data.order_id),
          at: fact.at,
        });
        return;
      case 'employee.shift':
        this.shifts.put(fact.seq, ...stamp, {
          employee: this.#id('e', fact.data.employee_id),
          starts: parseMoment(fact.data.starts) ?? absent,
          ends: parseMoment(fact.data.ends) ?? absent,
        });
        return;
      case 'record.viewed':
        this.views.put(fact.seq, ...stamp, {
          employee: this.#id('e', fact.data.employee_id),
          account: this.#id('a', fact.data.account_id),
          order: this.#id('o', fact.data.order_id),
          contact: this.#id('c', fact.data.contact_id),
          at: fact.at,
        });
        return;
      case 'claim.judged':
        this.claimVerdicts.put(fact.seq, ...stamp, {
          about: this.#id('k', fact.data.claim_id),
          verdict: verdicts.indexOf(fact.data.verdict),
          at: fact.at,
        });
        return;
      case 'account.judged':
        this.accountVerdicts.put(fact.seq, ...stamp, {
          about: this.#id('a', fact.data.account_id),
          verdict: verdicts.indexOf(fact.data.verdict),
          at: fact.at,
        });
        return;
      case 'account.registered':
      case 'account.changed':
      case 'account.closed':
      case 'contact.transferred':
      case 'contact.closed':
      case 'dispute.closed':
      case 'employee.joined':
      case 'employee.left':
      case 'employee.session':
      case 'post.captured':
        return;
    }
  }

  #claim(fact: Extract<Fact, { type: 'claim.filed' }>): void {
    const { data } = fact;
    const claim = this.#id('k', data.claim_id);
    const stands = this.claims.put(claim, fact.knownAt, fact.seq, {
      account: this.#id('a', data.account_id),
      order: this.#id('o', data.order_id),
      at: fact.at,
      reason: claimReasons.indexOf(data.reason),
      minor: this.#minor(data.amount, data.currency),
      currency: this.#value('currency', data.currency),
      contact: this.#id('c', data.contact_id),
      session: this.#id('s', data.session_id),
      ...this.#visit(data),
    });
    if (!stands) return;
    this.statements.delete(claim);
    if (data.statement !== undefined) this.statements.set(claim, { at: fact.at, seq: fact.seq, text: data.statement });
    const values = (data.attachments ?? []).flatMap(file => [
      this.#value('document', file.sha256.toLowerCase()),
      ...(file.perceptual_hash === undefined ? [] : [this.#value('picture', file.perceptual_hash.toLowerCase())]),
    ]);
    this.documents.delete(claim);
    if (values.length > 0) this.documents.set(claim, { seq: fact.seq, values });
  }

  #remedy(fact: Extract<Fact, { type: 'refund.issued' | 'credit.granted' | 'replacement.shipped' }>): void {
    const shared = { order: this.#id('o', fact.data.order_id), by: this.#staff(fact.data.by), at: fact.at };
    const stamp = [fact.knownAt, fact.seq] as const;
    switch (fact.type) {
      case 'refund.issued':
        this.remedies.put(this.#id('refund', fact.data.refund_id), ...stamp, {
          ...shared,
          kind: 0,
          claim: this.#id('k', fact.data.claim_id),
          minor: this.#minor(fact.data.amount, fact.data.currency),
          currency: this.#value('currency', fact.data.currency),
          tender: tenderKinds.indexOf(fact.data.to.kind),
          token: this.#value('payment', fact.data.to.token),
        });
        return;
      case 'credit.granted':
        this.remedies.put(this.#id('credit', fact.data.credit_id), ...stamp, {
          ...shared,
          kind: 1,
          claim: absent,
          minor: this.#minor(fact.data.amount, fact.data.currency),
          currency: this.#value('currency', fact.data.currency),
          tender: absent,
          token: absent,
        });
        return;
      case 'replacement.shipped':
        this.remedies.put(this.#id('replacement', fact.data.replacement_id), ...stamp, {
          ...shared,
          kind: 2,
          claim: this.#id('k', fact.data.claim_id),
          minor: absent,
          currency: absent,
          tender: absent,
          token: absent,
        });
        return;
    }
  }

  #staff(by: string): number {
    return by === bySystem ? absent : this.#id('e', by);
  }
}
