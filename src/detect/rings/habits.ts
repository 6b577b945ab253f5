import { type TraitName, traitNames } from './cases.ts';
import type { Ground } from './ground.ts';
import { append } from './grouping.ts';
import type { Profile } from './profile.ts';
import { type CountryShares, countrySharing, type Sharing, sharingOdds, staffSharing, timeSharing } from './sharing.ts';
import type { TraitShares } from './trait-shares.ts';
import { isStaff, type StaffKind, staffKinds } from './work.ts';

/**
 * Weight of what is usual beside what the other members of a ring did, in members: small for what rings keep to, large for what they do as everybody does. An
 * agent who happened to take the call tells little of a ring, a receiver who passes its empty boxes tells much; how much is learned from the rings at hand.
 */
export interface Habits {
  readonly staff: Readonly<Record<StaffKind, number>>;
  readonly traits: Readonly<Record<TraitName, number>>;
  readonly country: number;
  readonly time: number;
}

/** What is taken to hold until rings say otherwise. */
const unlearned = { staff: 2, trait: 4, country: 4, time: 3 } as const;
/** Tried: the weight from before times these powers of two; from where a single member tells nearly all to where a hundred tell hardly anything. */
const powers = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
/** A weight so many times another (as ln) than before is as surprising as one standard deviation. */
const spread = Math.log(4);

/**
 * Learned from the members that are tied by more than their looks, each told by those of other households of their ring. Of staff all marks count here and only the
 * most telling of a kind when a claim is weighed, so that whom many claims meet is rather told too little. What all rings do with a trait has the member's own
 * part in it; with few rings that lets a trait tell what it tells of rings at large.
 */
export function habitsOf(
  ground: Ground,
  usualCountry: CountryShares,
  profiles: readonly Profile[],
  core: ReadonlySet<number>,
  shares: TraitShares,
): Habits {
  const staff = new Map<StaffKind, Sharing[]>();
  const traits = new Map<TraitName, Sharing[]>();
  const countries: Sharing[] = [];
  const times: Sharing[] = [];
  const see = (member: number, profile: Profile) => {
    for (const value of ground.traits[member]!)
      append(traits, ground.traitValues[value]!.name, shares.sharing(profile, value));
    for (const { kind, value, own } of ground.cases[member]!.marks)
      if (!own && isStaff(kind)) append(staff, kind, staffSharing(ground, profile, kind, value));
    countries.push(countrySharing(ground, usualCountry, profile, member));
    times.push(timeSharing(ground, profile, member));
  };
  for (const profile of profiles)
    for (const member of profile.members)
      if (core.has(member)) profile.without(ground.household[member]!, () => see(member, profile));
  return {
    staff: record(staffKinds, kind => learnHabit(staff.get(kind) ?? [], unlearned.staff)),
    traits: record(traitNames, name => learnHabit(traits.get(name) ?? [], unlearned.trait)),
    country: learnHabit(countries, unlearned.country),
    time: learnHabit(times, unlearned.time),
  };
}

/**
 * The weight under which what was seen is likeliest, each member told by the others: leave-one-out likelihood of a Dirichlet-multinomial law (Minka, "Estimating a
 * Dirichlet distribution", 2000) over a grid, with a log-normal prior around the weight from before.
 */
export function learnHabit(seen: readonly Sharing[], from: number): number {
  let best = from;
  let most = Number.NEGATIVE_INFINITY;
  for (const power of powers) {
    const habit = from * 2 ** power;
    const surprise = Math.log(habit / from) / spread;
    const likely = seen.reduce((sum, sharing) => sum + sharingOdds(sharing, habit), -(surprise ** 2) / 2);
    if (likely <= most) continue;
    most = likely;
    best = habit;
  }
  return best;
}

function record<Key extends string>(keys: readonly Key[], of: (key: Key) => number): Readonly<Record<Key, number>> {
  return Object.fromEntries(keys.map(key => [key, of(key)])) as Record<Key, number>;
}
