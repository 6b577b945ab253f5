import { type Pattern, wantsMoney } from './pattern.ts';

/** 9. A receiver books goods in that never came. */
export const insiderReceipt: Pattern = {
  name: 'insider_receipt',
  verdict: 'fraud',
  reasons: ['changed_mind', 'changed_mind', 'defective', 'not_as_described'],
  lone: 0,
  dear: 0.9,
  fits: (ring, account) => ring?.dock != null && ring.dock.country === account.market.country,
  shape: ({ ring, usual, random }) => ({
    ...wantsMoney,
    sendBack: { content: 'nothing', label: 'issued', afterDays: usual.sendBack?.afterDays ?? random.between(1, 4) },
    insider: { way: 'dock', employee: ring!.dock! },
  }),
};
