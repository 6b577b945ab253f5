import { type Pattern, wantsMoney } from './pattern.ts';

/** 8. Refunded, and the bank is asked for the money as well. */
export const refundAndDispute: Pattern = {
  name: 'refund_and_dispute',
  verdict: 'fraud',
  reasons: ['not_received', 'damaged', 'not_as_described'],
  lone: 8,
  dear: 0.5,
  shape: () => ({ ...wantsMoney, afterwards: 'dispute' }),
};
