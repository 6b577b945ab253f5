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

/** Longest rest at a time: nobody waits for more than they leave to others. */
const restMaxMs = 1_000;

/**
 * Has work done in steps with rests between them: each rest is as long as the step was. The database works at its own priority for whoever asks, so
 * a search in the background must not ask all the time.
 */
export class Rests {
  readonly #wanted: boolean;
  #since = performance.now();

  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  async after(): Promise<void> {
    if (!this.#wanted) return;
    await rest(Math.min(restMaxMs, performance.now() - this.#since));
    this.#since = performance.now();
  }
}
