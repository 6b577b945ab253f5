import { brokenUnit, type Pattern, reused, wantsMoney } from './pattern.ts';

/** 16. A defect that is none, or the defect of another unit, for which others have claimed already. */
export const warrantyFraud: Pattern = {
  name: 'warranty_fraud',
  verdict: 'fraud',
  reasons: ['defective'],
  lone: 6,
  dear: 0.8,
  shape: scene => ({
    ...wantsMoney,
    attachments: scene.random.chance(0.5) ? [reused(scene, 'photo', 3)] : scene.usual.attachments,
    sendBack: scene.random.chance(0.5)
      ? {
          content: 'switched',
          label: 'issued',
          afterDays: scene.usual.sendBack?.afterDays ?? 2,
          serial: brokenUnit(scene),
        }
      : null,
  }),
};
