import { days, hours, nextWorkday, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund } from '../returns.ts';
import { fileClaim, replace, talk } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/**
 * One pair of headphones: refunded after the first claim, replaced after a call to another agent who saw no refund,
 * and claimed once more when the replacement came.
 */
export function refundAndReplacement(world: World): Entry[] {
  const customer = register(world, on('2025-03-09 15:00'), { market: 'GB' });
  pastOrders(world, customer, 2, on('2025-11-01 09:00'), on('2026-05-01 09:00'));
  const order = buy(world, customer, on('2026-07-13 19:20'), { goods: [[good('HPH-01'), 1]] });
  const parcel = ship(world, order, { proof: 'photo' });
  const firstAt = parcel.deliveredAt + hours(20);
  const first = fileClaim(world, order, firstAt, { reason: 'damaged', photo: true });
  refund(world, order, firstAt + hours(2), { claim: first });

  talk(world, customer, on('2026-07-23 12:10'), {
    order,
    channel: 'phone',
    agent: 'E-103',
    turns: [
      'The headphones came broken and nobody has done anything about it. I need a pair by Friday.',
      'I am sorry to hear that. I will send you another pair today.',
    ],
    disposition: 'replacement',
  });
  const second = ship(world, order, { packedAt: on('2026-07-24 09:30'), proof: 'photo' });
  replace(world, order, on('2026-07-24 09:35'), 'E-103', second.id);

  const claimedAt = second.deliveredAt + days(1);
  const claim = fileClaim(world, order, claimedAt, {
    reason: 'damaged',
    statement: 'The second pair is broken too. I want my money back now.',
    photo: true,
  });
  refund(world, order, nextWorkday(claimedAt, 12), { claim, by: 'E-102', note: 'Second broken pair, goodwill' });
  return [
    {
      id: 'refund-and-replacement',
      title: 'Refund and replacement for one unit',
      sentence: 'The pair was refunded and then replaced as well; now the replacement is to be refunded, too.',
      truth: 'fraud',
      claims: [claim],
      expected: ['review'],
      findings: ['refund_and_replacement'],
      findingsLater: ['refund_and_replacement', 'double_refund', 'more_back_than_paid'],
      tolerated: ['refund_without_trace', 'claim_exceeds_purchase', 'more_back_than_paid'],
    },
  ];
}
