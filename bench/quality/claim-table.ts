import type { DecisionRecord } from '../../src/domain/decision.ts';
import { decideWorld } from './decide-world.ts';
import { gzipLines } from './gzip-lines.ts';
import { type PlainColumns, plainColumns } from './plain-columns.ts';
import { PlainEvents } from './plain-events.ts';
import type { WorldSetting } from './setting.ts';
import { readTruth, type TrueAccount, type TrueClaim, type Truth } from './truth.ts';
import { worldFiles } from './world-files.ts';

/** A claim of a world: what is true of it, what was decided, and what was known of it. */
export interface ClaimRow {
  readonly truth: TrueClaim;
  readonly account: TrueAccount;
  readonly record: DecisionRecord;
  readonly plain: PlainColumns;
}

export interface ClaimTable {
  readonly rows: readonly ClaimRow[];
  readonly importSeconds: number;
  readonly decideSeconds: number;
}

/** Simulates the world (or takes it from the cache), decides its claims anew, and joins the truth. */
export async function claimTable(setting: WorldSetting, fresh: boolean, policyFile?: string): Promise<ClaimTable> {
  const files = worldFiles(setting, fresh);
  const decided = await decideWorld(files.events, policyFile);
  const truth = await readTruth(files.truth);
  const plain = await plainOf(files.events);
  const rows = [...truth.claims.values()].flatMap(claim => {
    const record = decided.records.get(claim.claim_id);
    // The shop's feed lost the claim: nobody could decide it.
    if (record === undefined) return [];
    return [joined(truth, claim, record, plain)];
  });
  return { rows, importSeconds: decided.importSeconds, decideSeconds: decided.decideSeconds };
}

export async function plainOf(eventsFile: string): Promise<ReadonlyMap<string, PlainColumns>> {
  const events = new PlainEvents();
  for await (const line of gzipLines(eventsFile)) events.take(line);
  return plainColumns(events.inOrder());
}

function joined(
  truth: Truth,
  claim: TrueClaim,
  record: DecisionRecord,
  plain: ReadonlyMap<string, PlainColumns>,
): ClaimRow {
  const account = truth.accounts.get(claim.account_id);
  const columns = plain.get(claim.claim_id);
  if (account === undefined || columns === undefined)
    throw new Error(
      `Claim ${claim.claim_id} was decided, but the world does not hold its ${account ? 'event' : 'account'}`,
    );
  return { truth: claim, account, record, plain: columns };
}
