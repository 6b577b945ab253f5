import type { EventType } from '../../src/domain/events/catalogue.ts';

/** What the documentation says of a type of event beside its fields: one sentence, and an event as a shop would send it. */
export interface Told {
  readonly says: string;
  readonly time: string;
  readonly recordedtime?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const account = { account_id: 'A-17' };
const order = { order_id: 'O-1001' };
const lines = [{ line_id: '1', quantity: 1 }];
const address = { name: 'Mara Lindt', line1: 'Hauptstr. 5', city: 'Leipzig', postcode: '04109', country: 'DE' };

/** One story through all types: a pair of headphones is bought, returned, and refunded twice over. */
export const exampleEvents: { readonly [Type in EventType]: Told } = {
  'account.registered': {
    says: 'A customer opened an account.',
    time: '2025-02-11T08:30:00Z',
    data: { ...account, marketplace: 'DE', name: 'Mara Lindt', email: 'mara@example.org', address, device_id: 'd-81' },
  },
  'account.changed': {
    says: 'Something about an account was changed. `what` names it; the new value is given where it is no secret.',
    time: '2026-02-20T19:02:11Z',
    data: { ...account, what: ['email', 'password'], email: 'mara.lindt@example.org', device_id: 'd-81' },
  },
  'account.closed': {
    says: 'An account was closed, by its owner or by an employee.',
    time: '2026-04-02T09:00:00Z',
    data: { ...account, reason: 'asked by the customer' },
  },
  'session.started': {
    says: 'A customer signed in.',
    time: '2026-03-01T11:58:40Z',
    data: { session_id: 'S-5', ...account, device_id: 'd-81', ip: '192.0.2.17', country: 'DE' },
  },
  'order.placed': {
    says: 'An order was placed and paid for.',
    time: '2026-03-01T12:00:00Z',
    data: {
      ...order,
      ...account,
      marketplace: 'DE',
      currency: 'EUR',
      total: '129.00',
      lines: [{ line_id: '1', sku: 'HP-20', title: 'Headphones', quantity: 1, unit_price: '129.00', weight_g: 410 }],
      ship_to: address,
      payment: { token: 'tok-9f', kind: 'card', country: 'DE' },
      session_id: 'S-5',
      device_id: 'd-81',
    },
  },
  'parcel.shipped': {
    says: 'A parcel of an order was handed to a carrier.',
    time: '2026-03-02T15:20:00Z',
    data: {
      parcel_id: 'P-1',
      ...order,
      carrier: 'dhl',
      tracking: 'JD0001',
      lines,
      weight_g: 640,
      facility: 'LEJ1',
      packed_by: 'E-4',
    },
  },
  'parcel.scanned': {
    says: 'A carrier scanned a parcel, on its way out or back. Carriers use tracking numbers again: a scan belongs to a parcel by carrier, number and time.',
    time: '2026-03-04T10:41:00Z',
    recordedtime: '2026-03-04T10:55:12Z',
    data: {
      carrier: 'dhl',
      tracking: 'JD0001',
      status: 'delivered',
      city: 'Leipzig',
      postcode: '04109',
      country: 'DE',
      proof: { kind: 'signature', ref: 'sig-771' },
    },
  },
  'contact.opened': {
    says: 'A customer, or somebody in the name of one, got in touch.',
    time: '2026-03-06T09:12:00Z',
    data: {
      contact_id: 'C-3',
      ...account,
      ...order,
      channel: 'chat',
      agent_id: 'E-9',
      device_id: 'd-81',
      verified: true,
    },
  },
  'contact.message': {
    says: 'One message of a contact, or the transcript of one turn of a call.',
    time: '2026-03-06T09:12:30Z',
    data: {
      contact_id: 'C-3',
      message_id: 'M-1',
      author: 'customer',
      text: 'The left side is silent. I would like to send them back.',
    },
  },
  'contact.transferred': {
    says: 'A contact was handed from one agent to another.',
    time: '2026-03-06T09:15:00Z',
    data: { contact_id: 'C-3', from_agent_id: 'E-9', to_agent_id: 'E-10' },
  },
  'contact.closed': {
    says: 'A contact ended.',
    time: '2026-03-06T09:20:00Z',
    data: { contact_id: 'C-3', agent_id: 'E-10', disposition: 'return offered', handle_seconds: 480 },
  },
  'claim.filed': {
    says: 'A customer asks for money, a replacement or credit. This is what Ringfence decides.',
    time: '2026-03-06T09:21:00Z',
    data: {
      claim_id: 'CL-7',
      ...account,
      ...order,
      lines,
      reason: 'defective',
      wants: 'refund',
      amount: '129.00',
      currency: 'EUR',
      contact_id: 'C-3',
      device_id: 'd-81',
      statement: 'The left side is silent.',
    },
  },
  'claim.withdrawn': {
    says: 'A customer took a claim back.',
    time: '2026-03-20T08:00:00Z',
    data: { claim_id: 'CL-7' },
  },
  'return.authorised': {
    says: 'A return was agreed (an RMA was given).',
    time: '2026-03-06T09:25:00Z',
    data: { return_id: 'R-2', ...order, lines, claim_id: 'CL-7', by: 'E-10' },
  },
  'label.issued': {
    says: 'A label for a return was made.',
    time: '2026-03-06T09:25:04Z',
    data: {
      label_id: 'L-2',
      return_id: 'R-2',
      carrier: 'dhl',
      tracking: 'JD0900',
      to_facility: 'LEJ1',
      expected_weight_g: 640,
    },
  },
  'dock.scanned': {
    says: 'A parcel was physically at a gate, dock or scale of the shop.',
    time: '2026-03-10T07:55:00Z',
    data: { facility: 'LEJ1', station: 'dock-2', carrier: 'dhl', tracking: 'JD0900', return_id: 'R-2', weight_g: 655 },
  },
  'return.received': {
    says: 'An employee recorded that goods of a return were received, and in which condition.',
    time: '2026-03-10T08:30:00Z',
    data: {
      receipt_id: 'RC-2',
      return_id: 'R-2',
      ...order,
      lines: [{ line_id: '1', quantity: 1, condition: 'used' }],
      employee_id: 'E-4',
      facility: 'LEJ1',
      station: 'bench-1',
      weight_g: 415,
    },
  },
  'refund.issued': {
    says: 'Money went back.',
    time: '2026-03-10T09:00:00Z',
    data: {
      refund_id: 'RF-1',
      ...order,
      ...account,
      amount: '129.00',
      currency: 'EUR',
      lines,
      claim_id: 'CL-7',
      return_id: 'R-2',
      by: 'system',
      to: { kind: 'original', token: 'tok-9f' },
    },
  },
  'refund.reversed': {
    says: 'A refund, or part of one, was taken back.',
    time: '2026-03-12T10:00:00Z',
    data: { refund_id: 'RF-1', amount: '29.00', currency: 'EUR' },
  },
  'credit.granted': {
    says: 'Store credit or goodwill was given.',
    time: '2026-03-11T10:00:00Z',
    data: { credit_id: 'CR-1', ...account, amount: '10.00', currency: 'EUR', ...order, contact_id: 'C-3', by: 'E-10' },
  },
  'replacement.shipped': {
    says: 'Goods were sent again at no charge.',
    time: '2026-03-11T15:00:00Z',
    data: { replacement_id: 'RP-1', ...order, lines, by: 'E-10', claim_id: 'CL-7', parcel_id: 'P-2' },
  },
  'dispute.opened': {
    says: "The customer's bank disputes the payment of an order (a chargeback).",
    time: '2026-03-25T00:00:00Z',
    data: { dispute_id: 'D-1', ...order, amount: '129.00', currency: 'EUR', reason_code: '13.3' },
  },
  'dispute.closed': {
    says: 'A dispute came to its end.',
    time: '2026-04-20T00:00:00Z',
    data: { dispute_id: 'D-1', outcome: 'won' },
  },
  'employee.joined': {
    says: 'A person began to work here, or got another role.',
    time: '2024-09-01T07:00:00Z',
    data: { employee_id: 'E-4', role: 'warehouse', team: 'returns', facility: 'LEJ1' },
  },
  'employee.left': {
    says: 'A person no longer works here.',
    time: '2026-06-30T16:00:00Z',
    data: { employee_id: 'E-4' },
  },
  'employee.shift': {
    says: 'A shift as it was planned or worked.',
    time: '2026-03-10T06:00:00Z',
    data: {
      employee_id: 'E-4',
      starts: '2026-03-10T06:00:00Z',
      ends: '2026-03-10T14:00:00Z',
      facility: 'LEJ1',
      queue: 'returns',
    },
  },
  'employee.session': {
    says: 'An employee signed in to a system of the shop.',
    time: '2026-03-10T06:02:00Z',
    data: {
      employee_id: 'E-4',
      session_id: 'ES-1',
      device_id: 'terminal-12',
      ip: '198.51.100.4',
      country: 'DE',
      mfa: true,
    },
  },
  'record.viewed': {
    says: "An employee opened a customer's record.",
    time: '2026-03-06T09:13:00Z',
    data: { employee_id: 'E-9', session_id: 'ES-2', ...account, contact_id: 'C-3' },
  },
  'post.captured': {
    says: 'A post in a public channel, from an export of that channel.',
    time: '2026-03-12T18:00:00Z',
    data: {
      platform: 'telegram',
      channel_id: 'deals',
      post_id: '4411',
      author_id: 'u-3',
      posted_at: '2026-03-12T17:58:00Z',
      text: 'Headphones, 129 EUR, done in four days.',
    },
  },
  'claim.judged': {
    says: 'A person found what a claim was: made here, or brought from the system used before.',
    time: '2026-04-25T13:00:00Z',
    data: { claim_id: 'CL-7', verdict: 'honest', by: 'E-21', basis: 'The goods came back and fit what was sent.' },
  },
  'account.judged': {
    says: 'A person found how an account was used.',
    time: '2026-04-25T13:05:00Z',
    data: { ...account, verdict: 'honest', by: 'E-21' },
  },
};

/** The example as the event that a shop would send. */
export function exampleEvent(type: EventType): Readonly<Record<string, unknown>> {
  const { time, recordedtime, data } = exampleEvents[type];
  const id = `${type}-1`;
  return {
    specversion: '1.0',
    id,
    source: '/shop/de',
    type,
    time,
    ...(recordedtime === undefined ? {} : { recordedtime }),
    data,
  };
}
