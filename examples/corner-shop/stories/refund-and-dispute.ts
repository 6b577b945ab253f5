import { days, hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund } from '../returns.ts';
import { dispute, fileClaim } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** The jacket is refunded, then its payment is disputed at the bank, and then the other half of the order is claimed. */
export function refundAndDispute(world: World): Entry[] {
  const customer = register(world, on('2025-04-21 15:00'), { market: 'DE' });
  pastOrders(world, customer, 2, on('2025-12-01 09:00'), on('2026-01-20 09:00'));
  const order = buy(world, customer, on('2026-02-02 19:20'), {
    goods: [
      [good('JKT-02'), 1],
      [good('KET-02'), 1],
    ],
  });
  const [jacket, kettle] = [order.lines[0]!, order.lines[1]!];
  const parcel = ship(world, order, { proof: 'none' });
  const firstAt = parcel.deliveredAt + hours(30);
  const first = fileClaim(world, order, firstAt, { reason: 'missing_item', lines: [jacket] });
  refund(world, order, firstAt + hours(3), { claim: first, lines: [jacket] });

  const disputed = dispute(world, order, firstAt + days(12));
  const claim = fileClaim(world, order, firstAt + days(15), {
    reason: 'defective',
    lines: [kettle],
    statement: 'Der Wasserkocher ist auch defekt, bitte das Geld zurück.',
  });
  world.log.add('dispute.closed', firstAt + days(60), { dispute_id: disputed, outcome: 'lost' });
  return [
    {
      id: 'refund-and-dispute',
      title: 'Refund and card dispute on one order',
      sentence: 'A refunded order is disputed at the bank in full, and a further claim follows while the dispute runs.',
      truth: 'fraud',
      claims: [claim],
      expected: ['review'],
      findings: ['refund_and_dispute'],
      findingsLater: ['refund_and_dispute', 'more_back_than_paid'],
      tolerated: ['refund_without_trace', 'more_back_than_paid'],
    },
  ];
}
