import type { Ground } from './ground.ts';
import type { Habits } from './habits.ts';
import type { Profile } from './profile.ts';
import { sharingOdds } from './sharing.ts';
import type { TraitShares } from './trait-shares.ts';

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
export function traitOdds(
  { traitValues, traits }: Ground,
  profiles: readonly Profile[],
  shares: TraitShares,
  habits: Habits['traits'],
): TraitOdds {
  const ofRings = Float64Array.from(shares.pooled, (pooled, value) => Math.log(pooled / shares.usual[value]!));
  const lone = Float64Array.from(traitValues, ({ name }, value) => (operatorsOnly.has(name) ? 0 : ofRings[value]!));
  const ofRing = (profile: Profile, value: number): number => {
    const { name, text } = traitValues[value]!;
    const odds = sharingOdds(shares.sharing(profile, value), habits[name]) + ofRings[value]!;
    if (name !== 'visit' || text !== 'own own') return odds;
    return Math.log(ownVisits / shares.usual[value]! + (1 - ownVisits) * Math.exp(odds));
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
