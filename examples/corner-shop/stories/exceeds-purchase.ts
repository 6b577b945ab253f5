import { days, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** Two pairs of shoes were bought and paid for, and four are claimed. */
export function exceedsPurchase(world: World): Entry[] {
  const customer = register(world, on('2025-05-28 20:00'), { market: 'FR' });
  pastOrders(world, customer, 1, on('2025-12-10 09:00'), on('2026-02-01 09:00'));
  const order = buy(world, customer, on('2026-05-04 19:00'), { goods: [[good('TRN-09'), 2]] });
  const parcel = ship(world, order, { proof: 'photo' });
  const claim = fileClaim(world, order, parcel.deliveredAt + days(1), {
    reason: 'defective',
    quantity: 4,
    minor: order.minor * 2,
    statement: 'All four pairs have loose soles, please refund them all.',
  });
  return [
    {
      id: 'exceeds-purchase',
      title: 'More is claimed than was bought',
      sentence: 'The order has two pairs of shoes, the claim speaks of four and of twice the money.',
      truth: 'fraud',
      claims: [claim],
      expected: ['review', 'ask'],
      findings: ['claim_exceeds_purchase'],
      findingsLater: ['claim_exceeds_purchase'],
    },
  ];
}
