import { days, hours, minutes, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund } from '../returns.ts';
import { fileClaim, talk } from '../support.ts';
import { buy, newDevice, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/**
 * A stranger signs in from abroad, changes password and e-mail within minutes, and claims an order that the real customer
 * is happy with; then talks an agent into paying to a gift card.
 */
function takenOver(world: World): string {
  const customer = register(world, on('2022-06-18 11:00'), { market: 'GB' });
  pastOrders(world, customer, 6, on('2025-09-15 09:00'), on('2026-07-01 09:00'));
  const order = buy(world, customer, on('2026-09-01 18:20'), { goods: [[good('TAB-10'), 1]] });
  ship(world, order, { proof: 'none' });
  const stranger = { device: newDevice(world), ip: '2001:db8:fe01::77', country: 'MD' };
  const changedAt = on('2026-09-10 11:20');
  world.log.add('account.changed', changedAt, {
    account_id: customer.id,
    what: ['password', 'email'],
    email: 'parcel.desk.4471@post.example',
    device_id: stranger.device,
    ip: stranger.ip,
  });
  const claimedAt = changedAt + minutes(26);
  const claim = fileClaim(world, order, claimedAt, {
    reason: 'not_received',
    statement: 'Order not arrived. Old card is expired, please refund to gift card by email.',
    visit: stranger,
  });
  const contact = talk(world, customer, claimedAt + hours(1), {
    order,
    channel: 'chat',
    agent: 'E-102',
    visit: stranger,
    verified: false,
    turns: [
      'I need the refund today on a gift card, the old card is closed.',
      'I can see the claim. As an exception I will send the gift card to your e-mail address.',
    ],
    disposition: 'refund',
  });
  refund(world, order, claimedAt + hours(1.3), { claim, contact, by: 'E-102', to: 'gift_card', note: 'Card expired' });
  return claim;
}

/** A customer bought a new phone and set a new password on it; the carrier lost the parcel. Nothing else has changed. */
function newPhone(world: World): string {
  const customer = register(world, on('2022-10-18 11:00'), { market: 'GB' });
  pastOrders(world, customer, 6, on('2025-09-15 09:00'), on('2026-07-01 09:00'));
  const order = buy(world, customer, on('2026-09-03 18:20'), { goods: [[good('MAT-01'), 1]] });
  const parcel = ship(world, order, { ends: 'lost' });
  const phone = newDevice(world);
  const changedAt = parcel.shippedAt + days(9);
  world.log.add('account.changed', changedAt, {
    account_id: customer.id,
    what: ['password'],
    device_id: phone,
    ip: customer.ip,
  });
  const claimedAt = changedAt + days(2);
  const claim = fileClaim(world, order, claimedAt, { reason: 'not_received', visit: { device: phone } });
  refund(world, order, claimedAt + hours(1), { claim });
  return claim;
}

export function takeOver(world: World): Entry[] {
  return [
    {
      id: 'take-over',
      title: 'A stranger in the account',
      sentence:
        'Password and e-mail were changed from a new device abroad, and half an hour later the refund is to go to a gift card.',
      truth: 'fraud',
      claims: [takenOver(world)],
      expected: ['ask', 'review'],
      findings: [],
      findingsLater: ['refund_to_other_tender'],
      tolerated: ['refund_without_trace', 'not_received_against_proof'],
    },
    {
      id: 'new-phone',
      title: 'A customer with a new phone',
      sentence:
        'New device and new password, but home, network and country are the old ones, and the carrier lost the parcel.',
      truth: 'honest',
      claims: [newPhone(world)],
      expected: ['pay'],
      findings: ['delivery_never_scanned'],
      findingsLater: ['delivery_never_scanned'],
    },
  ];
}
