import type { Names } from './names.ts';
import { sameRing, sharedOf } from './same-ring.ts';

/** What an investigator found. `of` are other accounts of the ring in question, by which it is known again; none means every ring. */
export type Verdict =
  | { readonly kind: 'member'; readonly accountId: string; readonly of: readonly string[] }
  | { readonly kind: 'not_member'; readonly accountId: string; readonly of: readonly string[] }
  /** The value (`device:d-1`) is shared by coincidence and ties nobody. */
  | { readonly kind: 'coincidence'; readonly value: string };

/** A person who looked is believed over what the numbers say: about 3,000 to 1 for, beyond all evidence against. */
const forNats = 8;
const againstNats = -1_000;

interface Found {
  readonly kind: 'member' | 'not_member';
  readonly of: ReadonlySet<number>;
}

/** Verdicts by number, as the next run respects them. A later verdict on the same account and ring replaces an earlier one. */
export class Verdicts {
  readonly coincidences: ReadonlySet<number>;
  readonly #found: ReadonlyMap<number, readonly Found[]>;

  constructor(names: Names, verdicts: readonly Verdict[]) {
    const coincidences = new Set<number>();
    const found = new Map<number, readonly Found[]>();
    for (const verdict of verdicts) {
      if (verdict.kind === 'coincidence') {
        coincidences.add(names.find(verdict.value));
        continue;
      }
      const account = names.find(`a/${verdict.accountId}`);
      const others = verdict.of.map(each => names.find(`a/${each}`)).filter(each => each >= 0 && each !== account);
      const of = new Set(others);
      const before = (found.get(account) ?? []).filter(each => of.size > 0 && !sameRing(each.of, of));
      found.set(account, [...before, { kind: verdict.kind, of }]);
    }
    coincidences.delete(-1);
    this.coincidences = coincidences;
    this.#found = found;
  }

  /** What a verdict adds to the evidence that the account belongs to the ring of these accounts; 0 where there is none. */
  nats(account: number, ring: ReadonlySet<number>): number {
    const verdict = this.#on(account, ring);
    return verdict === null ? 0 : verdict === 'member' ? forNats : againstNats;
  }

  /**
   * The last verdict about this very ring; else whoever was found to be no member of a ring is kept out of what has one account of it, since a
   * ring may have fallen apart.
   */
  #on(account: number, ring: ReadonlySet<number>): Found['kind'] | null {
    const verdicts = this.#found.get(account);
    if (verdicts === undefined) return null;
    const about = verdicts.findLast(({ kind, of }) => (of.size === 0 ? kind === 'not_member' : sameRing(of, ring)));
    if (about !== undefined) return about.kind;
    return verdicts.some(({ kind, of }) => kind === 'not_member' && sharedOf(of, ring) > 0) ? 'not_member' : null;
  }
}
