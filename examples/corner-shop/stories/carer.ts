import { days, hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import type { Entry } from './story.ts';

/**
 * A carer runs the accounts of two elderly people from her own phone, as she runs her own. Over the year she reports three
 * broken things: from one device, for three accounts, and every word is true.
 */
export function carer(world: World): Entry[] {
  const carerHerself = register(world, on('2022-11-11 19:00'), { market: 'DE' });
  const visitFrom = { device: carerHerself.device, ip: carerHerself.ip };
  const neighbours = [0, 1].map(index =>
    register(world, on('2023-03-08 19:30') + days(index * 20), { market: 'DE', device: carerHerself.device }),
  );
  const claims: string[] = [];
  [...neighbours, carerHerself].forEach((customer, who) => {
    for (let number = 0; number < 4; number++) {
      const at = on('2025-10-08 18:30') + days(number * 80 + who * 21);
      const sku = who < 2 && number === 3 ? 'MUG-02' : world.random.pick(['TEA-01', 'MAT-01', 'SOC-03', 'LMP-05']);
      const order = buy(world, customer, at, { goods: [[good(sku), 1]], visit: visitFrom });
      const parcel = ship(world, order);
      if (who === 2 ? number !== 1 : number !== 3) continue;
      const claimedAt = parcel.deliveredAt + hours(22);
      const claim = fileClaim(world, order, claimedAt, { reason: 'damaged', photo: true, visit: visitFrom });
      refund(world, order, claimedAt + hours(2), { claim });
      if (who < 2) claims.push(claim);
    }
  });
  return [
    {
      id: 'carer',
      title: 'A carer who orders for two others',
      sentence:
        'Three accounts claim from one device because one person looks after them; the sums are small and the photos her own.',
      truth: 'honest',
      claims,
      expected: ['pay'],
      findings: [],
      findingsLater: [],
      tolerated: ['refund_without_trace'],
    },
  ];
}
