import { decideWaiting } from '../store/decide-waiting.ts';
import type { Node } from '../store/node.ts';
import { waitingLookMs } from './limits.ts';
import type { Metrics } from './metrics.ts';

/**
 * Decides in shadow the claims that came as events. One run at a time: it begins when it is woken, and every few seconds, since
 * other nodes and imports leave claims too. A run that fails is told of and tried again at the next look.
 */
export class ShadowDesk {
  readonly #node: Node;
  readonly #metrics: Metrics;
  readonly #onFailure: (error: unknown) => void;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(node: Node, metrics: Metrics, onFailure: (error: unknown) => void) {
    this.#node = node;
    this.#metrics = metrics;
    this.#onFailure = onFailure;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), waitingLookMs);
    this.#timer.unref();
    this.wake();
  }

  /** Begins a run, or has the one under way followed by another. */
  wake(): void {
    if (this.#stopped.signal.aborted) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#running = this.#run();
  }

  /** Ends after the batch under way; what still waits is left for the next start or another node. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#decide();
      } while (this.#again && !this.#stopped.signal.aborted);
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#running = null;
    }
  }

  async #decide(): Promise<void> {
    let decided = 0;
    for await (const step of decideWaiting(this.#node, this.#stopped.signal)) {
      this.#metrics.shadowDecisions.inc(step.decided - decided);
      this.#metrics.waitingClaims.set(step.left);
      decided = step.decided;
    }
    if (!this.#stopped.signal.aborted) this.#metrics.waitingClaims.set(0);
  }
}
