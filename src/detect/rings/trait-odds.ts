import type { Ground } from './ground.ts';
import type { Profile } from './profile.ts';

/** Weight of all rings' habits beside this ring's, and of what is usual beside all rings'. */
const ringHabit = 4;
const pooledHabit = 10;
/**
 * Some customers of a service file the claim themselves, with the service's words: their devices are their own. How many do
 * is published nowhere, and rings whose tools are known cannot tell; one in four is a guess, and hardly anything hangs on it.
 */
const ownVisits = 0.25;
/** What only an operator's work changes: who cheats alone acts from home, looks up nobody and lives anywhere. */
const operatorsOnly: ReadonlySet<string> = new Set(['visit', 'viewed', 'country']);

/** ln of how much likelier a trait is in a ring, or with somebody who cheats alone, than among claims at large. */
export interface TraitOdds {
  readonly ofRing: (profile: Profile, value: number) => number;
  readonly alone: (index: number) => number;
  /** Sum over the claim's traits but its country, for a claim that is not the ring's own. */
  readonly looks: (ring: number, index: number) => number;
}

/**
 * Traits are compared within their group (what came back among claims of one reason), so that one property is not counted
 * twice. A ring's habits are shrunk towards those of all rings' cores, these towards what is usual outside rings.
 */
export function traitOdds(ground: Ground, profiles: readonly Profile[], inRing: Int32Array): TraitOdds {
  const { traitValues, traitGroups, traits } = ground;
  const counts = new Float64Array(traitValues.length);
  const groups = new Float64Array(traitGroups);
  const kinds = new Float64Array(traitGroups);
  for (const { group } of traitValues) kinds[group]!++;
  for (const [index, values] of traits.entries()) {
    if (inRing[index]! >= 0) continue;
    for (const value of values) {
      counts[value]!++;
      groups[traitValues[value]!.group]!++;
    }
  }
  const usual = Float64Array.from(
    traitValues,
    ({ group }, value) => (counts[value]! + 0.5) / (groups[group]! + 0.5 * (kinds[group]! + 1)),
  );
  const pooled = Float64Array.from(traitValues, ({ group }, value) => {
    const own = profiles.reduce((sum, profile) => sum + profile.traits[value]!, 0);
    const all = profiles.reduce((sum, profile) => sum + profile.traitGroups[group]!, 0);
    return (own + pooledHabit * usual[value]!) / (all + pooledHabit);
  });
  const lone = Float64Array.from(traitValues, ({ name }, value) =>
    operatorsOnly.has(name) ? 0 : Math.log(pooled[value]! / usual[value]!),
  );
  const ofRing = (profile: Profile, value: number): number => {
    const { group, name, text } = traitValues[value]!;
    const own = profile.traits[value]! + ringHabit * pooled[value]!;
    let share = own / (profile.traitGroups[group]! + ringHabit);
    if (name === 'visit' && text === 'own own') share = ownVisits + (1 - ownVisits) * share;
    return Math.log(share / usual[value]!);
  };
  const tables = profiles.map(profile =>
    Float64Array.from(traitValues, ({ name }, value) => (name === 'country' ? 0 : ofRing(profile, value))),
  );
  return {
    ofRing,
    looks: (ring, index) => traits[index]!.reduce((sum, value) => sum + tables[ring]![value]!, 0),
    alone: index => traits[index]!.reduce((sum, value) => sum + lone[value]!, 0),
  };
}
