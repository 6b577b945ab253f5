import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nameOf } from './setting.ts';
import type { WorldJob, WorldJobDone } from './world-job.ts';

const run$ = promisify(execFile);
const script = fileURLToPath(new URL('./world-job.ts', import.meta.url));
/** Each has a PostgreSQL and two threads that parse: more at once only take each other's time and memory. */
const jobsAtOnce = 2;

/** Does the jobs in processes of their own, a few at once, and answers what each made, in their order. Throws with the first that fails. */
export async function doWorldJobs(
  jobs: readonly WorldJob[],
  told: (done: number, job: WorldJob, result: WorldJobDone) => void,
): Promise<readonly WorldJobDone[]> {
  const results: WorldJobDone[] = [];
  let next = 0;
  let done = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < jobs.length && !failed) {
      const index = next++;
      const job = jobs[index]!;
      try {
        results[index] = await doJob(job);
      } catch (error) {
        failed = true;
        throw error;
      }
      told(++done, job, results[index]);
    }
  };
  await Promise.all(Array.from({ length: jobsAtOnce }, worker));
  return results;
}

async function doJob(job: WorldJob): Promise<WorldJobDone> {
  try {
    const { stdout } = await run$(process.execPath, [script, JSON.stringify(job)]);
    return JSON.parse(stdout) as WorldJobDone;
  } catch (error) {
    const why = (error as { stderr?: string }).stderr || String(error);
    throw new Error(`The world ${nameOf(job.setting)} could not be ${job.kind}: ${why}`);
  }
}
