import { type Pattern, wantsMoney } from './pattern.ts';

/** 7. Refunded on the way back, and once more over the counter. */
export const doubleRefund: Pattern = {
  name: 'double_refund',
  verdict: 'fraud',
  reasons: ['changed_mind', 'damaged', 'wrong_item'],
  lone: 7,
  dear: 0.5,
  shape: ({ usual, random }) => ({
    ...wantsMoney,
    sendBack: { content: 'goods', label: 'issued', afterDays: usual.sendBack?.afterDays ?? random.between(1, 4) },
    afterwards: 'store_refund',
  }),
};
