import { type Pattern, reused, wantsMoney } from './pattern.ts';

/** 17. A picture that has served before, or was made for the purpose. */
export const forgedEvidence: Pattern = {
  name: 'forged_evidence',
  verdict: 'fraud',
  reasons: ['damaged', 'defective', 'wrong_item', 'empty_parcel'],
  lone: 7,
  dear: 0.6,
  shape: scene => ({ ...wantsMoney, attachments: [reused(scene, 'photo', 4)], sendBack: null }),
};
