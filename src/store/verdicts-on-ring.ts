import { sameRing } from '../detect/rings/same-ring.ts';
import { countingIn } from '../detect/rings/verdicts.ts';
import type { Database } from './database.ts';
import { lastOfEach, onTheSame, readVerdicts, type VerdictFact } from './ring-verdicts.ts';
import type { StoredRing } from './rings.ts';

/**
 * What people said of a ring, in the order in which it became known: all that was said under its id, with the last word on each of these, and what counts for
 * the ring as it stands now, under whatever ids it was said.
 */
export async function verdictsOnRing(database: Database, ring: StoredRing): Promise<VerdictFact[]> {
  const all = await readVerdicts(database);
  const last = lastOfEach(all);
  const own = all.filter(({ judged }) => judged.ring_id === ring.body.ring_id);
  const listed = new Set([
    ...own,
    ...last.filter(({ judged }) => own.some(each => onTheSame(each.judged, judged))),
    ...(ring.goneAt === null ? countingFor(ring.body.accounts, last) : []),
  ]);
  return all.filter(fact => listed.has(fact));
}

function countingFor(ring: readonly string[], last: readonly VerdictFact[]): VerdictFact[] {
  const accounts = new Set(ring);
  const standing = last.map(fact => ({ fact, of: new Set(fact.judged.others) }));
  const values = standing.filter(({ fact, of }) => fact.judged.verdict === 'coincidence' && sameRing(of, accounts));
  const onAccounts = standing.flatMap(({ fact, of }) => {
    const { verdict } = fact.judged;
    return verdict === 'member' || verdict === 'not_member' ? [{ fact, of, kind: verdict }] : [];
  });
  const byAccount = Map.groupBy(onAccounts, ({ fact }) => fact.judged.account_id!);
  const counting = [...byAccount].flatMap(([account, said]) => {
    const found = countingIn(accounts, said);
    // Who was found to be a member is one of that ring alone which shares most with it: of this one, where they are in it.
    return found === undefined || (found.kind === 'member' && !accounts.has(account)) ? [] : [found];
  });
  return [...values, ...counting].map(({ fact }) => fact);
}
