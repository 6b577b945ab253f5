import type { LinkBook } from './book.ts';
import type { MarkKind } from './cases.ts';
import { absent } from './sheet.ts';

export const staffKinds = ['agent', 'granter', 'receiver', 'viewer'] as const satisfies readonly MarkKind[];
export type StaffKind = (typeof staffKinds)[number];

export function isStaff(kind: MarkKind): kind is StaffKind {
  return (staffKinds as readonly string[]).includes(kind);
}

/** In a country with fewer acts of a kind a share says nothing. */
const actsMin = 30;
/** What somebody is taken to do who has no share that was measured. */
const unknownShare = 0.05;

/**
 * How much of the work an employee does: contacts, remedies, receipts and looks at records, as a share of those in the country
 * where their share is largest. Meeting a busy employee surprises nobody.
 */
export function workShares(book: LinkBook): (kind: StaffKind, employee: number) => number {
  const tallies = new Map<string, Map<number, number>>();
  const note = (kind: StaffKind, employee: number, order: number) => {
    if (employee === absent) return;
    const key = `${kind} ${book.orders.get(order, 'country')}`;
    const tally = tallies.get(key) ?? new Map<number, number>();
    tallies.set(key, tally);
    tally.set(employee, (tally.get(employee) ?? 0) + 1);
  };
  const { contacts, remedies, receipts, views } = book;
  for (const key of contacts.keys()) note('agent', contacts.get(key, 'agent'), contacts.get(key, 'order'));
  for (const key of remedies.keys()) note('granter', remedies.get(key, 'by'), remedies.get(key, 'order'));
  for (const key of receipts.keys()) note('receiver', receipts.get(key, 'employee'), receipts.get(key, 'order'));
  for (const key of views.keys()) {
    const contact = views.get(key, 'contact');
    note(
      'viewer',
      views.get(key, 'employee'),
      contact === absent ? views.get(key, 'order') : contacts.get(contact, 'order'),
    );
  }
  const shares = new Map<string, number>();
  for (const [key, tally] of tallies) {
    const kind = key.slice(0, key.indexOf(' '));
    const acts = [...tally.values()].reduce((sum, each) => sum + each, 0);
    if (acts < actsMin) continue;
    for (const [employee, own] of tally) {
      const at = `${kind} ${employee}`;
      shares.set(at, Math.max(shares.get(at) ?? 0, (own + 1) / (acts + 2)));
    }
  }
  return (kind, employee) => shares.get(`${kind} ${employee}`) ?? unknownShare;
}
