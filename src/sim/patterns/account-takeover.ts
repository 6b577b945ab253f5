import { type Pattern, wantsMoney } from './pattern.ts';

/** 11. Somebody else's account: its password is changed, and the refund goes elsewhere. */
export const accountTakeover: Pattern = {
  name: 'account_takeover',
  verdict: 'fraud',
  reasons: ['not_received', 'empty_parcel', 'damaged'],
  lone: 6,
  dear: 0.5,
  before: ({ world, order, usual, random }) => {
    const changed = random.pick([['password'], ['password', 'email'], ['email'], ['phone', 'password']] as const);
    world.feed.emit('account.changed', usual.filedAt - random.int(40, 2_600) * 60_000, {
      account_id: order.account.id,
      what: changed,
      email: (changed as readonly string[]).includes('email')
        ? `${random.letters(8).toLowerCase()}@inbox.example`
        : undefined,
      phone: undefined,
      device_id: random.maybe(0.85, usual.visit.device),
      ip: random.maybe(0.9, usual.visit.ip),
    });
  },
  shape: ({ random }) => ({
    ...wantsMoney,
    tender: random.chance(0.85) ? random.pick(['gift_card', 'bank', 'other'] as const) : 'original',
    sendBack: null,
  }),
};
