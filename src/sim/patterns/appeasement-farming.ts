import type { Pattern } from './pattern.ts';

/** 14. Small sums of goodwill, again and again. */
export const appeasementFarming: Pattern = {
  name: 'appeasement_farming',
  verdict: 'abuse',
  reasons: ['damaged', 'not_as_described', 'missing_item'],
  lone: 45,
  dear: 0.1,
  shape: ({ random }) => ({
    wants: 'credit',
    remedy: 'credit',
    sendBack: null,
    share: random.pick([0.15, 0.2, 0.25]),
    voice: { script: 0, frozen: 0, pressure: random.int(0, 2) },
  }),
};
