import { Worker } from 'node:worker_threads';
import type { LineBlock } from '../ingest/blocks.ts';
import type { WorkerAnswer, WorkerSetting, WorkerTask } from './import-worker.ts';

/** Memory that a thread may take for itself: a batch under way, and the sightings that it remembers. */
const threadLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 48 };

/** Room in a block's memory for the next ones, which are a little longer or shorter. */
const spare = 1.25;
/** Rows of the log take about 1.5 times as much as their lines; what does not fit is handed over by itself. */
const rowsPerText = 2;

/** Threads that prepare the batches of one import, each batch whole in one of them. */
export class ImportCrew {
  readonly #threads: Worker[] = [];
  readonly #waiting = new Map<number, { resolve: (answer: WorkerAnswer) => void; reject: (error: Error) => void }>();
  /** Text of a block and rows of the log, for each block under way. */
  readonly #memory: { readonly text: SharedArrayBuffer; readonly rows: SharedArrayBuffer }[] = [];
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

  /** Blocks that are held at once: one a thread, one that is ready, one that is being written, and one to spare. */
  get blocksHeld(): number {
    return this.#threads.length + 3;
  }

  /**
   * Rows for the lines of a block; `seqs` has a number for each. Blocks are given to the threads in turn. The rows hold until
   * {@link blocksHeld} more blocks were given.
   */
  prepare(block: LineBlock, seqs: readonly number[]): Promise<WorkerAnswer> {
    const task = this.#next++;
    const answered = new Promise<WorkerAnswer>((resolve, reject) => this.#waiting.set(task, { resolve, reject }));
    const numbers = Float64Array.from(seqs);
    const message: WorkerTask = { task, ...this.#laidOut(task, block), seqs: numbers };
    this.#threads[task % this.#threads.length]!.postMessage(message, [numbers.buffer]);
    return answered;
  }

  /** The block in memory that is shared with the thread: used again and again, it leaves nothing to be collected. */
  #laidOut(task: number, { start, pieces, fault }: LineBlock): Omit<WorkerTask, 'task' | 'seqs'> {
    const bytes = pieces.reduce<number>((sum, piece) => sum + (typeof piece === 'number' ? 0 : piece.length), 0);
    const slot = task % this.blocksHeld;
    let memory = this.#memory[slot];
    if (memory === undefined || memory.text.byteLength < bytes) {
      const room = Math.ceil(bytes * spare);
      memory = { text: new SharedArrayBuffer(room), rows: new SharedArrayBuffer(room * rowsPerText) };
      this.#memory[slot] = memory;
    }
    const text = Buffer.from(memory.text);
    let at = 0;
    for (const piece of pieces) if (typeof piece !== 'number') at += piece.copy(text, at);
    return {
      start,
      fault,
      pieces: pieces.map(piece => (typeof piece === 'number' ? -piece : piece.length)),
      ...memory,
    };
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
