import { type Pattern, wantsMoney } from './pattern.ts';

/** 19. A person whose account was closed is back under another. */
export const reRegistration: Pattern = {
  name: 're_registration',
  verdict: 'fraud',
  reasons: ['not_received', 'missing_item', 'damaged'],
  lone: 10,
  dear: 0.6,
  needs: 'returning',
  shape: () => ({ ...wantsMoney }),
};
