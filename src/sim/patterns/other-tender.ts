import { type Pattern, wantsMoney } from './pattern.ts';

/** 12. Paid with one instrument, refunded to another. */
export const otherTender: Pattern = {
  name: 'other_tender',
  verdict: 'fraud',
  reasons: ['not_received', 'damaged', 'changed_mind'],
  lone: 5,
  dear: 0.5,
  shape: ({ random }) => ({ ...wantsMoney, tender: random.pick(['gift_card', 'bank'] as const) }),
};
