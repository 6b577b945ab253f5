import { days, hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** The lamp came, the jacket did not: it is in a second parcel, which nobody told the customer. It arrives two days later. */
export function splitShipment(world: World): Entry[] {
  const customer = register(world, on('2024-05-05 20:00'), { market: 'GB' });
  pastOrders(world, customer, 3, on('2025-10-10 09:00'), on('2026-02-01 09:00'));
  const order = buy(world, customer, on('2026-03-02 19:00'), {
    goods: [
      [good('LMP-05'), 1],
      [good('JKT-02'), 1],
    ],
  });
  const [lamp, jacket] = [order.lines[0]!, order.lines[1]!];
  const first = ship(world, order, { lines: [lamp], packedAt: on('2026-03-03 09:10'), transitDays: 1, proof: 'photo' });
  const second = ship(world, order, {
    lines: [jacket],
    packedAt: on('2026-03-04 10:20'),
    transitDays: 3,
    proof: 'photo',
    scans: 'all',
  });
  const claim = fileClaim(world, order, first.deliveredAt + hours(28), {
    reason: 'missing_item',
    lines: [jacket],
    statement: 'Only the lamp was in the box, the jacket is missing.',
  });
  if (first.deliveredAt + hours(28) >= second.deliveredAt)
    throw new Error('The second parcel must still be on its way at the claim');
  world.log.add('claim.withdrawn', second.deliveredAt + days(1), { claim_id: claim });
  return [
    {
      id: 'split-shipment',
      title: 'The rest is still on its way',
      sentence:
        'The missing jacket is in a second parcel that the carrier has not delivered yet: nobody is to blame, and nothing to pay.',
      truth: 'honest',
      claims: [claim],
      expected: ['ask'],
      findings: ['split_shipment_open'],
      findingsLater: [],
      tolerated: ['delivery_never_scanned'],
    },
  ];
}
