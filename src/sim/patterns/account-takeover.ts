import { change, drawChange } from '../life/credentials.ts';
import { newDevice, tunnelIp } from '../network.ts';
import { type Pattern, wantsMoney } from './pattern.ts';

/** 11. Somebody else's account: its password is changed, and the refund goes elsewhere. */
export const accountTakeover: Pattern = {
  name: 'account_takeover',
  verdict: 'fraud',
  reasons: ['not_received', 'empty_parcel', 'damaged'],
  lone: 6,
  dear: 0.5,
  before: ({ world, order, usual, random }) => {
    const at = usual.filedAt - random.int(40, 2_600) * 60_000;
    change(world, order.account, drawChange(random), at, usual.visit, random);
  },
  visit: ({ world, account, random }) => ({
    device: newDevice(random),
    ip: random.chance(world.request.hardness) ? account.mobileIp : tunnelIp(random),
    country: account.market.country,
  }),
  shape: ({ random }) => ({
    ...wantsMoney,
    tender: random.chance(0.85) ? random.pick(['gift_card', 'bank', 'other'] as const) : 'original',
    sendBack: null,
  }),
};
