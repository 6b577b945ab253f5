import { hourUs } from '../domain/time.ts';
import { type Detected, detectRings } from '../store/detect-rings.ts';
import type { Node } from '../store/node.ts';
import { RingSearch } from '../store/ring-search.ts';
import { lastRingRun } from '../store/rings.ts';
import { detectionLookMs } from './limits.ts';

export interface RingDeskOptions {
  /** Hours between two detections on the database, by whichever node; 0 for none by this one. */
  readonly everyHours: number;
  readonly onDone: (detected: Detected) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Has rings looked for in the background, in a process of its own that stays and reads only what is new. It looks now and then whether a
 * detection is due, since other nodes and people run them too. A run that fails is told of and tried again when it is due next.
 */
export class RingDesk {
  readonly #node: Node;
  readonly #search: RingSearch;
  readonly #options: RingDeskOptions;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #failedAt = 0;

  constructor(node: Node, options: RingDeskOptions) {
    this.#node = node;
    this.#search = new RingSearch(node.database, true);
    this.#options = options;
  }

  start(): void {
    const everyUs = this.#options.everyHours * hourUs;
    if (everyUs === 0) return;
    this.#timer = setInterval(() => this.#look(everyUs), Math.min(detectionLookMs, everyUs / 1000));
    this.#timer.unref();
    this.#look(everyUs);
  }

  /** Stops a detection under way: nothing of it is kept. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped.abort();
    await this.#running;
    this.#search.end();
  }

  #look(everyUs: number): void {
    if (this.#running !== null || this.#stopped.signal.aborted) return;
    this.#running = this.#runIfDue(everyUs)
      .catch(error => {
        this.#failedAt = this.#node.clock.next();
        this.#options.onFailure(error);
      })
      .finally(() => {
        this.#running = null;
      });
  }

  async #runIfDue(everyUs: number): Promise<void> {
    const last = await lastRingRun(this.#node.database);
    const before = Math.max(last?.endedAt ?? 0, this.#failedAt);
    if (this.#node.clock.next() - before < everyUs) return;
    this.#options.onDone(await detectRings(this.#node, this.#search, this.#stopped.signal));
  }
}
