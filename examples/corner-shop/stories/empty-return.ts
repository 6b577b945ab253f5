import { days, hours, minutes, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { comeBack, startReturn } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, type Customer, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** What an empty carton weighs, with a little paper in it. */
const emptyGrams = 195;

function account(world: World): Customer {
  const customer = register(world, on('2024-09-12 15:00') + days(world.random.int(0, 90)), { market: 'DE' });
  pastOrders(world, customer, 2, on('2025-11-01 09:00'), on('2026-03-01 09:00'));
  return customer;
}

/** The claim is filed first, as the shop asks for; the carton that comes back is empty. */
function claimedFirst(world: World): string {
  const order = buy(world, account(world), on('2026-04-13 19:20'), { goods: [[good('CAM-04'), 1]] });
  const parcel = ship(world, order, { proof: 'signature' });
  const claimedAt = parcel.deliveredAt + days(4);
  const claim = fileClaim(world, order, claimedAt, { reason: 'changed_mind' });
  const back = startReturn(world, order, claimedAt + minutes(5), { claim });
  comeBack(world, back, claimedAt + days(2), { condition: 'empty', serial: null, grams: emptyGrams });
  return claim;
}

/** The empty carton came first; then the customer asks where the money is. */
function askedAfterwards(world: World): string {
  const order = buy(world, account(world), on('2026-08-10 19:20'), { goods: [[good('CON-01'), 1]] });
  const parcel = ship(world, order, { proof: 'signature' });
  const back = startReturn(world, order, parcel.deliveredAt + days(2));
  const receivedAt = comeBack(world, back, parcel.deliveredAt + days(3), {
    condition: 'empty',
    serial: null,
    grams: emptyGrams,
  });
  return fileClaim(world, order, receivedAt + hours(50), {
    reason: 'changed_mind',
    statement: 'Die Konsole ist laut Verfolgung längst bei Ihnen, ich warte auf mein Geld.',
  });
}

export function emptyReturn(world: World): Entry[] {
  return [
    {
      id: 'empty-return-ahead',
      title: 'An empty carton will come back',
      sentence: 'At the claim nothing is wrong yet: the money waits for the goods, and the carton turns out empty.',
      truth: 'fraud',
      claims: [claimedFirst(world)],
      expected: ['pay_after_return', 'pay'],
      findings: [],
      findingsLater: ['returned_goods_wrong'],
    },
    {
      id: 'empty-return-known',
      title: 'An empty carton came back',
      sentence: 'The carton weighed 195 g instead of more than 4 kg and held nothing when the money was asked for.',
      truth: 'fraud',
      claims: [askedAfterwards(world)],
      expected: ['review'],
      findings: ['returned_goods_wrong'],
      findingsLater: ['returned_goods_wrong'],
    },
  ];
}
