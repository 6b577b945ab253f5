import { fileURLToPath } from 'node:url';
import { atOnce, inProcess } from '../at-once.ts';
import { nameOf } from './setting.ts';
import type { WorldJob, WorldJobDone } from './world-job.ts';

const script = fileURLToPath(new URL('./world-job.ts', import.meta.url));
/** Each has a PostgreSQL and two threads that parse: more at once only take each other's time and memory. */
const jobsAtOnce = 2;

/** Does the jobs in processes of their own, a few at once, and answers what each made, in their order. Throws with the first that fails. */
export async function doWorldJobs(
  jobs: readonly WorldJob[],
  told: (done: number, job: WorldJob, result: WorldJobDone) => void,
): Promise<readonly WorldJobDone[]> {
  let done = 0;
  const tasks = jobs.map(job => async () => {
    const result = await doJob(job);
    told(++done, job, result);
    return result;
  });
  return atOnce(tasks, jobsAtOnce);
}

async function doJob(job: WorldJob): Promise<WorldJobDone> {
  try {
    return await inProcess<WorldJobDone>(script, job);
  } catch (error) {
    throw new Error(`The world ${nameOf(job.setting)} could not be ${job.kind}: ${(error as Error).message}`);
  }
}
