import { type Pattern, wantsMoney } from './pattern.ts';

/** 10b. Somebody else signs in as an agent and grants refunds. */
export const stolenCredentials: Pattern = {
  name: 'stolen_credentials',
  verdict: 'fraud',
  reasons: ['not_received', 'damaged', 'not_as_described'],
  lone: 0,
  dear: 0.9,
  fits: (ring, account) => ring?.stolen != null && ring.stolen.country === account.market.country,
  shape: ({ ring }) => ({
    ...wantsMoney,
    way: 'form',
    attempts: 1,
    sendBack: null,
    insider: { way: 'stolen', employee: ring!.stolen! },
  }),
};
