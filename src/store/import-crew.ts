import { Worker } from 'node:worker_threads';
import type { WorkerAnswer, WorkerSetting, WorkerTask } from './import-worker.ts';
import type { NumberedLines } from './parse-lines.ts';

/** Memory that a thread may take for itself: a batch under way, and the sightings that it remembers. */
const threadLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 36 };

/** Threads that prepare the batches of one import, each batch whole in one of them. */
export class ImportCrew {
  readonly #threads: Worker[] = [];
  readonly #waiting = new Map<number, { resolve: (answer: WorkerAnswer) => void; reject: (error: Error) => void }>();
  #next = 0;
  #ended = false;

  constructor(size: number, setting: WorkerSetting) {
    const file = new URL(
      import.meta.url.endsWith('.ts') ? './import-worker.ts' : './import-worker.js',
      import.meta.url,
    );
    for (let index = 0; index < size; index++) {
      const thread = new Worker(file, { workerData: setting, resourceLimits: threadLimits });
      thread.on('message', (answer: WorkerAnswer) => {
        this.#waiting.get(answer.task)?.resolve(answer);
        this.#waiting.delete(answer.task);
      });
      thread.on('error', error => this.#fail(error));
      thread.on('exit', code => {
        if (!this.#ended) this.#fail(new Error(`A thread of the import ended by itself with code ${code}.`));
      });
      this.#threads.push(thread);
    }
  }

  get size(): number {
    return this.#threads.length;
  }

  /** Rows for the lines; `seqs` has a number for each. Batches are given to the threads in turn. */
  prepare(lines: NumberedLines, seqs: readonly number[]): Promise<WorkerAnswer> {
    const task = this.#next++;
    const answered = new Promise<WorkerAnswer>((resolve, reject) => this.#waiting.set(task, { resolve, reject }));
    // A rejection is thrown where the batch is awaited; without this it would be reported as unhandled before.
    answered.catch(() => {});
    const numbers = Float64Array.from(seqs);
    const message: WorkerTask = { task, texts: lines.texts, numbers: lines.numbers, seqs: numbers };
    this.#threads[task % this.#threads.length]!.postMessage(message, [numbers.buffer]);
    return answered;
  }

  async end(): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#threads.map(thread => thread.terminate()));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
