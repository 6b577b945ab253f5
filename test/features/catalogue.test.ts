import { expect, test } from 'vitest';
import type { Fact, FactOf } from '../../src/domain/fact.ts';
import { parseMoment } from '../../src/domain/time.ts';
import { featureCatalogue, featuresOf } from '../../src/features/catalogue.ts';
import type { FeatureType, FeatureValue } from '../../src/features/family.ts';
import type { Known } from '../../src/features/known.ts';
import { foldOrder } from '../../src/ledger/fold.ts';
import { defaultTerms } from '../../src/ledger/terms.ts';

const moment = parseMoment('2026-03-06T09:21:00Z')!;

const claim = {
  type: 'claim.filed',
  source: '/shop/de',
  id: 'claim-1',
  at: moment,
  knownAt: moment,
  seq: 1,
  data: {
    claim_id: 'CL-7',
    account_id: 'A-17',
    order_id: 'O-1001',
    lines: [],
    reason: 'not_received',
    wants: 'refund',
    amount: '129.00',
    currency: 'EUR',
  },
} as unknown as FactOf<'claim.filed'>;

/** Nothing but the claim is known. */
const bare: Known = {
  claim,
  moment,
  order: null,
  dossier: [claim as Fact],
  ledger: foldOrder(claim.data.order_id, [claim as Fact], moment, { active: () => 'unknown' }, defaultTerms),
  account: { moves: [], truncated: false, judgements: [] },
  shared: [],
  cameBack: new Set(),
  wordings: [],
  rings: { tools: [], memberships: [] },
  seen: new Map(),
  rates: { area: null, street: null, country: null, carrier: null, goods: null },
  staff: [],
};

function fits(value: FeatureValue, type: FeatureType): boolean {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value);
    case 'double':
      return typeof value === 'number' && !Number.isNaN(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'list<string>':
      return Array.isArray(value) && value.every(item => typeof item === 'string');
  }
}

test('[FEATURE-1] every feature has a name of its own and a sentence for whoever writes rules', () => {
  expect(new Set(featureCatalogue.map(feature => feature.name)).size).toBe(featureCatalogue.length);
  for (const { name, doc } of featureCatalogue) {
    expect(name).toMatch(/^[a-z]+\.[a-z0-9_]+$/);
    expect(doc, name).toMatch(/^[A-Z].{10,}\.$/);
  }
});

test('[FEATURE-2] with nothing known but the claim, every feature has its type, and null stands only where a feature may be unknown', () => {
  const { values } = featuresOf(bare);
  expect(values).toHaveLength(featureCatalogue.length);
  featureCatalogue.forEach(({ name, type, optional }, slot) => {
    const value = values[slot]!;
    expect(value === null ? optional : fits(value, type), `${name} is ${JSON.stringify(value)}`).toBe(true);
  });
});

test('[FEATURE-3] the same knowledge gives the same features and the same facts behind them', () => {
  const once = featuresOf(bare);
  const again = featuresOf(structuredClone(bare));
  expect(again.values).toEqual(once.values);
  featureCatalogue.forEach((_, slot) => {
    expect(again.factsOf(slot)).toEqual(once.factsOf(slot));
  });
});
