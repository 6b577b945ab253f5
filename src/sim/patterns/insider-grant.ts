import { type Pattern, wantsMoney } from './pattern.ts';

/** 10. An agent pays what nobody else would, mostly without a contact. */
export const insiderGrant: Pattern = {
  name: 'insider_grant',
  verdict: 'fraud',
  reasons: ['not_received', 'damaged', 'missing_item', 'not_as_described'],
  lone: 0,
  dear: 0.85,
  fits: (ring, account) => ring?.desk != null && ring.desk.country === account.market.country,
  before: ({ world, order, ring, usual, random }) => {
    // Before there is any claim, the customer's record is looked up.
    if (!random.chance(0.7)) return;
    world.feed.emit('record.viewed', usual.filedAt - random.int(2, 40) * 3_600_000, {
      employee_id: ring!.desk!.id,
      account_id: order.account.id,
      order_id: random.maybe(0.6, order.id),
    });
  },
  shape: ({ ring, random }) => ({
    ...wantsMoney,
    ...(random.chance(0.65) ? { way: 'form', attempts: 1 } : {}),
    sendBack: null,
    insider: { way: 'desk', employee: ring!.desk! },
  }),
};
