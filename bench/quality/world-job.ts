import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { claimTable } from './claim-table.ts';
import { scoredClaim } from './scored-claim.ts';
import type { WorldSetting } from './setting.ts';
import { labelledFile } from './world-files.ts';

/** What a process of its own makes of one world: its claims decided, or the labelled columns that a reference is trained on. */
export interface WorldJob {
  readonly kind: 'decided' | 'labelled';
  readonly setting: WorldSetting;
  readonly fresh: boolean;
  /** Whether decided claims come with all that was known at each. */
  readonly withKnown: boolean;
  /** Where the decided claims go, one a line, gzipped. */
  readonly out: string;
}

/** Printed to stdout as JSON when the job is done. */
export interface WorldJobDone {
  readonly file: string;
  readonly claims: number | null;
  readonly importSeconds: number;
  readonly decideSeconds: number;
}

async function work({ kind, setting, fresh, withKnown, out }: WorldJob): Promise<WorldJobDone> {
  if (kind === 'labelled')
    return { file: labelledFile(setting, fresh), claims: null, importSeconds: 0, decideSeconds: 0 };
  const { rows, importSeconds, decideSeconds } = await claimTable(setting, fresh);
  const lines = rows.map(row => `${JSON.stringify(scoredClaim(row, setting.seed, withKnown))}\n`);
  writeFileSync(out, gzipSync(lines.join('')));
  return { file: out, claims: rows.length, importSeconds, decideSeconds };
}

const done = await work(JSON.parse(process.argv[2]!) as WorldJob);
process.stdout.write(JSON.stringify(done));
