import type { GroupEvidence } from './group-evidence.ts';
import type { Member } from './settle.ts';

/** Expected share of true members among those reported. */
const memberPrecision = 0.95;
/** However sure the others are, nobody is reported of whom it is more than twice as likely that they are no member. */
const memberMin = 1 / 3;

type Passed = Pick<GroupEvidence, 'ring' | 'members'>;

/**
 * Ring -> its members that are reported, from the surest down while their mean probability stays above the precision that is promised (Newton, Noueiry, Sarkar,
 * Ahlquist, "Detecting differential gene expression", 2004): each claim in the ring that it most likely is of. How sure counts over all rings that
 * passed: whoever may be of this part of a service or of that one is a customer of it all the same.
 */
export function membersOf(passed: readonly Passed[]): ReadonlyMap<number, readonly Member[]> {
  const places = new Map<number, { ring: number; member: Member; ofAny: number }>();
  for (const { ring, members } of passed)
    for (const member of members) {
      const before = places.get(member.index);
      const ofAny = (before?.ofAny ?? 0) + member.probability;
      const likelier = before === undefined || before.member.probability < member.probability;
      places.set(member.index, likelier ? { ring, member, ofAny } : { ...before, ofAny });
    }
  const least = leastProbability([...places.values()].map(({ ofAny }) => ofAny));
  const reported = new Map(passed.map(({ ring }) => [ring, [] as Member[]]));
  for (const { ring, member, ofAny } of places.values()) if (ofAny >= least) reported.get(ring)!.push(member);
  for (const members of reported.values()) members.sort((left, right) => left.index - right.index);
  return reported;
}

/** The least sure that is reported while the mean of all who are as sure keeps the precision that is promised. */
function leastProbability(all: number[]): number {
  let sum = 0;
  let least = 1;
  for (const [index, probability] of all.sort((left, right) => right - left).entries()) {
    sum += probability;
    if (probability < memberMin || sum / (index + 1) < memberPrecision) break;
    least = probability;
  }
  return least;
}
