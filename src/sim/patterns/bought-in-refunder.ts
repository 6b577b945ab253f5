import { type Pattern, wantsMoney } from './pattern.ts';

/** 20. A clean customer pays a service, whose operator files the claim. */
export const boughtInRefunder: Pattern = {
  name: 'bought_in_refunder',
  verdict: 'fraud',
  reasons: ['not_received', 'not_received', 'empty_parcel', 'missing_item', 'damaged'],
  lone: 0,
  dear: 0.85,
  shape: () => ({ ...wantsMoney, sendBack: null }),
};
