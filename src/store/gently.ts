import { readdirSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as rest } from 'node:timers/promises';

/** Gives way to every other process: this one and its threads (compiling, collecting) take only what those leave. */
export function giveWay(): void {
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  for (const thread of threads()) holdBack(thread);
}

/** Has a process or thread give way, unless it ended meanwhile. */
export function holdBack(id: number): void {
  try {
    os.setPriority(id, os.constants.priority.PRIORITY_LOW);
  } catch {
    // Nobody is left to hold back.
  }
}

/** On Linux priority is a matter of each thread; elsewhere that of the process is enough. */
function threads(): readonly number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [];
  }
}

/** A rest is so many times as long as the work before it. */
const restToWork = 3;
/** Work shorter than this goes on: a rest costs two changes of process. */
const restFromMs = 5;
/** Longest rest at a time: nobody waits for more than they leave to others. */
const restMaxMs = 1_000;

/**
 * Has work done in short stretches with rests between them, each three times as long as the stretch was: low priority alone does not help where the work shares a core's
 * memory and caches with a server, and the database works at its own priority for whoever asks.
 */
export class Rests {
  readonly #wanted: boolean;
  #since = performance.now();

  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  async after(): Promise<void> {
    if (!this.#isDue()) return;
    await rest(this.#due());
    this.#since = performance.now();
  }

  /** Holds this thread: for a computation that cannot be left and come back to. */
  afterHolding(): void {
    if (!this.#isDue()) return;
    Atomics.wait(nobody, 0, 0, this.#due());
    this.#since = performance.now();
  }

  #isDue(): boolean {
    return this.#wanted && this.#worked() >= restFromMs;
  }

  #due(): number {
    return Math.min(restMaxMs, restToWork * this.#worked());
  }

  #worked(): number {
    return performance.now() - this.#since;
  }
}

/** Waited on, and never woken: a rest ends by its time. */
const nobody = new Int32Array(new SharedArrayBuffer(4));
