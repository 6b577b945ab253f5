import type { Moment } from '../domain/time.ts';

/** Moments of this node: never the same twice and never backwards, also when the machine's clock is set back. */
export class NodeClock {
  #last: Moment = 0;

  next(): Moment {
    this.#last = Math.max(this.#last + 1, Date.now() * 1000);
    return this.#last;
  }
}
