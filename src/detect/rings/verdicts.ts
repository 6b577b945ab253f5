import { numberOf, wordingOf } from './coincidences.ts';
import type { Names } from './names.ts';
import { sameRing, sharedOf } from './same-ring.ts';
import { Wordings } from './wordings.ts';

/** What an investigator found. `of` are other accounts of the ring in question, by which it is known again; none means every ring. */
export type Verdict =
  | { readonly kind: 'member'; readonly accountId: string; readonly of: readonly string[] }
  | { readonly kind: 'not_member'; readonly accountId: string; readonly of: readonly string[] }
  /** The value (`device:d-1`, `employee:E-7` for an employee, `words:` with a stretch of text) is shared by coincidence and ties nobody. */
  | { readonly kind: 'coincidence'; readonly value: string };

/** A verdict on an account, with the other accounts of the ring that it was said of; none means every ring. */
interface Found<Account> {
  readonly kind: 'member' | 'not_member';
  readonly of: ReadonlySet<Account>;
}

/** Verdicts by number, as the next run respects them. A later verdict on the same account and ring replaces an earlier one. */
export class Verdicts {
  readonly coincidences: ReadonlySet<number>;
  readonly wordings: Wordings;
  readonly #found: ReadonlyMap<number, readonly Found<number>[]>;

  constructor(names: Names, verdicts: readonly Verdict[]) {
    const coincidences = new Set<number>();
    const wordings: (readonly string[])[] = [];
    const found = new Map<number, readonly Found<number>[]>();
    for (const verdict of verdicts) {
      if (verdict.kind === 'coincidence') {
        const wording = wordingOf(verdict.value);
        if (wording === null) coincidences.add(numberOf(names, verdict.value));
        else wordings.push(wording);
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
    this.wordings = new Wordings(wordings);
    this.#found = found;
  }

  /** Whether somebody found that the account does not belong to the ring of these accounts. */
  keptOut(account: number, ring: ReadonlySet<number>): boolean {
    return this.#on(account, ring) === 'not_member';
  }

  /** Account -> the rings, by their place in the list, that people found it to be a member of: for each verdict the one that shares most with what it meant. */
  members(rings: readonly ReadonlySet<number>[]): ReadonlyMap<number, ReadonlySet<number>> {
    const found = new Map<number, ReadonlySet<number>>();
    for (const [account, verdicts] of this.#found) {
      const meant = verdicts.flatMap(({ kind, of }) => (kind === 'member' ? nearest(of, rings) : []));
      const standing = meant.filter(ring => this.#on(account, rings[ring]!) === 'member');
      if (standing.length > 0) found.set(account, new Set(standing));
    }
    return found;
  }

  #on(account: number, ring: ReadonlySet<number>): Found<number>['kind'] | null {
    return countingIn(ring, this.#found.get(account) ?? [])?.kind ?? null;
  }
}

/**
 * Of the verdicts on an account, in the order in which they were said, the one that counts in the ring of these accounts: the last about this very ring;
 * else whoever was found to be no member of a ring is kept out of what has one account of it, since a ring may have fallen apart.
 */
export function countingIn<Account, Said extends Found<Account>>(
  ring: ReadonlySet<Account>,
  verdicts: readonly Said[],
): Said | undefined {
  return (
    verdicts.findLast(({ kind, of }) => (of.size === 0 ? kind === 'not_member' : sameRing(of, ring))) ??
    verdicts.findLast(({ kind, of }) => kind === 'not_member' && sharedOf(of, ring) > 0)
  );
}

/** The ring of those that are the same as this one which shares most with it; the first of equals. */
function nearest(of: ReadonlySet<number>, rings: readonly ReadonlySet<number>[]): number[] {
  let best: { readonly ring: number; readonly shared: number } | null = null;
  for (const [ring, accounts] of rings.entries()) {
    const shared = sharedOf(of, accounts);
    if (sameRing(of, accounts) && shared > (best?.shared ?? 0)) best = { ring, shared };
  }
  return best === null ? [] : [best.ring];
}
