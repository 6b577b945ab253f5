import { type Verdict, verdicts } from '../../domain/events/claim.ts';
import type { LinkBook } from './book.ts';
import { append } from './grouping.ts';
import type { Sheet } from './sheet.ts';

/**
 * What people last found about claims, here or in the system used before. A finding about an account speaks for the last claim that it had filed by then: it is
 * one finding, however many claims there were before. One that leaves it unclear takes back the one before it.
 */
export class Judgements {
  readonly #found: ReadonlyMap<number, readonly Judgement[]>;

  constructor(book: LinkBook) {
    const found = judgementsIn(book.claimVerdicts);
    const claims = Map.groupBy(book.claims.keys(), claim => book.claims.get(claim, 'account'));
    for (const [account, judgements] of judgementsIn(book.accountVerdicts)) {
      for (const judgement of judgements) {
        const claim = lastFiled(book, claims.get(account) ?? [], judgement.at);
        if (claim !== null) append(found, claim, judgement);
      }
    }
    this.#found = found;
  }

  of(claim: number): Exclude<Verdict, 'unclear'> | null {
    const last = [...(this.#found.get(claim) ?? [])].sort(inTime).at(-1);
    return last === undefined || last.verdict === 'unclear' ? null : last.verdict;
  }
}

/** Of claims filed at the same moment the one with the greatest id: any will do, as long as it is the same in every run. */
function lastFiled(book: LinkBook, claims: readonly number[], by: number): number | null {
  const place = (claim: number) => [book.claims.get(claim, 'at'), book.names.text(claim)] as const;
  let last: number | null = null;
  for (const claim of claims) {
    const [at, id] = place(claim);
    if (at > by) continue;
    const [before, beforeId] = last === null ? [Number.NEGATIVE_INFINITY, ''] : place(last);
    if (at > before || (at === before && id > beforeId)) last = claim;
  }
  return last;
}

interface Judgement {
  readonly verdict: Verdict;
  readonly at: number;
  readonly known: number;
  readonly seq: number;
}

function judgementsIn(sheet: Sheet<'about' | 'verdict' | 'at'>): Map<number, Judgement[]> {
  const found = new Map<number, Judgement[]>();
  for (const key of sheet.keys())
    append(found, sheet.get(key, 'about'), {
      verdict: verdicts[sheet.get(key, 'verdict')]!,
      at: sheet.get(key, 'at'),
      known: sheet.known(key),
      seq: sheet.seq(key),
    });
  return found;
}

function inTime(one: Judgement, other: Judgement): number {
  return one.at - other.at || one.known - other.known || one.seq - other.seq;
}
