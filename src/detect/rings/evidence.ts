import type { Mark, MarkKind } from './cases.ts';
import type { Ground } from './ground.ts';
import { append } from './grouping.ts';
import { type Habits, habitsOf } from './habits.ts';
import { markKey, Profile } from './profile.ts';
import {
  type CountryShares,
  countrySharing,
  sharingOdds,
  staffSharing,
  timeSharing,
  usualCountries,
} from './sharing.ts';
import { type TraitOdds, traitOdds } from './trait-odds.ts';
import { TraitShares } from './trait-shares.ts';
import { isVisit } from './visits.ts';
import { WordsScore } from './words-score.ts';
import { isStaff } from './work.ts';

/** One reason for or against a claim being the ring's: ln of how much likelier it is there than among claims at large. */
export interface Reason {
  readonly kind: 'prior' | 'verdict' | 'trait' | 'country' | 'time' | 'words' | MarkKind;
  readonly nats: number;
  /** Number of the mark's value or of the trait value; -1 where there is none. */
  readonly value: number;
  /** Other members who share it. */
  readonly shared: number;
}

/** Weight of members who share no value of a kind beside those who share one. */
const valueHabit = 2;
/** An operator never seen before with fresh tools is no stranger to a ring than this share. */
const singleShareMin = 0.15;
/** All rings together are taken to have at least so many members beyond those found. */
const unfoundMembers = 5;

/** Kinds of which one says what the other says: only the stronger of both counts. */
const family: Readonly<Partial<Record<MarkKind, MarkKind>>> = { network: 'ip', picture: 'document' };

/** The rings as they stand in one round, ready to weigh any claim against any of them. */
export class Weighing {
  readonly #ground: Ground;
  readonly #odds: TraitOdds;
  readonly #words: readonly WordsScore[];
  readonly #prior: number;
  /** Ring -> the accounts of its members. */
  readonly #accounts: readonly ReadonlySet<number>[];
  readonly #usualCountries: CountryShares;
  readonly #habits: Habits;
  readonly #expected: number;
  readonly #unfound: number;
  readonly profiles: readonly Profile[];
  readonly core: ReadonlySet<number>;
  /** Case -> its ring, or -1. */
  readonly inRing: Int32Array;

  /** `expected` is the number of members of all rings, as the round before weighed every claim; 0 where there was none. */
  constructor(ground: Ground, rings: readonly (readonly number[])[], expected = 0, before: Relearning | null = null) {
    this.#ground = ground;
    this.core = coreOf(ground, rings);
    this.inRing = new Int32Array(ground.cases.length).fill(-1);
    for (const [ring, members] of rings.entries()) for (const member of members) this.inRing[member] = ring;
    const known = rings.reduce((sum, each) => sum + each.length, 0);
    const many = Math.max(1, rings.length);
    this.#expected = expected;
    this.#unfound = before === null ? Math.max(0, expected - known) / many : before.weighing.#unfound;
    this.#prior = Math.log(Math.max(expected, known + unfoundMembers) / many / ground.cases.length);
    const stays = (ring: number) => before !== null && ring !== before.ring;
    this.profiles = rings.map((members, ring) =>
      stays(ring) ? before!.weighing.profiles[ring]! : new Profile(ground, members, this.core, this.#unfound),
    );
    this.#usualCountries = before === null ? usualCountries(ground) : before.weighing.#usualCountries;
    this.#words = this.profiles.map((profile, ring) =>
      stays(ring) ? before!.weighing.wordsOf(ring) : new WordsScore(ground, profile, this.inRing, this.core),
    );
    const shares = new TraitShares(ground, this.profiles, this.inRing);
    this.#habits =
      before === null
        ? habitsOf(ground, this.#usualCountries, this.profiles, this.core, shares)
        : before.weighing.#habits;
    this.#odds = traitOdds(ground, this.profiles, shares, this.#habits.traits);
    this.#accounts = rings.map(of => new Set(of.map(member => ground.cases[member]!.account)));
  }

  /**
   * The rings with one learned anew from these members, on a ground where other marks tie; the others stay as they were learned, and so do the habits and how
   * many members are expected.
   */
  relearned(ground: Ground, ring: number, members: readonly number[]): Weighing {
    const rings = this.profiles.map((profile, at) => (at === ring ? members : profile.members));
    return new Weighing(ground, rings, this.#expected, { weighing: this, ring });
  }

  wordsOf(ring: number): WordsScore {
    return this.#words[ring]!;
  }

  /** ln of the odds of the claim being this ring's rather than nobody's, before the household's own part is taken out. */
  reasons(index: number, ring: number): Reason[] {
    const profile = this.profiles[ring]!;
    return profile.without(this.#ground.household[index]!, () => this.#weigh(index, ring, profile));
  }

  /** Whether an anchor ties the claim to another household of this ring. */
  isTied(index: number, ring: number): boolean {
    return this.inRing[index] === ring && this.core.has(index);
  }

  /** Sum of the reasons, in nats. Claims that look nothing like the ring's and share no value with it are not weighed further. */
  total(index: number, ring: number): number {
    const profile = this.profiles[ring]!;
    if (!profile.byHousehold.has(this.#ground.household[index]!)) {
      const looks = this.#prior + this.#odds.looks(ring, index);
      const shares = this.#ground.cases[index]!.marks.some(
        mark => !mark.own && profile.marks.has(markKey(mark.kind, mark.value)),
      );
      if (!shares && looks < hopeless) return looks;
    }
    return this.reasons(index, ring).reduce((sum, reason) => sum + reason.nats, 0);
  }

  /** ln of the odds that somebody cheats alone here: they act as rings do and share nothing with one. */
  alone(index: number): number {
    return this.#odds.alone(index) + Math.log(Math.max(loneShareMin, this.#ringShare()));
  }

  #ringShare(): number {
    return this.profiles.reduce((sum, each) => sum + each.size, 0) / this.#ground.cases.length;
  }

  #weigh(index: number, ring: number, profile: Profile): Reason[] {
    if (profile.size === 0) return [{ kind: 'prior', nats: Number.NEGATIVE_INFINITY, value: -1, shared: 0 }];
    const ground = this.#ground;
    const each = ground.cases[index]!;
    const reasons: Reason[] = [{ kind: 'prior', nats: this.#prior, value: -1, shared: profile.size }];
    for (const value of ground.traits[index]!)
      if (ground.traitValues[value]!.name !== 'country')
        reasons.push({ kind: 'trait', nats: this.#odds.ofRing(profile, value), value, shared: profile.traits[value]! });
    const place = countrySharing(ground, this.#usualCountries, profile, index);
    reasons.push({
      kind: 'country',
      nats: sharingOdds(place, this.#habits.country),
      value: -1,
      shared: place.shared,
    });
    const bout = timeSharing(ground, profile, index);
    reasons.push({ kind: 'time', nats: sharingOdds(bout, this.#habits.time), value: -1, shared: bout.shared });
    const words = this.#words[ring]!.evidence(index);
    if (words !== null) reasons.push({ kind: 'words', nats: words, value: -1, shared: profile.size });
    if (ground.verdicts.keptOut(each.account, this.#accounts[ring]!))
      reasons.push({ kind: 'verdict', nats: keptOutNats, value: -1, shared: 0 });
    return [...reasons, ...this.#marks(each.marks, profile)];
  }

  #marks(marks: readonly Mark[], profile: Profile): Reason[] {
    const best = new Map<MarkKind, Reason>();
    for (const mark of marks) {
      if (mark.own) continue;
      const reason = this.#mark(mark, profile);
      const kind = family[mark.kind] ?? mark.kind;
      const there = best.get(kind);
      if (there === undefined || there.nats < reason.nats) best.set(kind, reason);
    }
    return [...best.values()];
  }

  #mark({ kind, value }: Mark, profile: Profile): Reason {
    if (isStaff(kind)) {
      const sharing = staffSharing(this.#ground, profile, kind, value);
      return { kind, nats: sharingOdds(sharing, this.#habits.staff[kind]), value, shared: sharing.shared };
    }
    const shared = profile.marks.get(markKey(kind, value)) ?? 0;
    const bearers = profile.kinds.get(kind) ?? 0;
    if (shared === 0) {
      // Fresh, or somebody else's: the less usual where the ring keeps its tools.
      const nats = bearers === 0 ? 0 : Math.log(Math.max(singleShareMin, profile.singleShare(kind)));
      return { kind, nats, value, shared };
    }
    const seen = isVisit(kind)
      ? (this.#ground.exposure.get(value)?.accounts ?? 0)
      : this.#ground.carriers.get(value)!.length;
    const elsewhere = Math.max(0, seen - shared - 1);
    const nats = Math.log(shared / (bearers + valueHabit) / ((elsewhere + 0.5) / this.#ground.cases.length));
    return { kind, nats, value, shared };
  }
}

interface Relearning {
  readonly weighing: Weighing;
  readonly ring: number;
}

/** Whoever a person found to be no member is none, whatever speaks for it. */
const keptOutNats = -1_000;
/** Words, country and time together hardly make up for so little (nats). */
const hopeless = -11;
/** There are always some who cheat alone. */
const loneShareMin = 0.005;

/** Members that an anchor ties to another household of their ring: they were not chosen by how their claims look. */
export function coreOf(ground: Ground, rings: readonly (readonly number[])[]): ReadonlySet<number> {
  const ringOf = new Map(rings.flatMap((members, ring) => members.map(member => [member, ring] as const)));
  const core = new Set<number>();
  for (const { indices } of ground.anchors) {
    const met = new Map<number, number[]>();
    for (const index of indices) if (ringOf.has(index)) append(met, ringOf.get(index)!, index);
    for (const members of met.values())
      if (new Set(members.map(member => ground.household[member])).size > 1)
        for (const member of members) core.add(member);
  }
  return core;
}
