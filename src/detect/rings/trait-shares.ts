import type { Ground } from './ground.ts';
import type { Profile } from './profile.ts';
import type { Sharing } from './sharing.ts';

/** Weight of what is usual outside rings beside what all rings' cores do. */
const pooledHabit = 10;

/** Trait value -> its share within its group among claims outside rings, and among the cores of all rings. */
export class TraitShares {
  readonly #ground: Ground;
  readonly usual: Float64Array;
  readonly pooled: Float64Array;

  constructor(ground: Ground, profiles: readonly Profile[], inRing: Int32Array) {
    this.#ground = ground;
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
    this.usual = Float64Array.from(
      traitValues,
      ({ group }, value) => (counts[value]! + 0.5) / (groups[group]! + 0.5 * (kinds[group]! + 1)),
    );
    this.pooled = Float64Array.from(traitValues, ({ group }, value) => {
      const own = profiles.reduce((sum, profile) => sum + profile.traits[value]!, 0);
      const all = profiles.reduce((sum, profile) => sum + profile.traitGroups[group]!, 0);
      return (own + pooledHabit * this.usual[value]!) / (all + pooledHabit);
    });
  }

  /** Of the ring's core those who have the value; what is usual for it is what all rings do. */
  sharing(profile: Profile, value: number): Sharing {
    const { group } = this.#ground.traitValues[value]!;
    return { shared: profile.traits[value]!, bearers: profile.traitGroups[group]!, usual: this.pooled[value]! };
  }
}
