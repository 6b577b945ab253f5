import { readdirSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as rest } from 'node:timers/promises';

/** Gives way to every other process: this one and its threads (compiling, collecting) take only what those leave. */
export function giveWay(): void {
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  for (const thread of threads()) {
    try {
      os.setPriority(thread, os.constants.priority.PRIORITY_LOW);
    } catch {
      // It ended meanwhile.
    }
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
/** Longest rest at a time: nobody waits for more than they leave to others. */
const restMaxMs = 1_000;

/**
 * Has work done in short steps with rests between them, each three times as long as the step was: low priority alone does not help where the work shares a core's
 * memory and caches with a server, and the database works at its own priority for whoever asks.
 */
export class Rests {
  readonly #wanted: boolean;
  #since = performance.now();

  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  async after(): Promise<void> {
    if (!this.#wanted) return;
    await rest(this.#due());
    this.#since = performance.now();
  }

  /** Holds this thread: for a computation that cannot be left and come back to. */
  afterHolding(): void {
    if (!this.#wanted) return;
    Atomics.wait(nobody, 0, 0, this.#due());
    this.#since = performance.now();
  }

  #due(): number {
    return Math.min(restMaxMs, restToWork * (performance.now() - this.#since));
  }
}

/** Waited on, and never woken: a rest ends by its time. */
const nobody = new Int32Array(new SharedArrayBuffer(4));
