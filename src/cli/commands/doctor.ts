import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { openStore } from '../../store/open.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { paint, printJson, printLine } from '../output.ts';
import { checkPolicyFile, dayOnePolicy } from '../policy-file.ts';
import type { StoreFlags } from '../with-node.ts';

type Check = { readonly what: string; readonly ok: boolean; readonly found: string; readonly advice: string };

const neededNodeMajor = 24;
/** Below this an import of a few million events can fill the disk. */
const freeGibMin = 2;
/** Clocks further apart than this make live events look known before they happened. */
const clockSkewMsMax = 2_000;

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('check this installation')
    .description('Checks Node, disk, policy, database and clock, and says what to do about what it finds.')
    .addHelpText('after', '\nExample:\n  ringfence doctor --json')
    .action(async (_options: unknown, command: Command) => {
      const flags = command.optsWithGlobals<StoreFlags>();
      const checks = [
        checkNode(),
        checkDisk(flags.data),
        checkPolicy(flags.policy ?? dayOnePolicy),
        ...(await checkStore(flags)),
      ];
      for (const check of checks) {
        if (flags.json) printJson(check);
        else
          printLine(
            `${check.ok ? paint.green('ok  ') : paint.red('FAIL')} ${check.what}: ${check.found}${check.ok ? '' : `\n     ${check.advice}`}`,
          );
      }
      const failed = checks.filter(check => !check.ok).length;
      if (failed > 0)
        throw new CommandFailure(exitCodes.failed, 'unhealthy', `${failed} of ${checks.length} checks failed.`);
    });
}

function checkNode(): Check {
  const ok = Number(process.versions.node.split('.')[0]) >= neededNodeMajor;
  return {
    what: 'Node',
    ok,
    found: process.version,
    advice: `Run it with Node ${neededNodeMajor} or later; "npm install" brings one along.`,
  };
}

function checkDisk(directory: string): Check {
  const folder = nearestExisting(path.resolve(directory));
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    const gib = (bavail * bsize) / 2 ** 30;
    return {
      what: 'Disk',
      ok: gib >= freeGibMin,
      found: `${gib.toFixed(1)} GiB free at ${folder}`,
      advice: `Free some space, or name another directory with --data; ${freeGibMin} GiB are little.`,
    };
  } catch (error) {
    return {
      what: 'Disk',
      ok: false,
      found: `${folder}: ${(error as Error).message}`,
      advice: 'Name a directory that you may write to with --data.',
    };
  }
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || path.dirname(folder) === folder ? folder : nearestExisting(path.dirname(folder));
}

function checkPolicy(file: string): Check {
  if (!existsSync(file))
    return { what: 'Policy', ok: false, found: `there is no file ${file}`, advice: 'Name another with --policy.' };
  const loaded = checkPolicyFile(file);
  const found = loaded.ok ? loaded.policy.label : `${loaded.problems.length} problems in ${file}`;
  return { what: 'Policy', ok: loaded.ok, found, advice: `Run "ringfence policy check ${file}".` };
}

async function checkStore(flags: StoreFlags): Promise<Check[]> {
  const store = await openStore({
    databaseUrl: process.env['DATABASE_URL'] || undefined,
    directory: flags.data,
    supervise: false,
    log: () => {},
  });
  if (!store.ok) return [{ what: 'Database', ok: false, found: store.message, advice: store.advice }];
  try {
    const before = Date.now();
    const result = await store.database.query<{
      version: string;
      ms: number;
      fsync: string;
      commit: string;
      waiting: number;
      quarantined: number;
    }>(`
      select current_setting('server_version') as version, (extract(epoch from clock_timestamp()) * 1000)::float8 as ms,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        (select count(*) from undecided_claims) as waiting, (select count(*) from quarantine where state = 'open') as quarantined`);
    const { version, ms, fsync, commit, waiting, quarantined } = result.rows[0]!;
    const skew = Math.abs(ms - (before + Date.now()) / 2);
    return [
      { what: 'Database', ok: true, found: `PostgreSQL ${version} at ${store.place}`, advice: '' },
      {
        what: 'Durability',
        ok: fsync === 'on' && commit !== 'off',
        found: `fsync ${fsync}, synchronous_commit ${commit}`,
        advice: 'Turn both on: otherwise acknowledged facts can be lost when power fails.',
      },
      {
        what: 'Clock',
        ok: skew < clockSkewMsMax,
        found: `${Math.round(skew)} ms from the database's`,
        advice: 'Keep both machines on network time.',
      },
      {
        what: 'Claims',
        ok: waiting === 0,
        found: `${waiting} wait for a decision`,
        advice: 'Run "ringfence serve", or import again: both go on deciding.',
      },
      {
        what: 'Quarantine',
        ok: quarantined === 0,
        found: `${quarantined} open entries`,
        advice: 'See "ringfence quarantine list".',
      },
    ];
  } finally {
    await store.close();
  }
}
