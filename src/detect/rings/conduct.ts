import { lossReasons } from '../../domain/events/claim.ts';
import type { Case, TraitName } from './cases.ts';
import type { Ground } from './ground.ts';

/**
 * How much likelier each trait is in a claim that an operator makes than in one of anybody's (not their logarithms). Carers, advice centres and
 * helpful neighbours file for many with one device too; what tells them from an operator is that the goods they claim for come back as they
 * were sent, are of any value, or are known by the carrier to be lost. The kinds are those of the taxonomy of refund abuse (empty, switched and diverted
 * returns, receipts that nobody saw arrive, dear goods); the figures are rounded from simulated shops of three makers (docs/decisions/0011).
 */
const likelier: readonly (readonly [trait: TraitName, ratios: Readonly<Record<string, number>>])[] = [
  ['amount', { 'lower half': 0.5, 'third quarter': 1.2, 'upper quarter': 1.75, 'top tenth': 1.75 }],
  ['back', { received: 0.35, asked: 0.6, none: 1.5, typed: 3, untraced: 8, wrong: 8, elsewhere: 15, light: 20 }],
  ['dispute', { yes: 3 }],
  ['verdict', { fraud: 20, abuse: 5, honest: 0.6 }],
];
/** The parcel never arrived by the carrier's own account. */
const neverArrived = 0.4;

/**
 * Share of the households that have had a claim made for them and have another made: customers use a service once or twice (domain), a helper is
 * asked again. A guess that lies close together, since how often depends on how long the data run.
 */
const again = { operator: 0.25, helper: 0.45 } as const;
/** Helpers of more households than a few are rarer than operators of as many, by this for each. */
const fewHouseholds = 3;
const widerByOperators = 1.5;

/** A helper is taken to be as likely as an operator before the claims are looked at; what is reported is at least nine times likelier an operator's. */
export const conductMin = Math.log(9);
/** Claims that speak so clearly for a helper (nats) are not even the beginning of a ring. */
export const helperMax = -2;

/** ln of how much likelier the claims are an operator's than a helper's: each by what became of it, and all by for how many they are. */
export function conductOf(
  { cases, household }: Pick<Ground, 'cases' | 'household'>,
  indices: readonly number[],
): number {
  const households = new Set(indices.map(index => household[index])).size;
  const repeated = indices.length - households;
  return (
    indices.reduce((sum, index) => sum + conductOfCase(cases[index]!), 0) +
    repeated * Math.log(again.operator / again.helper) +
    households * Math.log((1 - again.operator) / (1 - again.helper)) +
    Math.max(0, households - fewHouseholds) * Math.log(widerByOperators)
  );
}

function conductOfCase({ traits }: Case): number {
  let sum = 0;
  for (const [trait, ratios] of likelier) {
    const text = traits.get(trait);
    if (text !== undefined) sum += Math.log(ratios[text.slice(text.indexOf('|') + 1)] ?? 1);
  }
  const [reason, waited] = (traits.get('waited') ?? '').split('|');
  return lossReasons.has(reason ?? '') && waited === 'unknown' ? sum + Math.log(neverArrived) : sum;
}
