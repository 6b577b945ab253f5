import { type Pattern, wantsMoney } from './pattern.ts';

/** 5. Another unit goes back: older, broken, or an imitation. */
export const switchedReturn: Pattern = {
  name: 'switched_return',
  verdict: 'fraud',
  reasons: ['changed_mind', 'changed_mind', 'defective', 'not_as_described'],
  lone: 9,
  dear: 0.85,
  shape: ({ usual, random }) => ({
    ...wantsMoney,
    sendBack: { content: 'switched', label: 'issued', afterDays: usual.sendBack?.afterDays ?? random.between(1, 4) },
  }),
};
