import { days, hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { arrive, handIn, startReturn } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/**
 * The address on the return label was pasted over: tracking says delivered, but in a town where the shop has no building.
 * The customer points to the tracking and wants the money.
 */
export function fakeTracking(world: World): Entry[] {
  const customer = register(world, on('2024-10-02 11:00'), { market: 'GB' });
  pastOrders(world, customer, 2, on('2025-11-01 09:00'), on('2026-05-01 09:00'));
  const order = buy(world, customer, on('2026-08-17 19:20'), { goods: [[good('PHN-12'), 1]] });
  const parcel = ship(world, order, { proof: 'signature' });
  const back = startReturn(world, order, parcel.deliveredAt + days(2));
  handIn(world, back, parcel.deliveredAt + days(3));
  const arrivedAt = parcel.deliveredAt + days(5);
  arrive(world, back, arrivedAt, { city: 'Exeter', postcode: 'EX61 8PD', country: 'GB' });
  const claim = fileClaim(world, order, arrivedAt + hours(70), {
    reason: 'changed_mind',
    statement: 'Your own tracking shows that my return was delivered three days ago. Please refund me today.',
  });
  return [
    {
      id: 'fake-tracking',
      title: 'A return delivered somewhere else',
      sentence:
        'The label was issued to Leeds; the carrier delivered it in Exeter, and no dock of the shop ever saw it.',
      truth: 'fraud',
      claims: [claim],
      expected: ['review', 'ask'],
      findings: ['return_delivered_elsewhere'],
      findingsLater: ['return_delivered_elsewhere'],
    },
  ];
}
