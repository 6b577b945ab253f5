import { days, hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund } from '../returns.ts';
import { teamLeadGb } from '../staff.ts';
import { fileClaim } from '../support.ts';
import { buy, newDevice, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** A laptop was signed for at the right postcode. Two days later it "never came", from a device the account has never used. */
function deniesTheSignature(world: World): string {
  const customer = register(world, on('2024-11-05 20:00'), { market: 'GB' });
  pastOrders(world, customer, 2, on('2025-12-01 09:00'), on('2026-05-01 09:00'));
  const order = buy(world, customer, on('2026-06-22 20:40'), { goods: [[good('LAP-14'), 1]] });
  const parcel = ship(world, order, { proof: 'signature', scans: 'all' });
  const claimedAt = parcel.deliveredAt + days(2);
  const claim = fileClaim(world, order, claimedAt, {
    reason: 'not_received',
    statement: 'My laptop was never delivered. I demand a full refund immediately or I go to the police and my bank.',
    visit: { device: newDevice(world), ip: '198.19.240.77' },
  });
  world.log.add('claim.judged', claimedAt + days(30), {
    claim_id: claim,
    verdict: 'fraud',
    by: teamLeadGb,
    basis: 'The signature is the customer’s own, and the laptop was registered with its maker on the day of delivery.',
  });
  return claim;
}

/** The same claim, but the signature was given at another postcode: the driver left the parcel in the wrong village. */
function signedElsewhere(world: World): string {
  const customer = register(world, on('2023-02-17 20:00'), { market: 'DE' });
  pastOrders(world, customer, 5, on('2025-10-01 09:00'), on('2026-06-01 09:00'));
  const order = buy(world, customer, on('2026-07-06 18:40'), { goods: [[good('HPH-01'), 1]] });
  const parcel = ship(world, order, { proof: 'signature', postcode: '99998', scans: 'all' });
  const claimedAt = parcel.deliveredAt + hours(26);
  const claim = fileClaim(world, order, claimedAt, {
    reason: 'not_received',
    statement: 'Guten Tag, unterschrieben hat jemand, den ich nicht kenne. Bei mir war kein Zusteller.',
  });
  refund(world, order, claimedAt + hours(4), { claim });
  return claim;
}

export function signedDelivery(world: World): Entry[] {
  return [
    {
      id: 'signed-delivery',
      title: 'Not received, though signed for',
      sentence:
        'A costly laptop was signed for at the right postcode and is claimed from a device the account has never used.',
      truth: 'fraud',
      claims: [deniesTheSignature(world)],
      expected: ['review', 'ask'],
      findings: ['not_received_against_proof'],
      findingsLater: ['not_received_against_proof'],
    },
    {
      id: 'signed-elsewhere',
      title: 'Signed for in the wrong village',
      sentence: 'There is a signature, but the carrier took it at another postcode: the proof is for the customer.',
      truth: 'honest',
      claims: [signedElsewhere(world)],
      expected: ['pay', 'ask'],
      findings: ['delivery_elsewhere'],
      findingsLater: ['delivery_elsewhere'],
      tolerated: ['refund_without_trace'],
    },
  ];
}
