import { type Pattern, wantsMoney } from './pattern.ts';

/** 15. Worn for an evening, or ordered in three sizes every time, and sent back. */
export const wardrobing: Pattern = {
  name: 'wardrobing',
  verdict: 'abuse',
  reasons: ['changed_mind'],
  lone: 55,
  dear: 0.25,
  shape: ({ usual, random }) => ({
    ...wantsMoney,
    sendBack: {
      content: random.chance(0.75) ? 'used' : 'goods',
      label: 'issued',
      afterDays: usual.sendBack?.afterDays ?? random.between(1, 4),
    },
  }),
};
