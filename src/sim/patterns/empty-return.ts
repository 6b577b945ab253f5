import { type Pattern, wantsMoney } from './pattern.ts';

/** 4. An empty box, or one with something worthless, goes back. */
export const emptyReturn: Pattern = {
  name: 'empty_return',
  verdict: 'fraud',
  reasons: ['changed_mind', 'changed_mind', 'not_as_described', 'defective'],
  lone: 9,
  dear: 0.75,
  shape: ({ usual, random }) => ({
    ...wantsMoney,
    sendBack: { content: 'empty', label: 'issued', afterDays: usual.sendBack?.afterDays ?? random.between(1, 4) },
  }),
};
