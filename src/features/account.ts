import { lossReasons } from '../domain/events/claim.ts';
import { dayUs, type Moment } from '../domain/time.ts';
import type { AccountMove, AccountMoveKind } from '../profiles/rows.ts';
import { family } from './family.ts';
import type { Known } from './known.ts';
import { referenceAmount } from './reference-money.ts';

/** Changes that take an account out of its owner's hands, or into new ones. */
const credentials: readonly string[] = ['email', 'phone', 'password', 'mfa'];

interface AccountView {
  readonly since: Moment;
  readonly moment: Moment;
  readonly byKind: ReadonlyMap<AccountMoveKind, readonly AccountMove[]>;
}

/** What the account did before: its age, orders, claims, refunds and concessions, and what was changed just now. */
export const accountFamily = family<AccountView>('account', viewAccount, [
  {
    name: 'registered_known',
    type: 'bool',
    optional: false,
    doc: 'Whether the registration of the account is in the log.',
    value: view => of(view, 'registered').length > 0,
  },
  {
    name: 'age_days',
    type: 'int',
    optional: false,
    doc: 'Days since the registration, or since the first thing known of the account.',
    value: view => Math.max(0, Math.floor((view.moment - view.since) / dayUs)),
  },
  counted('orders_30d', 'order', 30, 'Orders over the last 30 days.'),
  counted('orders_90d', 'order', 90, 'Orders over the last 90 days.'),
  counted('orders_365d', 'order', 365, 'Orders over the last 365 days.'),
  summed(
    'order_value_365d',
    'order',
    365,
    'Value of the orders over the last 365 days, in US dollars by reference rates.',
  ),
  counted('claims_30d', 'claim', 30, 'Earlier claims over the last 30 days.'),
  counted('claims_90d', 'claim', 90, 'Earlier claims over the last 90 days.'),
  counted('claims_365d', 'claim', 365, 'Earlier claims over the last 365 days.'),
  summed(
    'claim_value_365d',
    'claim',
    365,
    'Value claimed before over the last 365 days, in US dollars by reference rates.',
  ),
  {
    name: 'complaints_365d',
    type: 'int',
    optional: false,
    doc: 'Earlier claims over the last 365 days that something was wrong: all but a changed mind.',
    value: view => complaints(view).length,
    facts: view => seqs(complaints(view)),
  },
  {
    name: 'loss_claims_365d',
    type: 'int',
    optional: false,
    doc: 'Earlier claims over the last 365 days that goods never came (not received, empty, missing).',
    value: view => losses(view).length,
    facts: view => seqs(losses(view)),
  },
  {
    name: 'claim_share_365d',
    type: 'double',
    optional: true,
    doc: 'Earlier claims for each order of the last 365 days; not known without an order.',
    value: view => share(within(view, 'claim', 365).length, within(view, 'order', 365).length),
  },
  counted('refunds_30d', 'refund', 30, 'Refunds over the last 30 days.'),
  counted('refunds_365d', 'refund', 365, 'Refunds over the last 365 days.'),
  {
    name: 'refunded_share_365d',
    type: 'double',
    optional: true,
    doc: 'Share of the order value of the last 365 days that was refunded; not known without an order.',
    value: view => share(value(view, 'refund', 365), value(view, 'order', 365)),
  },
  counted('credits_90d', 'credit', 90, 'Credits and goodwill over the last 90 days.'),
  summed('credit_value_90d', 'credit', 90, 'Value of credits over the last 90 days, in US dollars by reference rates.'),
  counted('contacts_30d', 'contact', 30, 'Contacts with customer service over the last 30 days.'),
  {
    name: 'credentials_changed_days',
    type: 'int',
    optional: true,
    doc: 'Days since e-mail, phone, password or second factor was last changed; not known where it never was.',
    value: view => daysSince(view, changes(view, credentials)[0]),
    facts: view => seqs(changes(view, credentials).slice(0, 3)),
  },
  {
    name: 'credential_changes_7d',
    type: 'int',
    optional: false,
    doc: 'Kinds of credential (e-mail, phone, password, second factor) changed over the last 7 days.',
    value: view => changedKinds(view, 7).size,
    facts: view => seqs(changes(view, credentials).filter(move => view.moment - move.at <= 7 * dayUs)),
  },
  {
    name: 'judged_bad',
    type: 'int',
    optional: false,
    doc: 'Earlier claims of the account, or the account itself, judged to be fraud or abuse by a person.',
    value: (view, known) => judged(view, known, ['fraud', 'abuse']),
    facts: (view, known) => judgedFacts(view, known, ['fraud', 'abuse']),
  },
  {
    name: 'judged_honest',
    type: 'int',
    optional: false,
    doc: 'Earlier claims of the account, or the account itself, judged to be honest by a person.',
    value: (view, known) => judged(view, known, ['honest']),
    facts: (view, known) => judgedFacts(view, known, ['honest']),
  },
  {
    name: 'closed',
    type: 'bool',
    optional: false,
    doc: 'Whether the account was closed before the claim.',
    value: view => of(view, 'closed').length > 0,
    facts: view => seqs(of(view, 'closed')),
  },
]);

function viewAccount(known: Known): AccountView {
  const byKind = new Map<AccountMoveKind, AccountMove[]>();
  let since = known.moment;
  const counted = new Set<string>();
  for (const move of known.account.moves) {
    // A claim that was decided by a call and then came in the shop's feed as well is one claim.
    if (move.ref !== null && counted.size === counted.add(`${move.kind} ${move.ref}`).size) continue;
    const list = byKind.get(move.kind);
    if (list === undefined) byKind.set(move.kind, [move]);
    else list.push(move);
    if (move.at < since) since = move.at;
  }
  return { since, moment: known.moment, byKind };
}

function of(view: AccountView, kind: AccountMoveKind): readonly AccountMove[] {
  return view.byKind.get(kind) ?? [];
}

function within(view: AccountView, kind: AccountMoveKind, days: number): readonly AccountMove[] {
  const from = view.moment - days * dayUs;
  return of(view, kind).filter(move => move.at >= from && move.at <= view.moment);
}

function value(view: AccountView, kind: AccountMoveKind, days: number): number {
  let sum = 0;
  for (const move of within(view, kind, days)) {
    if (move.minor !== null && move.currency !== null) sum += referenceAmount(move.minor, move.currency) ?? 0;
  }
  return sum;
}

function counted(name: string, kind: AccountMoveKind, days: number, doc: string) {
  return {
    name,
    type: 'int' as const,
    optional: false,
    doc,
    value: (view: AccountView) => within(view, kind, days).length,
    facts: (view: AccountView) => seqs(within(view, kind, days)),
  };
}

function summed(name: string, kind: AccountMoveKind, days: number, doc: string) {
  return {
    name,
    type: 'double' as const,
    optional: false,
    doc,
    value: (view: AccountView) => value(view, kind, days),
    facts: (view: AccountView) => seqs(within(view, kind, days)),
  };
}

function losses(view: AccountView): readonly AccountMove[] {
  return within(view, 'claim', 365).filter(move => move.detail !== null && lossReasons.has(move.detail));
}

function complaints(view: AccountView): readonly AccountMove[] {
  return within(view, 'claim', 365).filter(move => move.detail !== 'changed_mind');
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function changes(view: AccountView, what: readonly string[]): readonly AccountMove[] {
  return of(view, 'changed').filter(move => move.detail?.split(',').some(changed => what.includes(changed)) ?? false);
}

function changedKinds(view: AccountView, days: number): Set<string> {
  const recent = within(view, 'changed', days).flatMap(move => move.detail?.split(',') ?? []);
  return new Set(recent.filter(changed => credentials.includes(changed)));
}

function daysSince(view: AccountView, move: AccountMove | undefined): number | null {
  return move === undefined ? null : Math.max(0, Math.floor((view.moment - move.at) / dayUs));
}

function judged(view: AccountView, known: Known, verdicts: readonly string[]): number {
  return judgedFacts(view, known, verdicts).length;
}

function judgedFacts(view: AccountView, known: Known, verdicts: readonly string[]): number[] {
  const claims = known.account.judgements.filter(judgement => verdicts.includes(judgement.verdict));
  const accounts = of(view, 'judged').filter(move => move.detail !== null && verdicts.includes(move.detail));
  return [...claims.map(judgement => judgement.seq), ...seqs(accounts)];
}

function seqs(moves: readonly AccountMove[]): number[] {
  return moves.map(move => move.seq);
}
