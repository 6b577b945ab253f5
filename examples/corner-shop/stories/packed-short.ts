import { hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, gramsOf, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** The packer forgot the hand blender: the carrier's own scale shows that the parcel was light from the start. */
export function packedShort(world: World): Entry[] {
  const customer = register(world, on('2023-12-20 20:00'), { market: 'DE' });
  pastOrders(world, customer, 4, on('2025-10-10 09:00'), on('2026-06-01 09:00'));
  const order = buy(world, customer, on('2026-07-20 19:00'), {
    goods: [
      [good('SHT-11'), 1],
      [good('BLN-03'), 1],
    ],
  });
  const [shirt, blender] = [order.lines[0]!, order.lines[1]!];
  const parcel = ship(world, order, { carrierGrams: gramsOf([shirt]), proof: 'photo', scans: 'all' });
  const claimedAt = parcel.deliveredAt + hours(20);
  const claim = fileClaim(world, order, claimedAt, {
    reason: 'missing_item',
    lines: [blender],
    statement: 'Im Karton war nur das Hemd, der Stabmixer fehlt.',
  });
  refund(world, order, claimedAt + hours(1), { claim, lines: [blender] });
  return [
    {
      id: 'packed-short',
      title: 'The shop forgot to pack it',
      sentence:
        'At pick-up the parcel weighed 1,450 g less than its contents should: exactly the blender that is missing.',
      truth: 'honest',
      claims: [claim],
      expected: ['pay'],
      findings: ['outbound_weight_short'],
      findingsLater: ['outbound_weight_short'],
      tolerated: ['refund_without_trace'],
    },
  ];
}
