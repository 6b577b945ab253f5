import { days, hours, minutes, nextWorkday, on } from '../calendar.ts';
import { good } from '../goods.ts';
import { ship } from '../parcels.ts';
import type { Market } from '../places.ts';
import { refund } from '../returns.ts';
import { fileClaim, talk } from '../support.ts';
import { buy, money, newDevice, type Order, register, type World } from '../world.ts';
import { pastOrders } from './past.ts';
import type { Entry } from './story.ts';

/** The operator's text, with the small changes that are meant to hide it. */
const texts = [
  'I waited at home the whole day and no courier came to my door. The tracking is false. Kindly process the full refund to my original payment.',
  'I waited at home the entire day and no courier came to my door. The tracking is false, kindly process full refund to my original payment.',
  'I waited at home all day and no courier came to my door. Tracking is false. Kindly process the full refund to my original payment method.',
  'I waited at home the whole day, no courier came to my door. The tracking is false. Kindly process the full refund to my payment.',
  'We waited at home the whole day and no courier came to our door. The tracking is false. Kindly process the full refund to my original payment.',
  'I waited at home the whole day and no courier ever came to my door. This tracking is false. Kindly process the refund to my original payment.',
];

const skus = ['PHN-12', 'CAM-04', 'LAP-14', 'PHN-12', 'CON-01', 'LAP-14'];

/**
 * A refund service at work: six customers with old accounts, who share neither home nor network nor payment, hand their
 * log-in to one operator. He files each claim from his own device, with his own words, and boasts about it afterwards.
 */
export function refundService(world: World): Entry[] {
  const operator = { device: newDevice(world), ip: '198.19.66.140', country: 'GB' };
  const claims: string[] = [];
  const paid: Order[] = [];
  tellPost(
    world,
    'p-101',
    '2026-08-28 21:14',
    'C0rner & Co GB/DE open. DNA r3funds up to 1300, 1 item, 20% fee, paid after success. DM.',
  );
  texts.forEach((text, index) => {
    const market: Market = index % 3 === 2 ? 'DE' : 'GB';
    const customer = register(world, on('2022-04-03 17:00') + days(index * 133), { market });
    pastOrders(world, customer, 3, on('2025-10-10 09:00') + days(index * 7), on('2026-07-20 09:00'));
    const order = buy(world, customer, on('2026-08-31 19:00') + days(index * 6), { goods: [[good(skus[index]!), 1]] });
    const parcel = ship(world, order, { proof: index % 2 === 0 ? 'signature' : 'photo', scans: 'all' });
    const claimedAt = parcel.deliveredAt + hours(46 + index);
    const claim = fileClaim(world, order, claimedAt, { reason: 'not_received', statement: text, visit: operator });
    claims.push(claim);
    if (index % 2 === 1) return;
    // Every other time an agent gives in before anybody has looked at the claims together.
    const talkedAt = nextWorkday(claimedAt + hours(4), 12);
    const contact = talk(world, customer, talkedAt, {
      order,
      channel: 'chat',
      visit: operator,
      agent: market === 'GB' ? 'E-101' : 'E-104',
      turns: [
        `${text} I am a loyal customer and this is very distressing.`,
        'I am sorry for the trouble. I have refunded the order in full.',
      ],
      disposition: 'refund',
    });
    refund(world, order, talkedAt + minutes(20), { claim, contact, by: market === 'GB' ? 'E-101' : 'E-104' });
    paid.push(order);
  });
  const boasted = paid[0]!;
  tellPost(
    world,
    'p-107',
    '2026-09-07 19:40',
    `Vouch! C&Co paid out, ${boasted.lines[0]!.good.title} £${money(boasted.minor)} DNA in 4 days. Legend.`,
  );
  tellPost(world, 'p-112', '2026-09-21 20:05', 'vouch +1, corner co DE laptop 1249€ back on card today 🔥 smooth');
  tellPost(world, 'p-115', '2026-10-02 18:30', 'Vouch: trainers from some other place, 140 back. Not corner.');
  return [
    {
      id: 'refund-service-early',
      title: 'A refund service, its first two customers',
      sentence:
        'Costly goods were handed over against proof and are denied from a device that the account has never used.',
      truth: 'fraud',
      claims: claims.slice(0, 2),
      expected: ['ask', 'review'],
      findings: ['not_received_against_proof'],
      findingsLater: ['not_received_against_proof'],
      tolerated: ['refund_without_trace'],
    },
    {
      id: 'refund-service',
      title: 'A refund service, once its hand is known',
      sentence:
        'Accounts that share nothing else deny deliveries from one device and in nearly the same words within weeks.',
      truth: 'fraud',
      claims: claims.slice(2),
      expected: ['review'],
      findings: ['not_received_against_proof'],
      findingsLater: ['not_received_against_proof'],
      tolerated: ['refund_without_trace'],
    },
  ];
}

function tellPost(world: World, post: string, at: string, text: string): void {
  world.log.add('post.captured', on(at) + hours(8), {
    platform: 'telegram',
    channel_id: 'open-vouches',
    post_id: post,
    author_id: `poster-${world.random.int(100, 999)}`,
    posted_at: new Date(on(at)).toISOString(),
    text,
  });
}
