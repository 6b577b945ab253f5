import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** What a process prints as its result is small; large things go into files. */
const outputMax = 16 * 2 ** 20;

/**
 * Runs the tasks, a few at once, and answers what each made, in their order. After a failure no more are begun, and that is thrown.
 */
export async function atOnce<Result>(
  tasks: readonly (() => Promise<Result>)[],
  most: number,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < tasks.length && !failed) {
      const index = next++;
      try {
        results[index] = await tasks[index]!();
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}

/** Has a script of its own process do the job, which is its one argument, and reads the JSON that it prints. Throws with what it complained of. */
export async function inProcess<Result>(
  script: string,
  job: unknown,
  nodeOptions: readonly string[] = [],
): Promise<Result> {
  try {
    const { stdout } = await run(process.execPath, [...nodeOptions, script, JSON.stringify(job)], {
      maxBuffer: outputMax,
    });
    return JSON.parse(stdout) as Result;
  } catch (error) {
    throw new Error((error as { stderr?: string }).stderr || String(error));
  }
}
