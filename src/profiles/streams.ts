import type { Event } from '../domain/events/event.ts';
import { foldCode, foldText } from '../text/fold.ts';

/** Key of a tracking number: carriers recycle them, so a reader adds a window of time. */
export function trackStream(carrier: string, tracking: string): string {
  return `track:${foldText(carrier)}:${foldCode(tracking)}`;
}

/** The stream that an event belongs to. An order's dossier is its stream and all that hang on it through {@link childStreams}. */
export function streamOf(event: Event): string {
  switch (event.type) {
    case 'account.registered':
    case 'account.changed':
    case 'account.closed':
    case 'session.started':
    case 'account.judged':
      return `account:${event.data.account_id}`;
    case 'order.placed':
    case 'parcel.shipped':
    case 'claim.filed':
    case 'return.authorised':
    case 'return.received':
    case 'refund.issued':
    case 'replacement.shipped':
    case 'dispute.opened':
      return `order:${event.data.order_id}`;
    case 'credit.granted':
      return event.data.order_id === undefined ? `account:${event.data.account_id}` : `order:${event.data.order_id}`;
    case 'contact.opened':
      return event.data.order_id === undefined ? `contact:${event.data.contact_id}` : `order:${event.data.order_id}`;
    case 'contact.message':
    case 'contact.transferred':
    case 'contact.closed':
      return `contact:${event.data.contact_id}`;
    case 'parcel.scanned':
      return trackStream(event.data.carrier, event.data.tracking);
    case 'label.issued':
      return `return:${event.data.return_id}`;
    case 'dock.scanned':
      return dockStream(event.data);
    case 'refund.reversed':
      return `refund:${event.data.refund_id}`;
    case 'claim.withdrawn':
    case 'claim.judged':
      return `claim:${event.data.claim_id}`;
    case 'dispute.closed':
      return `dispute:${event.data.dispute_id}`;
    case 'employee.joined':
    case 'employee.left':
    case 'employee.shift':
    case 'employee.session':
    case 'record.viewed':
      return `employee:${event.data.employee_id}`;
    case 'post.captured':
      return `channel:${event.data.platform}:${event.data.channel_id}`;
  }
}

function dockStream(data: {
  return_id?: string | undefined;
  carrier?: string | undefined;
  tracking?: string | undefined;
  facility: string;
}): string {
  if (data.return_id !== undefined) return `return:${data.return_id}`;
  if (data.carrier !== undefined && data.tracking !== undefined) return trackStream(data.carrier, data.tracking);
  return `facility:${data.facility}`;
}

/** Streams that hang on the event's own: what a reader of the one must read as well. */
export function childStreams(event: Event): readonly string[] {
  switch (event.type) {
    case 'parcel.shipped':
    case 'label.issued':
      return [trackStream(event.data.carrier, event.data.tracking)];
    case 'claim.filed':
      return event.data.contact_id === undefined
        ? [`claim:${event.data.claim_id}`]
        : [`claim:${event.data.claim_id}`, `contact:${event.data.contact_id}`];
    case 'return.authorised':
    case 'return.received':
      return [`return:${event.data.return_id}`];
    case 'dock.scanned':
      return event.data.return_id !== undefined && event.data.carrier !== undefined && event.data.tracking !== undefined
        ? [trackStream(event.data.carrier, event.data.tracking)]
        : none;
    case 'refund.issued':
      return [
        `refund:${event.data.refund_id}`,
        ...(event.data.return_id === undefined ? none : [`return:${event.data.return_id}`]),
        ...(event.data.contact_id === undefined ? none : [`contact:${event.data.contact_id}`]),
      ];
    case 'dispute.opened':
      return [`dispute:${event.data.dispute_id}`];
    case 'contact.opened':
      return event.data.order_id === undefined ? none : [`contact:${event.data.contact_id}`];
    case 'account.registered':
    case 'account.changed':
    case 'account.closed':
    case 'session.started':
    case 'account.judged':
    case 'order.placed':
    case 'replacement.shipped':
    case 'credit.granted':
    case 'contact.message':
    case 'contact.transferred':
    case 'contact.closed':
    case 'parcel.scanned':
    case 'refund.reversed':
    case 'claim.withdrawn':
    case 'claim.judged':
    case 'dispute.closed':
    case 'employee.joined':
    case 'employee.left':
    case 'employee.shift':
    case 'employee.session':
    case 'record.viewed':
    case 'post.captured':
      return none;
  }
}

const none: readonly string[] = [];
