import { dayUs, minuteUs } from '../domain/time.ts';
import type { AccountMove, StaffMove } from '../profiles/rows.ts';
import { family } from './family.ts';
import type { Known } from './known.ts';

interface StaffView {
  /** Grants (refunds, credits, replacements) by the employees of this claim over the last 90 days. */
  readonly grants: readonly StaffMove[];
  readonly toAccount: readonly StaffMove[];
  readonly people: number;
}

/** The employees whose hands the claim is in, and what they granted before. Numbers for a reason, never a verdict on a person. */
export const staffFamily = family<StaffView>('staff', viewStaff, [
  {
    name: 'people',
    type: 'int',
    optional: false,
    doc: 'Employees who took part in the contact, return or earlier refunds of the order.',
    value: view => view.people,
  },
  {
    name: 'grants_90d',
    type: 'int',
    optional: false,
    doc: 'Refunds, credits and replacements that those employees granted over the last 90 days.',
    value: view => view.grants.length,
  },
  {
    name: 'grants_to_account_90d',
    type: 'int',
    optional: false,
    doc: 'Of these, how many went to this account.',
    value: view => view.toAccount.length,
    facts: view => view.toAccount.map(move => move.seq),
  },
  {
    name: 'views_unexplained',
    type: 'int',
    optional: false,
    doc: "Times that employees opened the customer's record within 14 days before the claim without a contact of the customer within the day before.",
    value: (_, known) => unexplainedViews(known).length,
    facts: (_, known) => unexplainedViews(known).map(move => move.seq),
  },
]);

function viewStaff(known: Known): StaffView {
  const from = known.moment - 90 * dayUs;
  const grants = known.staff.filter(move => move.kind !== 'contact' && move.kind !== 'receipt' && move.at >= from);
  return {
    grants,
    toAccount: grants.filter(
      move => move.accountId === known.claim.data.account_id && move.orderId !== known.claim.data.order_id,
    ),
    people: new Set(known.staff.map(move => move.employeeId)).size,
  };
}

/** A contact explains that records are opened for this long after it. */
const explainedUs = dayUs;
/** Minutes that a record may be opened before its contact is written down. */
const beforeContactUs = 30 * minuteUs;

function unexplainedViews(known: Known): readonly AccountMove[] {
  const contacts = known.account.moves.filter(move => move.kind === 'contact');
  const from = known.claim.at - 14 * dayUs;
  return known.account.moves.filter(
    view =>
      view.kind === 'viewed' &&
      view.at >= from &&
      view.at < known.claim.at &&
      !contacts.some(contact => contact.at - beforeContactUs <= view.at && view.at <= contact.at + explainedUs),
  );
}
