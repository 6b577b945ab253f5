import { days, hours, minutes, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { counter } from '../places.ts';
import { comeBack, handIn, passDock, receive, refund, startReturn } from '../returns.ts';
import { counterClerk } from '../staff.ts';
import { fileClaim } from '../support.ts';
import { buy, gramsOf, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/**
 * The shop advances refunds when the carrier scans the return label. This customer hands in an envelope with the label on
 * it, takes the advance, and carries the goods to the counter, which pays again because the return is still open.
 */
function advanceAndCounter(world: World): string {
  const customer = register(world, on('2025-01-19 13:00'), { market: 'GB' });
  pastOrders(world, customer, 3, on('2025-11-01 09:00'), on('2026-04-01 09:00'));
  const order = buy(world, customer, on('2026-05-18 21:00'), { goods: [[good('WTC-02'), 1]] });
  const parcel = ship(world, order, { proof: 'signature' });
  const firstAt = parcel.deliveredAt + days(3);
  const first = fileClaim(world, order, firstAt, { reason: 'changed_mind' });
  const back = startReturn(world, order, firstAt + minutes(4), { claim: first });
  handIn(world, back, parcel.deliveredAt + days(4));
  refund(world, order, parcel.deliveredAt + days(4) + hours(2), { back, claim: first, note: 'Advance on label scan' });

  const claimedAt = on('2026-06-02 11:05');
  const claim = fileClaim(world, order, claimedAt, {
    reason: 'changed_mind',
    statement: 'I am at your counter with the watch and would like my money back.',
  });
  const inStore = startReturn(world, order, claimedAt + hours(0.1), { claim, label: false });
  passDock(world, inStore, claimedAt + hours(0.2), gramsOf(order.lines), counter);
  receive(world, inStore, claimedAt + hours(0.3), { facility: counter });
  refund(world, order, claimedAt + hours(0.4), {
    claim,
    back: inStore,
    by: counterClerk,
    note: 'Returned at the counter',
  });
  return claim;
}

/** Two things of one order come back on different days: two refunds, and no unit is paid for twice. */
function twoReturnsOfOneOrder(world: World): string {
  const customer = register(world, on('2024-07-02 08:30'), { market: 'GB' });
  pastOrders(world, customer, 4, on('2025-10-01 09:00'), on('2026-05-01 09:00'));
  const order = buy(world, customer, on('2026-06-08 19:00'), {
    goods: [
      [good('DRS-04'), 1],
      [good('TRN-09'), 1],
    ],
  });
  const parcel = ship(world, order);
  const [dress, shoes] = [[order.lines[0]!], [order.lines[1]!]];
  const first = startReturn(world, order, parcel.deliveredAt + days(1), { lines: dress });
  refund(world, order, comeBack(world, first, parcel.deliveredAt + days(2)) + hours(3), { back: first });
  const second = startReturn(world, order, parcel.deliveredAt + days(8), { lines: shoes });
  const receivedAt = comeBack(world, second, parcel.deliveredAt + days(9));
  const claim = fileClaim(world, order, receivedAt + hours(20), {
    reason: 'changed_mind',
    lines: shoes,
    statement: 'The shoes are back with you as well now, please refund them like the dress.',
  });
  refund(world, order, receivedAt + hours(22), { back: second, claim });
  return claim;
}

export function doubleRefund(world: World): Entry[] {
  return [
    {
      id: 'double-refund',
      title: 'Refunded on the label scan and again at the counter',
      sentence:
        'The first refund was an advance on a scanned label; the second claim is for the same watch at the counter.',
      truth: 'fraud',
      claims: [advanceAndCounter(world)],
      expected: ['review'],
      findings: [],
      findingsLater: ['double_refund', 'more_back_than_paid'],
      tolerated: ['refund_without_trace', 'claim_exceeds_purchase'],
    },
    {
      id: 'two-returns',
      title: 'Two returns of one order',
      sentence: 'Dress and shoes came back on different days and are refunded one after the other; each unit once.',
      truth: 'honest',
      claims: [twoReturnsOfOneOrder(world)],
      expected: ['pay'],
      findings: [],
      findingsLater: [],
    },
  ];
}
