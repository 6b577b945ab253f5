import { days, hours, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { comeBack, refund, startReturn } from '../returns.ts';
import { fileClaim } from '../support.ts';
import { buy, type Order, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** A phone that came back; what differs is which phone it was, and whether the shop ever noted which one it sold. */
function phoneThatCameBack(world: World, serialsCaptured: boolean, serial: string): { order: Order; claim: string } {
  const customer = register(world, on('2024-03-02 11:00') + days(world.random.int(0, 200)), { market: 'GB' });
  pastOrders(world, customer, 3, on('2025-11-01 09:00'), on('2026-05-01 09:00'));
  const order = buy(world, customer, on('2026-08-24 18:20') + days(world.random.int(0, 8)), {
    goods: [[good('PHN-12'), 1]],
    serialsCaptured,
  });
  const parcel = ship(world, order, { proof: 'signature' });
  const back = startReturn(world, order, parcel.deliveredAt + days(2));
  const receivedAt = comeBack(world, back, parcel.deliveredAt + days(3), { serial });
  const claim = fileClaim(world, order, receivedAt + hours(24), {
    reason: 'changed_mind',
    statement: 'The phone is back with you, please refund me.',
  });
  if (!serialsCaptured) refund(world, order, receivedAt + hours(30), { claim, back });
  return { order, claim };
}

export function switchedGoods(world: World): Entry[] {
  return [
    {
      id: 'switched-goods',
      title: 'Another phone came back',
      sentence: 'The shop sold one serial and received another: an old phone of the same make in the new one’s box.',
      truth: 'fraud',
      claims: [phoneThatCameBack(world, true, 'PHNZ9Q4T7WK').claim],
      expected: ['review'],
      findings: ['serial_mismatch'],
      findingsLater: ['serial_mismatch'],
    },
    {
      id: 'serial-never-captured',
      title: 'The shop never noted the serial',
      sentence: 'The received serial can be compared with nothing, since the packer noted none: no ground for doubt.',
      truth: 'honest',
      claims: [phoneThatCameBack(world, false, 'PHN6BX2H8MA').claim],
      expected: ['pay'],
      findings: [],
      findingsLater: [],
    },
  ];
}
