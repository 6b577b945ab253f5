import { type MarkKind, markKinds } from './cases.ts';
import type { Ground } from './ground.ts';
import { append } from './grouping.ts';

/** What the claims of a ring have in common, as counts. `core` are those joined by a tool: they were not chosen by their looks. */
export class Profile {
  readonly #ground: Ground;
  readonly members: readonly number[];
  readonly byHousehold = new Map<number, number[]>();
  /** Counts of trait values and of the groups that they are compared in, of the core alone. */
  readonly traits: Float64Array;
  readonly traitGroups: Float64Array;
  /** Counts by {@link markKey}. */
  readonly marks = new Map<number, number>();
  readonly kinds = new Map<MarkKind, number>();
  readonly countries = new Map<string, number>();
  readonly phrases = new Map<number, number>();
  readonly saidIn: Float64Array;
  readonly #core: ReadonlySet<number>;
  readonly #all: ReadonlySet<number>;
  readonly #singles = new Map<MarkKind, number>();
  readonly #unfound: number;
  size = 0;

  /** `unfound` are members that a ring is expected to have beyond these, in the mean of all rings: those who share a tool are found first. */
  constructor(ground: Ground, members: readonly number[], core: ReadonlySet<number>, unfound: number) {
    this.#ground = ground;
    this.#unfound = unfound;
    this.#core = core;
    this.members = members;
    this.#all = new Set(members);
    this.traits = new Float64Array(ground.traitValues.length);
    this.traitGroups = new Float64Array(ground.traitGroups);
    this.saidIn = new Float64Array(ground.phrases.languages);
    for (const member of members) {
      this.#count(member, 1);
      append(this.byHousehold, ground.household[member]!, member);
    }
  }

  /** What `read` finds while the household is taken out: nobody is evidence for themselves. */
  without<Found>(household: number, read: () => Found): Found {
    const own = this.byHousehold.get(household);
    if (own === undefined) return read();
    for (const member of own) this.#count(member, -1);
    const found = read();
    for (const member of own) this.#count(member, 1);
    return found;
  }

  #count(member: number, by: 1 | -1): void {
    const { cases, traits, traitValues, phrases } = this.#ground;
    const each = cases[member]!;
    this.size += by;
    if (this.#core.has(member)) {
      for (const value of traits[member]!) {
        this.traits[value]! += by;
        this.traitGroups[traitValues[value]!.group]! += by;
      }
    }
    const country = each.traits.get('country');
    if (country !== undefined) raise(this.countries, country, by);
    const kinds = new Set<MarkKind>();
    for (const mark of each.marks) {
      if (mark.own) continue;
      raise(this.marks, markKey(mark.kind, mark.value), by);
      kinds.add(mark.kind);
    }
    for (const kind of kinds) raise(this.kinds, kind, by);
    const language = phrases.language[member]!;
    if (language < 0) return;
    this.saidIn[language]! += by;
    for (const phrase of phrases.of[member]!) raise(this.phrases, phrase, by);
  }

  /** Members whose moments lie within the span around this one, the household left out. */
  near(at: number, span: number, household: number): number {
    const { cases } = this.#ground;
    let found = 0;
    for (const member of this.members)
      if (this.#ground.household[member] !== household && Math.abs(cases[member]!.at - at) <= span) found++;
    return found;
  }

  /**
   * Share of the members who bring the kind whose values nobody else in the ring has: how often the operator changes tools. Members not found yet are
   * taken to share none, or their tool would have told them.
   */
  singleShare(kind: MarkKind): number {
    const known = this.#singles.get(kind);
    if (known !== undefined) return known;
    let single = 0;
    let bearers = 0;
    for (const member of this.members) {
      const of = this.#ground.cases[member]!.marks.filter(mark => mark.kind === kind && !mark.own);
      if (of.length === 0) continue;
      bearers++;
      if (
        of.every(mark => (this.#ground.carriers.get(mark.value) ?? []).filter(each => this.#all.has(each)).length <= 1)
      )
        single++;
    }
    const unfound = (this.#unfound * bearers) / Math.max(1, this.members.length);
    const share = (single + 1 + unfound) / (bearers + 2 + unfound);
    this.#singles.set(kind, share);
    return share;
  }
}

function raise<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

/** One number for a kind and a value: an employee who granted is another mark than the same employee who received. */
export function markKey(kind: MarkKind, value: number): number {
  return value * markKinds.length + markKinds.indexOf(kind);
}
