import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dayOnePolicy, policyFrom } from '../../src/cli/policy-file.ts';
import type { DecisionRecord } from '../../src/domain/decision.ts';
import { defaultTerms } from '../../src/ledger/terms.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { decideWaiting } from '../../src/store/decide-waiting.ts';
import { readRecord } from '../../src/store/decisions.ts';
import { startEmbedded } from '../../src/store/embedded/embedded.ts';
import { importEvents } from '../../src/store/import-events.ts';
import { beginImport } from '../../src/store/import-progress.ts';
import { migrate } from '../../src/store/migrate.ts';
import { type Node, openNode } from '../../src/store/node.ts';
import { tidy } from '../../src/store/upkeep.ts';

/** The store is thrown away after the reading, so nothing has to outlive a power cut. */
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export interface DecidedWorld {
  readonly records: ReadonlyMap<string, DecisionRecord>;
  readonly importSeconds: number;
  readonly decideSeconds: number;
}

/**
 * Imports the events into a store of its own and decides every claim in shadow by the policy of the first day, each with what was
 * known at its moment. Answers the records by claim.
 */
export async function decideWorld(eventsFile: string, policyFile: string = dayOnePolicy): Promise<DecidedWorld> {
  const directory = mkdtempSync(path.join(tmpdir(), 'ringfence-quality-'));
  const embedded = await startEmbedded(path.join(directory, 'data'), { log: () => {}, settings: forgetful });
  if (!embedded.ok) throw new Error(`${embedded.message} ${embedded.advice}`);
  const database = openDatabase(embedded.connection, { onIdleError: () => {} });
  try {
    const migrated = await migrate(database);
    if (!migrated.ok) throw new Error(`${migrated.message} ${migrated.advice}`);
    const node = await openNode(database, policyFrom(policyFile), defaultTerms);
    const importFrom = performance.now();
    await importWorld(node, eventsFile);
    const decideFrom = performance.now();
    for await (const _ of decideWaiting(node));
    const decidedAt = performance.now();
    return {
      records: await readRecords(database),
      importSeconds: (decideFrom - importFrom) / 1000,
      decideSeconds: (decidedAt - decideFrom) / 1000,
    };
  } finally {
    await database.end();
    await embedded.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function importWorld(node: Node, file: string): Promise<void> {
  const progress = await beginImport(node.database, 'quality', path.basename(file));
  for await (const step of importEvents(node, progress, { from: file, origin: 'world', arrival: 'event' })) {
    if (step.fault !== null) throw new Error(`The import of ${file} broke off: ${step.fault}`);
  }
  await tidy(node.database);
}

async function readRecords(database: Database): Promise<Map<string, DecisionRecord>> {
  const result = await database.query<[string, string]>({
    text: 'select d.claim_id, e.body from decisions d join event_log e on e.seq = d.seq where e.body is not null',
    rowMode: 'array',
  } as never);
  return new Map(result.rows.map(([claimId, body]) => [claimId, readRecord(body)]));
}
