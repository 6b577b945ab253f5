import type { ProfileRows, Sighting } from '../profiles/rows.ts';

/** Sightings remembered while importing: about 10 MB. What is forgotten is only written once more, to no effect. */
const rememberedMax = 50_000;

/**
 * Remembers which sightings are in the database already, so that an import does not write the same account on the same device
 * with every session. Only what a committed batch wrote may be remembered.
 */
export class SeenSightings {
  readonly #knownAt = new Map<string, number>();

  /** Takes those out that are there already, as early or earlier. */
  leaveOut(rows: ProfileRows): void {
    for (const [key, sighting] of rows.sightings) {
      const known = this.#knownAt.get(key);
      if (known !== undefined && known <= sighting.knownAt) rows.sightings.delete(key);
    }
  }

  remember(sightings: ReadonlyMap<string, Sighting>): void {
    if (this.#knownAt.size + sightings.size > rememberedMax) this.#knownAt.clear();
    for (const [key, { knownAt }] of sightings) this.#knownAt.set(key, knownAt);
  }
}
