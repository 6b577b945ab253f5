/**
 * Brings requests that arrive together into one piece of work. Alone, a request waits for nobody; while a batch is under way the
 * next one gathers, so under load batches grow and the cost of each request falls.
 */
export class Batcher<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #sizeMax: number;
  readonly #queueMax: number;
  readonly #keysOf: (item: Item) => readonly string[];
  #waiting: Waiting<Item, Result>[] = [];
  #running: Promise<void> | null = null;

  /**
   * `work` answers a batch in its order. `keysOf` names what an item must have for itself: two items that share a key never get
   * into one batch. Beyond `queueMax` waiting items, new ones are refused with {@link QueueFull}.
   */
  constructor(options: {
    work: (items: readonly Item[]) => Promise<readonly Result[]>;
    keysOf: (item: Item) => readonly string[];
    sizeMax: number;
    queueMax: number;
  }) {
    this.#work = options.work;
    this.#keysOf = options.keysOf;
    this.#sizeMax = options.sizeMax;
    this.#queueMax = options.queueMax;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  submit(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#queueMax) return Promise.reject(new QueueFull(this.#queueMax));
    const result = new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ item, keys: this.#keysOf(item), resolve, reject });
    });
    this.#running ??= this.#run();
    return result;
  }

  /** Resolves once nothing waits and nothing is under way. */
  async drained(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    // Requests that were read from their sockets in the same turn of the event loop get into the first batch together.
    await new Promise(resolve => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#runBatch(this.#take());
    this.#running = null;
  }

  async #runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => {
        resolve(results[index]!);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  #take(): readonly Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const left: Waiting<Item, Result>[] = [];
    const taken = new Set<string>();
    for (const waiting of this.#waiting) {
      if (batch.length < this.#sizeMax && !waiting.keys.some(key => taken.has(key))) batch.push(waiting);
      else left.push(waiting);
      for (const key of waiting.keys) taken.add(key);
    }
    this.#waiting = left;
    return batch;
  }
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly keys: readonly string[];
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** More requests wait than a node answers in good time: the sender should try again later. */
export class QueueFull extends Error {
  constructor(queueMax: number) {
    super(`${queueMax} requests are waiting already; send this one again in a second.`);
    this.name = 'QueueFull';
  }
}
