import { dayUs } from '../../domain/time.ts';
import type { Ground } from './ground.ts';
import { countBelow } from './grouping.ts';
import { markKey, type Profile } from './profile.ts';
import type { StaffKind } from './work.ts';

/** Of `bearers` other members `shared` have the same; `usual` is its share among those that the ring is compared with. */
export interface Sharing {
  readonly shared: number;
  readonly bearers: number;
  readonly usual: number;
}

/** Country -> its share of all claims. */
export type CountryShares = ReadonlyMap<string, number>;

/** A service works in bouts: members this close in time are its neighbours. */
const bout = 15 * dayUs;

/** ln of how much likelier a ring makes what its members share than chance does; `habit` is the weight of what is usual, in members. */
export function sharingOdds({ shared, bearers, usual }: Sharing, habit: number): number {
  return Math.log((shared + habit * usual) / (bearers + habit) / usual);
}

export function usualCountries({ cases }: Ground): CountryShares {
  const found = new Map<string, number>();
  for (const each of cases) {
    const country = each.traits.get('country') ?? '';
    found.set(country, (found.get(country) ?? 0) + 1 / cases.length);
  }
  return found;
}

export function countrySharing({ cases }: Ground, usual: CountryShares, profile: Profile, index: number): Sharing {
  const country = cases[index]!.traits.get('country') ?? '';
  return { shared: profile.countries.get(country) ?? 0, bearers: profile.size, usual: usual.get(country) ?? 0 };
}

export function timeSharing({ cases, moments, household }: Ground, profile: Profile, index: number): Sharing {
  const { at } = cases[index]!;
  const usual = (countBelow(moments, at + bout + 1) - countBelow(moments, at - bout)) / moments.length;
  return { shared: profile.near(at, bout, household[index]!), bearers: profile.size, usual };
}

export function staffSharing({ workShare }: Ground, profile: Profile, kind: StaffKind, value: number): Sharing {
  const shared = profile.marks.get(markKey(kind, value)) ?? 0;
  return { shared, bearers: profile.kinds.get(kind) ?? 0, usual: workShare(kind, value) };
}
