/** Ids know what they name: an order's id passed for an account's does not compile. At run time they are plain strings. */
declare const named: unique symbol;
export type Id<Name extends string> = string & { readonly [named]: Name };

export type AccountId = Id<'account'>;
export type OrderId = Id<'order'>;
export type LineId = Id<'line'>;
export type ParcelId = Id<'parcel'>;
export type ClaimId = Id<'claim'>;
export type ReturnId = Id<'return'>;
export type LabelId = Id<'label'>;
export type ReceiptId = Id<'receipt'>;
export type RefundId = Id<'refund'>;
export type CreditId = Id<'credit'>;
export type ReplacementId = Id<'replacement'>;
export type DisputeId = Id<'dispute'>;
export type ContactId = Id<'contact'>;
export type EmployeeId = Id<'employee'>;
export type SessionId = Id<'session'>;
export type FacilityId = Id<'facility'>;

/** Longest id that the event contract allows, in UTF-16 code units. */
export const idLengthMax = 128;
