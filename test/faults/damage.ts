import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../bench/harness.ts';
import { type Connection, type Database, openDatabase } from '../../src/store/database.ts';
import { startEmbedded } from '../../src/store/embedded/embedded.ts';

/** Random choices of one test, repeatable: RINGFENCE_SEED names a seed, else the clock gives one, and it is printed. */
export function seededChoices(test: string) {
  const seed = Number(process.env['RINGFENCE_SEED'] ?? Date.now() % 1_000_000);
  process.stderr.write(`${test}: RINGFENCE_SEED=${seed}\n`);
  const random = seededRandom(seed);
  return {
    below: (limit: number): number => random() * limit,
    shuffled<Item>(items: readonly Item[]): Item[] {
      return items
        .map(item => [random(), item] as const)
        .sort(([left], [right]) => left - right)
        .map(([, item]) => item);
    },
  };
}

/** Kills with -9; false where the process had ended already. */
export function killHard(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** The postmaster of a data directory, or null where none has written itself down. */
export function postmasterOf(directory: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path.join(directory, 'postgres', 'postmaster.pid'), 'utf8'), 10);
    return pid > 0 && commandsUnder(null).some(row => row.pid === pid && row.command.includes('postgres')) ? pid : null;
  } catch {
    return null;
  }
}

/** A session of that directory's server, or null where it has none. */
export function backendOf(directory: string): number | null {
  const postmaster = postmasterOf(directory);
  if (postmaster === null) return null;
  return commandsUnder(postmaster).find(row => row.command.includes('[local]'))?.pid ?? null;
}

function commandsUnder(parent: number | null): { pid: number; command: string }[] {
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' });
  return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)]
    .map(([, pid, ppid, command]) => ({ pid: Number(pid), ppid: Number(ppid), command: command! }))
    .filter(row => parent === null || row.ppid === parent);
}

/** Opens a data directory that no Ringfence has open, looks into it, and closes it again. */
export async function lookInto<Result>(
  directory: string,
  look: (database: Database, connection: Connection) => Promise<Result>,
): Promise<Result> {
  const embedded = await startEmbedded(directory, { log: () => {} });
  if (!embedded.ok) throw new Error(`${embedded.code}: ${embedded.message}`);
  const database = openDatabase(embedded.connection, { onIdleError: () => {} });
  try {
    return await look(database, embedded.connection);
  } finally {
    await database.end();
    await embedded.stop();
  }
}

/** What must hold of every log, however it came about: the numbers of what is wrong, all zero. */
export async function faultsOfLog(database: Database): Promise<Record<string, number>> {
  const result = await database.query<Record<string, number>>(`
    with filed as (select body::json -> 'data' ->> 'claim_id' as claim_id from event_log where type = 'claim.filed'),
      made as (select seq, body::json ->> 'id' as claim_id from event_log where type = 'decision.made')
    select
      (select count(*) - count(distinct key) from event_log) as doubled_events,
      (select count(*) - count(distinct claim_id) from made) as claims_decided_twice,
      (select count(*) from filed where claim_id not in (select claim_id from made)) as claims_not_decided,
      (select count(*) from made where claim_id not in (select claim_id from filed)) as decisions_without_claim,
      (select count(*) from decisions d full join made m on m.seq = d.seq and m.claim_id = d.claim_id
         where d.seq is null or m.seq is null) as decisions_unlike_log,
      (select count(*) from undecided_claims) as undecided`);
  return result.rows[0]!;
}

export const soundLog = {
  doubled_events: 0,
  claims_decided_twice: 0,
  claims_not_decided: 0,
  decisions_without_claim: 0,
  decisions_unlike_log: 0,
  undecided: 0,
};
