import { dayUs } from '../domain/time.ts';
import type { StaffMove } from '../profiles/rows.ts';
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
