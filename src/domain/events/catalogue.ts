import type { z } from 'zod';
import { accountChanged, accountClosed, accountRegistered, sessionStarted } from './account.ts';
import { accountJudged, claimFiled, claimJudged, claimWithdrawn } from './claim.ts';
import { contactClosed, contactMessage, contactOpened, contactTransferred } from './contact.ts';
import { orderPlaced, parcelScanned, parcelShipped } from './order.ts';
import { postCaptured } from './post.ts';
import {
  creditGranted,
  disputeClosed,
  disputeOpened,
  refundIssued,
  refundReversed,
  replacementShipped,
} from './refund.ts';
import { dockScanned, labelIssued, returnAuthorised, returnReceived } from './return.ts';
import { employeeJoined, employeeLeft, employeeSession, employeeShift, recordViewed } from './staff.ts';

/** Every type of event, with the schema of its `data`: types, validation, JSON Schema and the documentation page come from here. */
export const eventSchemas = {
  'account.registered': accountRegistered,
  'account.changed': accountChanged,
  'account.closed': accountClosed,
  'session.started': sessionStarted,
  'order.placed': orderPlaced,
  'parcel.shipped': parcelShipped,
  'parcel.scanned': parcelScanned,
  'contact.opened': contactOpened,
  'contact.message': contactMessage,
  'contact.transferred': contactTransferred,
  'contact.closed': contactClosed,
  'claim.filed': claimFiled,
  'claim.withdrawn': claimWithdrawn,
  'return.authorised': returnAuthorised,
  'label.issued': labelIssued,
  'dock.scanned': dockScanned,
  'return.received': returnReceived,
  'refund.issued': refundIssued,
  'refund.reversed': refundReversed,
  'credit.granted': creditGranted,
  'replacement.shipped': replacementShipped,
  'dispute.opened': disputeOpened,
  'dispute.closed': disputeClosed,
  'employee.joined': employeeJoined,
  'employee.left': employeeLeft,
  'employee.shift': employeeShift,
  'employee.session': employeeSession,
  'record.viewed': recordViewed,
  'post.captured': postCaptured,
  'claim.judged': claimJudged,
  'account.judged': accountJudged,
} as const satisfies Record<string, z.ZodType>;

export type EventType = keyof typeof eventSchemas;
export const eventTypes = Object.keys(eventSchemas) as EventType[];

export type EventData = { readonly [Type in EventType]: z.infer<(typeof eventSchemas)[Type]> };

export function isEventType(text: string): text is EventType {
  return Object.hasOwn(eventSchemas, text);
}
