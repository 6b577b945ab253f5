import { type Pattern, wantsMoney } from './pattern.ts';

/** 3. A full parcel is said to have come empty. */
export const emptyOnArrival: Pattern = {
  name: 'empty_on_arrival',
  verdict: 'fraud',
  reasons: ['empty_parcel'],
  lone: 6,
  dear: 0.8,
  shape: () => ({ ...wantsMoney }),
};
