import { days, hours, minutes, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { comeBack, refund, startReturn } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import type { Entry } from './story.ts';

/** She orders two sizes and sends one back, month after month. It costs the shop postage, but every return has come in. */
export function honestReturner(world: World): Entry[] {
  const customer = register(world, on('2023-01-30 20:00'), { market: 'DE' });
  let last = '';
  for (let month = 0; month < 9; month++) {
    const sku = world.random.pick(['DRS-04', 'SHT-11', 'TRN-09', 'JKT-02']);
    const order = buy(world, customer, on('2025-10-03 20:15') + days(month * 42), {
      goods: [
        [good(sku), 1],
        [good('SOC-03'), 1],
      ],
    });
    const parcel = ship(world, order);
    const claimedAt = parcel.deliveredAt + days(3);
    const lines = [order.lines[0]!];
    last = fileClaim(world, order, claimedAt, { reason: 'changed_mind', lines });
    const back = startReturn(world, order, claimedAt + minutes(5), { claim: last, lines });
    refund(world, order, comeBack(world, back, claimedAt + days(1)) + hours(5), { claim: last, back });
  }
  return [
    {
      id: 'honest-returner',
      title: 'Sends much back, and all of it arrives',
      sentence:
        'Eight returns in a year look like a lot, but each passed carrier, dock and scale and was as good as new.',
      truth: 'honest',
      claims: [last],
      expected: ['pay_after_return', 'pay'],
      findings: [],
      findingsLater: [],
    },
  ];
}
