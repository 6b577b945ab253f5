import type { Pattern } from './pattern.ts';

/** 13. A replacement and the money for one unit. */
export const replacementAbuse: Pattern = {
  name: 'replacement_abuse',
  verdict: 'fraud',
  reasons: ['not_received', 'defective', 'damaged'],
  lone: 8,
  dear: 0.6,
  shape: () => ({ wants: 'replacement', remedy: 'replacement', afterwards: 'refund', sendBack: null, share: 1 }),
};
