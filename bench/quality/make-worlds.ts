import path from 'node:path';
import { gzipLines } from './gzip-lines.ts';
import type { LabelledColumns } from './methods/reference.ts';
import { type Cell, isCeilingMeasured, type Plan, worldOf } from './plan.ts';
import type { ScoredClaim } from './scored-claim.ts';
import { nameOf, type WorldSetting } from './setting.ts';
import type { WorldJob, WorldJobDone } from './world-job.ts';
import { doWorldJobs } from './world-jobs.ts';

export interface MakingOptions {
  readonly fresh: boolean;
  readonly withReference: boolean;
  /** Where the decided claims go until they are measured. */
  readonly folder: string;
  readonly told: (done: number, of: number, job: WorldJob, result: WorldJobDone) => void;
}

/** The worlds of a plan, read cell by cell. */
export interface MadeWorlds {
  decided(cell: Cell): Promise<{ readonly seed: number; readonly claims: readonly ScoredClaim[] }[]>;
  /** Claims of the training worlds; none where no reference is trained. */
  labelled(cell: Cell): Promise<readonly LabelledColumns[]>;
  /** The same with all that Ringfence knew, in cells where that is measured. */
  labelledKnown(cell: Cell): Promise<readonly LabelledColumns[]>;
}

/** Makes every world of the plan, decided or labelled. */
export async function makeWorlds(plan: Plan, options: MakingOptions): Promise<MadeWorlds> {
  const trainingSeeds = options.withReference ? plan.trainingSeeds : [];
  const jobs: WorldJob[] = plan.cells
    .flatMap(cell => {
      const withKnown = isCeilingMeasured(cell) && options.withReference;
      const settings = (seeds: readonly number[]): WorldSetting[] => seeds.map(seed => worldOf(plan, cell, seed));
      return [
        ...settings(withKnown ? [...plan.seeds, ...trainingSeeds] : plan.seeds).map(setting => ({
          kind: 'decided' as const,
          setting,
          withKnown,
        })),
        ...settings(trainingSeeds).map(setting => ({ kind: 'labelled' as const, setting, withKnown })),
      ];
    })
    .map((job, index) => ({ ...job, fresh: options.fresh, out: path.join(options.folder, `${index}.ndjson.gz`) }));
  const done = await doWorldJobs(jobs, (count, job, result) => options.told(count, jobs.length, job, result));
  const files = new Map(jobs.map(({ kind, setting }, index) => [`${kind} ${nameOf(setting)}`, done[index]!.file]));
  const read = <Row>(kind: WorldJob['kind'], cell: Cell, seed: number): Promise<Row[]> =>
    readRows<Row>(files.get(`${kind} ${nameOf(worldOf(plan, cell, seed))}`)!);
  return {
    decided: cell =>
      Promise.all(plan.seeds.map(async seed => ({ seed, claims: await read<ScoredClaim>('decided', cell, seed) }))),
    labelled: async cell =>
      (await Promise.all(trainingSeeds.map(seed => read<LabelledColumns>('labelled', cell, seed)))).flat(),
    labelledKnown: async cell => {
      if (!isCeilingMeasured(cell)) return [];
      const claims = (await Promise.all(trainingSeeds.map(seed => read<ScoredClaim>('decided', cell, seed)))).flat();
      return claims
        .filter(({ verdict }) => verdict !== 'abuse')
        .map(({ seed, fraud, known }) => ({ seed, fraud, plain: known! }));
    },
  };
}

async function readRows<Row>(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const line of gzipLines(file)) rows.push(JSON.parse(line) as Row);
  return rows;
}
