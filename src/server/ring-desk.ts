import type { Moment } from '../domain/time.ts';
import { type Detected, detectRings } from '../store/detect-rings.ts';
import { type DetectionPlace, placeIn } from '../store/detection-steps.ts';
import type { Node } from '../store/node.ts';
import { sqlState } from '../store/retry.ts';
import { RingSearch } from '../store/ring-search.ts';
import { lastRingRun } from '../store/rings.ts';
import { detectionLookMs } from './limits.ts';
import { type Attempts, dueAt, retryAt } from './ring-schedule.ts';

export interface RingDeskOptions {
  /** Hours between two detections on the database, by whichever node; 0 for none but those that are asked for. */
  readonly everyHours: number;
  readonly onDone: (detected: Detected) => void;
  /** `nextTryAt` is null where this node begins none by itself. */
  readonly onFailure: (error: unknown, nextTryAt: Moment | null) => void;
}

/** What this node has under way. `failed` is the last one of this node, until another ended well. */
export type DetectionState =
  | { readonly kind: 'idle' }
  /** `place` is null until the search has begun. */
  | { readonly kind: 'running'; readonly since: Moment; readonly place: DetectionPlace | null }
  | { readonly kind: 'failed'; readonly since: Moment; readonly fault: string; readonly nextTryAt: Moment | null };

interface Running {
  readonly since: Moment;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  place: DetectionPlace | null;
}

/**
 * Has rings looked for in the background, in a process of its own that stays and reads only what is new: when somebody asks for it, and
 * when it is due. It looks now and then whether that is so, since other nodes and people run them too. One detection at a time.
 */
export class RingDesk {
  readonly #node: Node;
  readonly #search: RingSearch;
  readonly #options: RingDeskOptions;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #running: Running | null = null;
  #attempts: Attempts = { kind: 'none' };

  constructor(node: Node, options: RingDeskOptions) {
    this.#node = node;
    this.#search = new RingSearch(node.database, true);
    this.#options = options;
  }

  start(): void {
    const { everyHours } = this.#options;
    if (everyHours === 0) return;
    this.#timer = setInterval(() => this.#look(), Math.min(detectionLookMs, everyHours * 3_600_000));
    this.#timer.unref();
    this.#look();
  }

  get state(): DetectionState {
    if (this.#running !== null) return { kind: 'running', since: this.#running.since, place: this.#running.place };
    if (this.#attempts.kind !== 'failed') return { kind: 'idle' };
    const { at, fault } = this.#attempts;
    return { kind: 'failed', since: at, fault, nextTryAt: this.#nextTryAt() };
  }

  /** Begins a detection; false where one is under way, or the desk was stopped. */
  begin(): boolean {
    if (this.#running !== null || this.#stopped) return false;
    const stop = new AbortController();
    const since = this.#node.clock.next();
    // Its first step comes after what is written here.
    const ended = Promise.resolve().then(() => this.#detect(stop.signal));
    this.#running = { since, stop, ended, place: null };
    return true;
  }

  /** Stops the detection under way, of which nothing is kept, and waits for its end; false where there is none. */
  async stopDetection(): Promise<boolean> {
    if (this.#running === null) return false;
    this.#running.stop.abort();
    await this.#running.ended;
    return true;
  }

  /** Stops everything: a detection under way leaves nothing. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await this.stopDetection();
    await this.#looking;
    this.#search.end();
  }

  #look(): void {
    if (this.#looking !== null || this.#running !== null || this.#stopped) return;
    if (this.#node.clock.next() < (this.#nextTryAt() ?? 0)) return;
    this.#looking = this.#beginIfDue()
      .catch(error => this.#failed(error))
      .finally(() => {
        this.#looking = null;
      });
  }

  async #beginIfDue(): Promise<void> {
    const now = this.#node.clock.next();
    const lastEndedAt = (await lastRingRun(this.#node.database))?.endedAt ?? 0;
    // Another node came through meanwhile.
    if (this.#attempts.kind === 'failed' && lastEndedAt > this.#attempts.at) this.#attempts = { kind: 'none' };
    if (now >= dueAt(this.#options.everyHours, lastEndedAt, this.#attempts)) this.begin();
  }

  async #detect(signal: AbortSignal): Promise<void> {
    try {
      const detected = await detectRings(this.#node, this.#search, signal, progress => {
        if (this.#running !== null) this.#running.place = placeIn(progress);
      });
      this.#attempts =
        detected.kind === 'stopped' ? { kind: 'stopped', at: this.#node.clock.next() } : { kind: 'none' };
      this.#options.onDone(detected);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#running = null;
    }
  }

  #failed(error: unknown): void {
    const times = this.#attempts.kind === 'failed' ? this.#attempts.times + 1 : 1;
    const fault = sqlState(error) ?? (error instanceof Error ? error.name : typeof error);
    this.#attempts = { kind: 'failed', at: this.#node.clock.next(), times, fault };
    this.#options.onFailure(error, this.#nextTryAt());
  }

  #nextTryAt(): Moment | null {
    const { everyHours } = this.#options;
    if (this.#attempts.kind !== 'failed' || everyHours === 0) return null;
    return retryAt(everyHours, this.#attempts.at, this.#attempts.times);
  }
}
