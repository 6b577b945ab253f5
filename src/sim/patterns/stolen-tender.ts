import { abroad } from '../network.ts';
import { type Pattern, wantsMoney } from './pattern.ts';

/** 21. Bought with a stolen card, refunded to a gift card. */
export const stolenTender: Pattern = {
  name: 'stolen_tender',
  verdict: 'fraud',
  reasons: ['changed_mind', 'not_received'],
  lone: 6,
  dear: 0.7,
  payment: (_, account, random) => ({
    token: `tok_${random.letters(12).toLowerCase()}`,
    kind: account.tokenKind,
    country: random.chance(0.5) ? account.market.country : abroad(random),
  }),
  shape: () => ({ ...wantsMoney, tender: 'gift_card', afterwards: 'dispute' }),
};
