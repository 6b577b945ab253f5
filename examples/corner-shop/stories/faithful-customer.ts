import { days, hours, logEnds, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** Four years, sixty orders and never a word of complaint: then a mug arrives broken. */
export function faithfulCustomer(world: World): Entry[] {
  const customer = register(world, on('2022-10-14 20:00'), { market: 'GB' });
  pastOrders(world, customer, 60, on('2022-10-16 09:00'), logEnds - days(40));
  const order = buy(world, customer, logEnds - days(22), { goods: [[good('MUG-02'), 1]] });
  const parcel = ship(world, order);
  const claimedAt = parcel.deliveredAt + hours(8);
  const claim = fileClaim(world, order, claimedAt, { reason: 'damaged', photo: true });
  refund(world, order, claimedAt + hours(1), { claim });
  return [
    {
      id: 'faithful-customer',
      title: 'The first claim in four years',
      sentence: 'After sixty orders without a claim one mug came broken: anybody would pay at once.',
      truth: 'honest',
      claims: [claim],
      expected: ['pay'],
      findings: [],
      findingsLater: [],
      tolerated: ['refund_without_trace'],
    },
  ];
}
