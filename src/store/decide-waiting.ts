import { decideClaim } from '../decide/decide.ts';
import type { FactOf } from '../domain/fact.ts';
import { dayUs } from '../domain/time.ts';
import { writeDecided } from './decide-claims.ts';
import { claimHashOf } from './decisions.ts';
import { gather } from './gather.ts';
import type { Node } from './node.ts';
import { withRetry } from './retry.ts';
import { reviveFact } from './revive.ts';

/** Claims decided in one transaction: large enough to share round trips, small enough to show progress. */
const batchMax = 200;

export interface WaitingProgress {
  readonly decided: number;
  readonly left: number;
}

/**
 * Decides in shadow the claims that imports brought, each with what was known at its own moment. They are taken in the order of
 * those moments and never across midnight (UTC), because the daily counts that a claim is judged by hold the days before it.
 * Stops between batches when `signal` is aborted; called again, it goes on.
 */
export async function* decideWaiting(node: Node, signal?: AbortSignal): AsyncGenerator<WaitingProgress> {
  let left = await countWaiting(node);
  if (left === 0) return;
  await dropDecided(node);
  // The import that brought them brought the hours of feeds too.
  node.feeds.forget(Date.now());
  let decided = 0;
  let day = -1;
  while (!signal?.aborted) {
    let tries = 0;
    const size = await withRetry(async () => {
      // Another node, or a live request, was first with one of the claims.
      if (tries++ > 0) await dropDecided(node);
      const batch = await nextBatch(node);
      if (batch.length === 0) return 0;
      const batchDay = Math.floor(batch[0]!.moment / dayUs);
      // What the last day's claims added to the counts has to be read anew.
      if (batchDay !== day) node.tallies.forget(Date.now());
      day = batchDay;
      await decideBatch(node, batch);
      return batch.length;
    });
    if (size === 0) return;
    decided += size;
    left = Math.max(0, left - size);
    yield { decided, left };
  }
}

interface Waiting {
  readonly claim: FactOf<'claim.filed'>;
  readonly moment: number;
}

async function nextBatch(node: Node): Promise<Waiting[]> {
  const result = await node.database.query<[number, number, string]>({
    name: 'waiting-claims',
    text: `select u.seq, u.known_us, e.body
           from undecided_claims u join event_log e on e.seq = u.seq
           where u.known_us < (select (min(known_us) / ${dayUs} + 1) * ${dayUs} from undecided_claims)
           order by u.known_us, u.claim_id limit ${batchMax}`,
    rowMode: 'array',
  } as never);
  return result.rows.map(([seq, known_us, body]) => ({
    claim: reviveFact({ seq, known_us, body }) as FactOf<'claim.filed'>,
    moment: known_us,
  }));
}

async function decideBatch(node: Node, batch: readonly Waiting[]): Promise<void> {
  const [gathered, seqs] = await Promise.all([gather(node, batch, Date.now()), node.numbers.take(batch.length)]);
  const made = gathered.map((known, index) => ({
    record: decideClaim(known, node.policy, 'shadow', claimHashOf(known.claim.data)),
    seq: seqs[index]!,
    decidedAt: node.clock.next(),
  }));
  await writeDecided(node, made, {}, true);
}

/** Claims that were decided live before an import brought them once more. */
async function dropDecided(node: Node): Promise<void> {
  await node.database.query('delete from undecided_claims u using decisions d where d.claim_id = u.claim_id');
}

async function countWaiting(node: Node): Promise<number> {
  return (await node.database.query<{ n: number }>('select count(*) as n from undecided_claims')).rows[0]!.n;
}
