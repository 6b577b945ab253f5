import { type Pattern, reused, wantsMoney } from './pattern.ts';

/** 18. A report that no police station knows. */
export const forgedPoliceReport: Pattern = {
  name: 'forged_police_report',
  verdict: 'fraud',
  reasons: ['not_received'],
  lone: 3,
  dear: 0.9,
  shape: scene => ({ ...wantsMoney, attachments: [reused(scene, 'police_report', 3)] }),
};
