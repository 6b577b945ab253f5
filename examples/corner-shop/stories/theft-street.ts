import { days, hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import type { Place } from '../places.ts';
import { refund } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

const street = (house: number): Place => ({
  line1: `${house} Harrow Mews`,
  city: 'Bristol',
  postcode: 'BS71 4QT',
  country: 'GB',
});

/**
 * Parcels are stolen from the doorsteps of Harrow Mews. Over the year eight neighbours who share nothing but the postcode
 * lost something small, each once. The ninth is honest as well: the street is the reason, not the customer.
 */
export function theftStreet(world: World): Entry[] {
  for (let house = 1; house <= 8; house++) {
    const neighbour = register(world, on('2022-03-01 10:00') + days(house * 71), {
      market: 'GB',
      place: street(house * 4),
    });
    const order = buy(world, neighbour, on('2025-10-06 18:10') + days(house * 38), {
      goods: [[good(world.random.pick(['CND-04', 'MAT-01', 'SHT-11', 'BLB-01'])), 1]],
    });
    const parcel = ship(world, order, { proof: house % 3 === 0 ? 'photo' : 'none' });
    const claimedAt = parcel.deliveredAt + hours(world.random.int(4, 40));
    const claim = fileClaim(world, order, claimedAt, { reason: 'not_received' });
    refund(world, order, claimedAt + hours(5), { claim });
    if (house % 2 === 0) pastOrders(world, neighbour, 1, on('2025-09-10 09:00'), on('2025-09-30 09:00'));
  }

  const customer = register(world, on('2023-05-14 19:20'), { market: 'GB', place: street(31) });
  pastOrders(world, customer, 5, on('2025-09-20 09:00'), on('2026-08-01 09:00'));
  const order = buy(world, customer, on('2026-09-21 19:30'), { goods: [[good('BLB-01'), 1]] });
  const parcel = ship(world, order, { proof: 'none', scans: 'all' });
  const claimedAt = parcel.deliveredAt + hours(9);
  const claim = fileClaim(world, order, claimedAt, {
    reason: 'not_received',
    statement:
      'Hello, tracking says delivered this morning but there was nothing outside. A few of us in the mews have had things go missing.',
  });
  refund(world, order, claimedAt + hours(1), { claim });
  return [
    {
      id: 'theft-street',
      title: 'A street where parcels get stolen',
      sentence:
        'Neighbours who share only a postcode each lost one small parcel; the ninth claim is as honest as the others.',
      truth: 'honest',
      claims: [claim],
      expected: ['pay'],
      findings: [],
      findingsLater: [],
      tolerated: ['refund_without_trace', 'not_received_against_proof'],
    },
  ];
}
