import { type Pattern, wantsMoney } from './pattern.ts';

/** 1. The parcel came, and its receiver says that it did not. */
export const inrDelivered: Pattern = {
  name: 'inr_delivered',
  verdict: 'fraud',
  reasons: ['not_received'],
  lone: 22,
  dear: 0.65,
  shape: () => ({ ...wantsMoney }),
};
