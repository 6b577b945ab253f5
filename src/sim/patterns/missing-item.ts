import { type Pattern, wantsMoney } from './pattern.ts';

/** 2. All was in the parcel, and one thing is said to be missing. */
export const missingItem: Pattern = {
  name: 'missing_item',
  verdict: 'fraud',
  reasons: ['missing_item'],
  lone: 10,
  dear: 0.55,
  shape: () => ({ ...wantsMoney }),
};
