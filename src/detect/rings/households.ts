import { DisjointSets } from '../../graph/components.ts';
import type { LinkBook } from './book.ts';
import { append } from './grouping.ts';
import { linkSources } from './links.ts';
import { type OnPiece, uncounted } from './progress.ts';

/** An address, instrument or device of more accounts than this is no household's but an office's, a forwarder's, a shop's. */
export const householdMax = 6;
const shared = /^(?:address|payment|device):/;

/**
 * Accounts that live, pay or own a device together: account -> the first account (by id) of its household. What a household
 * shares proves nothing, and its members count once. Accounts that are alone are left out.
 */
export function householdsOf(book: LinkBook, onPiece: OnPiece = uncounted): ReadonlyMap<number, number> {
  const owners = new Map<number, number[]>();
  for (const [left, value] of book.seen.entries()) {
    onPiece();
    const source = linkSources[left % linkSources.length]!;
    if (source !== 'registration' && source !== 'change' && source !== 'order') continue;
    if (!shared.test(book.names.text(value))) continue;
    const account = Math.floor(left / linkSources.length);
    const known = owners.get(value) ?? [];
    // One more tells that it is no household's.
    if (known.length <= householdMax && !known.includes(account)) append(owners, value, account);
  }
  const id = (account: number) => book.names.text(account);
  const members = [...new Set([...owners.values()].flat())].sort((left, right) => (id(left) < id(right) ? -1 : 1));
  const place = new Map(members.map((account, index) => [account, index]));
  const families = new DisjointSets(members.length);
  for (const accounts of owners.values())
    if (accounts.length <= householdMax)
      for (const other of accounts.slice(1)) families.join(place.get(accounts[0]!)!, place.get(other)!);
  return new Map(members.map((account, index) => [account, members[families.find(index)]!]));
}
