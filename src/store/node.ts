import type { Policy } from '../decide/policy/policy.ts';
import { defaultTerms, type LedgerTerms } from '../ledger/terms.ts';
import { NodeClock } from './clock.ts';
import type { Database } from './database.ts';
import { FeedHours } from './feed-hours.ts';
import { FactNumbers } from './sequence.ts';
import { DayTallies } from './tallies.ts';

/** One running Ringfence on a database: what its work needs at hand. It holds nothing that it cannot lose. */
export interface Node {
  readonly database: Database;
  readonly clock: NodeClock;
  readonly numbers: FactNumbers;
  readonly tallies: DayTallies;
  readonly feeds: FeedHours;
  readonly terms: LedgerTerms;
  readonly policy: Policy;
  readonly maskingKey: Uint8Array;
}

/** Readies a node on a database whose schema is migrated. */
export async function openNode(database: Database, policy: Policy, terms: LedgerTerms = defaultTerms): Promise<Node> {
  const result = await database.query<{ masking_key: Buffer }>('select masking_key from installation');
  const row = result.rows[0];
  if (row === undefined)
    throw new Error('The table "installation" is empty: the schema was changed by hand. Restore it from a backup.');
  return {
    database,
    clock: new NodeClock(),
    numbers: new FactNumbers(database),
    tallies: new DayTallies(database),
    feeds: new FeedHours(database),
    terms,
    policy,
    maskingKey: row.masking_key,
  };
}
