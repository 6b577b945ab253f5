import { days, hours, minutes, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { handIn, receive, refund, startReturn } from '../returns.ts';
import { insider, outageDay } from '../staff.ts';
import { fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/**
 * A warehouse worker books returns that never came: no carrier took them, no dock saw them, nobody weighed them.
 * Each time the customer is another one, and shares nothing with the worker or the others. He looks the order up first,
 * though no contact asks him to.
 */
function bookedFromTheDesk(world: World, day: string, sku: string, claimFirst: boolean): string {
  const customer = register(world, on('2024-02-11 12:00') + days(world.random.int(0, 400)), { market: 'GB' });
  pastOrders(world, customer, 2, on('2026-01-10 09:00'), on('2026-06-01 09:00'));
  const receivedAt = on(`${day} 15:20`) + minutes(world.random.int(0, 25));
  const order = buy(world, customer, receivedAt - days(17), { goods: [[good(sku), 1]] });
  ship(world, order, { proof: 'signature', scans: 'all' });
  const statement = claimFirst
    ? 'I do not need it after all and would like to send it back.'
    : 'I sent this back and your system shows it as received. When will I get my money?';
  const claimedAt = claimFirst ? receivedAt - days(6) : receivedAt + hours(27);
  const claim = fileClaim(world, order, claimedAt, { reason: 'changed_mind', statement });
  const back = startReturn(world, order, receivedAt - days(5), claimFirst ? { claim } : {});
  world.log.add('record.viewed', receivedAt - minutes(12), {
    employee_id: insider,
    account_id: customer.id,
    order_id: order.id,
  });
  receive(world, back, receivedAt, { by: insider, serial: null, grams: null });
  refund(world, order, Math.max(claimedAt, receivedAt) + hours(20), { claim, back });
  return claim;
}

/**
 * On the day when the scanners in Leeds were dead a return came in the ordinary way. The carrier handed over the cage
 * without scanning each parcel, as it does when the yard is full. The goods, their weight and their serial are right.
 */
function receivedInTheOutage(world: World): string {
  const customer = register(world, on('2023-08-03 17:00'), { market: 'GB' });
  pastOrders(world, customer, 4, on('2025-10-10 09:00'), on('2026-08-01 09:00'));
  const order = buy(world, customer, on('2026-09-29 20:15'), { goods: [[good('TAB-10'), 1]] });
  ship(world, order, { proof: 'signature', scans: 'all' });
  const back = startReturn(world, order, on('2026-10-08 18:00'));
  handIn(world, back, on('2026-10-09 16:40'));
  receive(world, back, outageDay + hours(14) + minutes(35), { by: 'E-201' });
  const claim = fileClaim(world, order, on('2026-10-15 08:10'), {
    reason: 'changed_mind',
    statement: 'Hi, you have had the tablet back since Tuesday. Could you refund it please?',
  });
  refund(world, order, on('2026-10-15 12:30'), { claim, back });
  return claim;
}

export function insiderReceipts(world: World): Entry[] {
  const unseen = [
    bookedFromTheDesk(world, '2026-08-19', 'WTC-02', true),
    bookedFromTheDesk(world, '2026-09-02', 'CAM-04', true),

    bookedFromTheDesk(world, '2026-09-23', 'TAB-10', true),
    bookedFromTheDesk(world, '2026-10-07', 'PHN-12', true),
  ];
  const asked = bookedFromTheDesk(world, '2026-10-22', 'LAP-14', false);
  return [
    {
      id: 'insider-claim-first',
      title: 'A return that no dock saw, claimed before it was booked',
      sentence:
        'The claim looks like any other; days later a worker books a return that no carrier and no dock ever saw.',
      truth: 'fraud',
      claims: unseen,
      expected: ['pay_after_return', 'pay'],
      findings: [],
      findingsLater: ['receipt_without_trace'],
      tolerated: ['refund_without_trace'],
    },
    {
      id: 'insider-receipt-first',
      title: 'A return that no dock saw, claimed after it was booked',
      sentence: 'The customer asks for money on the strength of a receipt behind which there is no parcel.',
      truth: 'fraud',
      claims: [asked],
      expected: ['review'],
      findings: ['receipt_without_trace'],
      findingsLater: ['receipt_without_trace'],
      tolerated: ['refund_without_trace'],
    },
    {
      id: 'scanner-outage',
      title: 'A return received while the scanners were dead',
      sentence:
        'The dock saw no parcel at all on that day, so that it missed this one says nothing; weight and serial are right.',
      truth: 'honest',
      claims: [receivedInTheOutage(world)],
      expected: ['pay'],
      findings: [],
      findingsLater: [],
    },
  ];
}
