import { type Pattern, wantsMoney } from './pattern.ts';

/** 6. The label is changed: something light is delivered, elsewhere. */
export const fakeTracking: Pattern = {
  name: 'fake_tracking',
  verdict: 'fraud',
  reasons: ['changed_mind', 'changed_mind', 'defective', 'wrong_item'],
  lone: 3,
  dear: 0.8,
  shape: ({ usual, random }) => ({
    ...wantsMoney,
    sendBack: { content: 'empty', label: 'redirected', afterDays: usual.sendBack?.afterDays ?? random.between(1, 4) },
  }),
};
