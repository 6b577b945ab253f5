import { type Pattern, wantsMoney } from './pattern.ts';

const categories = new Set(['fashion', 'shoes']);
/** Share of its orders that are for the same in three sizes. */
const bracketed = 0.4;

/** 15. Worn for an evening, or ordered in three sizes every time, and sent back. */
export const wardrobing: Pattern = {
  name: 'wardrobing',
  verdict: 'abuse',
  reasons: ['changed_mind'],
  lone: 55,
  dear: 0,
  articles: ({ catalogue }, random) => {
    const worn = catalogue.articles.filter(each => categories.has(each.category));
    const chosen = random.pick(random.chance(0.6) ? worn.filter(each => each.price > 60) : worn);
    if (!random.chance(bracketed)) return [[chosen, 1]];
    const alike = worn.filter(each => each.noun.en === chosen.noun.en && each !== chosen);
    return [chosen, ...alike.slice(0, 2)].map(each => [each, 1] as const);
  },
  shape: ({ usual, random }) => ({
    ...wantsMoney,
    sendBack: {
      content: random.chance(0.75) ? 'used' : 'goods',
      label: 'issued',
      afterDays: usual.sendBack?.afterDays ?? random.between(1, 4),
    },
  }),
};
