import { type Pattern, wantsMoney } from './pattern.ts';

/** How often a part is granted for the goods to be kept, instead of all of it. */
const goodwill = 0.3;

/** 8. Refunded, or appeased with a part, and the bank is asked for the money as well. */
export const refundAndDispute: Pattern = {
  name: 'refund_and_dispute',
  verdict: 'fraud',
  reasons: ['not_received', 'damaged', 'not_as_described'],
  lone: 8,
  dear: 0.5,
  shape: ({ random }) => ({
    ...wantsMoney,
    ...(random.chance(goodwill) ? { wants: 'credit', remedy: 'credit', sendBack: null, share: 0.25 } : {}),
    afterwards: 'dispute',
  }),
};
