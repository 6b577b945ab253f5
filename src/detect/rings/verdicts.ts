import type { Names } from './names.ts';

/** What an investigator found. `of` are other accounts of the ring in question, by which it is known again; none means every ring. */
export type Verdict =
  | { readonly kind: 'member'; readonly accountId: string; readonly of: readonly string[] }
  | { readonly kind: 'not_member'; readonly accountId: string; readonly of: readonly string[] }
  /** The value (`device:d-1`) is shared by coincidence and ties nobody. */
  | { readonly kind: 'coincidence'; readonly value: string };

/** A person who looked is believed over what the numbers say: about 3,000 to 1 for, beyond all evidence against. */
const forNats = 8;
const againstNats = -1_000;

/** Verdicts by number, as the next run respects them. A later verdict on the same account and ring replaces an earlier one. */
export class Verdicts {
  readonly coincidences: ReadonlySet<number>;
  readonly #found: ReadonlyMap<number, readonly { readonly nats: number; readonly of: readonly number[] }[]>;

  constructor(names: Names, verdicts: readonly Verdict[]) {
    const coincidences = new Set<number>();
    const found = new Map<number, { nats: number; of: number[] }[]>();
    for (const verdict of verdicts) {
      if (verdict.kind === 'coincidence') {
        coincidences.add(names.find(verdict.value));
        continue;
      }
      const account = names.find(`a/${verdict.accountId}`);
      const nats = verdict.kind === 'member' ? forNats : againstNats;
      const of = verdict.of.map(each => names.find(`a/${each}`)).filter(each => each >= 0 && each !== account);
      const others = (found.get(account) ?? []).filter(each => each.of.join() !== of.join());
      found.set(account, [...others, { nats, of }]);
    }
    coincidences.delete(-1);
    this.coincidences = coincidences;
    this.#found = found;
  }

  /** What verdicts add to the evidence that the account belongs to the ring whose accounts `has` knows; 0 where there is none. */
  nats(account: number, has: (account: number) => boolean): number {
    const verdicts = this.#found.get(account);
    if (verdicts === undefined) return 0;
    return verdicts.reduce((sum, { nats, of }) => {
      const meant = of.length === 0 ? nats < 0 : of.some(has);
      return meant ? sum + nats : sum;
    }, 0);
  }
}
