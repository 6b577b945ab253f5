import { days, hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, type Customer, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** Eight students live at one address behind one network. One parcel goes astray in the porter's lodge: that is all. */
export function dorm(world: World): Entry[] {
  const students = Array.from({ length: 8 }, (_, room): Customer => {
    const place = {
      line1: 'Zum Alten Speicher 12',
      line2: `Zimmer ${201 + room}`,
      city: 'Rostock',
      postcode: '18077',
      country: 'DE' as const,
    };
    return register(world, on('2024-10-04 12:00') + days(room * 3), { market: 'DE', place, ip: '198.18.77.5' });
  });
  for (const student of students) pastOrders(world, student, 2, on('2025-10-15 09:00'), on('2026-09-01 09:00'));

  const order = buy(world, students[3]!, on('2026-10-05 17:20'), { goods: [[good('CND-04'), 1]] });
  const parcel = ship(world, order, { proof: 'none' });
  const claimedAt = parcel.deliveredAt + hours(52);
  const claim = fileClaim(world, order, claimedAt, {
    reason: 'not_received',
    statement: 'Hallo, beim Pförtner liegt nichts und auf dem Flur hat es auch niemand gesehen.',
  });
  refund(world, order, claimedAt + hours(2), { claim });
  return [
    {
      id: 'dorm',
      title: 'Eight students at one address',
      sentence:
        'They share a house and a network because they live there; one small parcel got lost in the porter’s lodge.',
      truth: 'honest',
      claims: [claim],
      expected: ['pay'],
      findings: [],
      findingsLater: [],
      tolerated: ['refund_without_trace', 'not_received_against_proof'],
    },
  ];
}
