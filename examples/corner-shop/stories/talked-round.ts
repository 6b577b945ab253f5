import { days, hours, minutes, nextWorkday, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import { refund, startReturn } from '../returns.ts';
import { fileClaim, talk } from '../support.ts';
import { buy, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/**
 * The claim is ordinary and the label is printed. Then the customer asks agent after agent for the money at once, until the third
 * one pays on the word that the parcel is on its way. No carrier ever scans it, and nothing comes.
 */
export function talkedRound(world: World): Entry[] {
  const customer = register(world, on('2024-12-02 15:00'), { market: 'DE' });
  pastOrders(world, customer, 2, on('2025-11-01 09:00'), on('2026-05-01 09:00'));
  const order = buy(world, customer, on('2026-06-29 19:20'), { goods: [[good('WTC-02'), 1]] });
  const parcel = ship(world, order, { proof: 'signature' });
  const claimedAt = parcel.deliveredAt + days(2);
  const claim = fileClaim(world, order, claimedAt, { reason: 'changed_mind' });
  const back = startReturn(world, order, claimedAt + minutes(5), { claim });

  const plea = 'Das Paket ist längst unterwegs, ich brauche das Geld heute noch, es ist ein Notfall.';
  const no = 'Wir erstatten, sobald die Uhr bei uns ist.';
  const yes = 'Ausnahmsweise erstatte ich Ihnen den Betrag schon jetzt.';
  const agents = ['E-104', 'E-105', 'E-104'] as const;
  agents.forEach((agent, turn) => {
    const at = nextWorkday(claimedAt + days(turn + 1), 12) + minutes(turn * 11);
    const granted = turn === agents.length - 1;
    const contact = talk(world, customer, at, {
      order,
      agent,
      channel: turn === 0 ? 'email' : 'chat',
      turns: [turn === 0 ? plea : `${plea} Ihr Kollege hat es mir zugesagt.`, granted ? yes : no],
      disposition: granted ? 'refund' : 'answered',
    });
    if (granted)
      refund(world, order, at + hours(0.25), {
        claim,
        back,
        contact,
        by: agent,
        note: 'Kulanz, Rücksendung laut Kundin unterwegs',
      });
  });
  return [
    {
      id: 'talked-round',
      title: 'Asked until somebody paid',
      sentence:
        'The money was to wait for the goods, but the third contact got it paid early, and no carrier ever saw the parcel.',
      truth: 'fraud',
      claims: [claim],
      expected: ['pay_after_return', 'pay'],
      findings: [],
      findingsLater: ['refund_without_trace'],
    },
  ];
}
