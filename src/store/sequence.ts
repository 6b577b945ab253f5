import type { Database } from './database.ts';

/** The step of the sequence fact_seq: numbers a node takes at once. A block that a crash leaves unused is a gap, and gaps are normal. */
const blockSize = 1000;

/** Hands out fact numbers, rising within this node, with one round trip a thousand. */
export class FactNumbers {
  #next = 0;
  #end = 0;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** `count` fresh numbers in rising order. */
  async take(count: number): Promise<number[]> {
    const numbers: number[] = [];
    while (numbers.length < count) {
      if (this.#next === this.#end) await this.#refill(Math.ceil((count - numbers.length) / blockSize), numbers, count);
      while (this.#next < this.#end && numbers.length < count) numbers.push(this.#next++);
    }
    return numbers;
  }

  async #refill(blocks: number, numbers: number[], count: number): Promise<void> {
    const result = await this.#database.query<{ start: number }>({
      name: 'fact-numbers',
      text: "select nextval('fact_seq') as start from generate_series(1, $1::int)",
      values: [blocks],
    });
    const starts = result.rows.map(row => row.start).sort((left, right) => left - right);
    for (const start of starts.slice(0, -1)) {
      for (let number = start; number < start + blockSize && numbers.length < count; number++) numbers.push(number);
    }
    this.#next = starts.at(-1)!;
    this.#end = this.#next + blockSize;
  }
}
