import type { SheetSnapshot } from './sheet.ts';

/** How often and when something was seen together, and the first facts that say so. */
export interface Sighting {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** The smallest fact numbers, at most three: enough to look it up. */
  readonly seqs: readonly number[];
}

const stride = 6;
const firstRows = 256;
const kept = 3;

/** Pairs of numbers -> first and last moment, count, provenance. Adding is commutative, so order does not matter. */
export class PairTallies {
  readonly #rows = new Map<number, number>();
  #cells = new Float64Array(firstRows * stride);

  get size(): number {
    return this.#rows.size;
  }

  add(left: number, right: number, at: number, seq: number): void {
    const key = pairKey(left, right);
    let row = this.#rows.get(key);
    if (row === undefined) {
      if (this.#rows.size >= pairsMax)
        throw new RangeError(
          `Rings are looked for among at most ${pairsMax} links of accounts to values; this log has more. Look for them in a copy that holds fewer months.`,
        );
      row = this.#rows.size * stride;
      if (row + stride > this.#cells.length) {
        const cells = new Float64Array(this.#cells.length * 2);
        cells.set(this.#cells);
        this.#cells = cells;
      }
      this.#rows.set(key, row);
      this.#cells.fill(-1, row, row + stride);
      this.#cells[row] = at;
      this.#cells[row + 1] = at;
      this.#cells[row + 2] = 0;
    }
    const cells = this.#cells;
    cells[row] = Math.min(cells[row]!, at);
    cells[row + 1] = Math.max(cells[row + 1]!, at);
    cells[row + 2] = cells[row + 2]! + 1;
    let carried = seq;
    for (let place = row + 3; place < row + 3 + kept; place++) {
      const there = cells[place]!;
      if (there !== -1 && there <= carried) continue;
      cells[place] = carried;
      if (there === -1) return;
      carried = there;
    }
  }

  find(left: number, right: number): Sighting | null {
    const row = this.#rows.get(pairKey(left, right));
    return row === undefined ? null : this.#read(row);
  }

  *entries(): IterableIterator<readonly [left: number, right: number, sighting: Sighting]> {
    for (const [key, row] of this.#rows) yield [Math.floor(key / rightMax), key % rightMax, this.#read(row)];
  }

  snapshot(): SheetSnapshot {
    return { keys: Float64Array.from(this.#rows.keys()), cells: this.#cells.slice(0, this.#rows.size * stride) };
  }

  restore({ keys, cells }: SheetSnapshot): void {
    if (cells.length !== keys.length * stride)
      throw new RangeError(
        `${cells.length} cells are no ${keys.length} rows of ${stride}; the book has to be made anew from the log`,
      );
    this.#cells = new Float64Array(Math.max(cells.length, firstRows * stride));
    this.#cells.set(cells);
    this.#rows.clear();
    for (const [row, key] of keys.entries()) this.#rows.set(key, row * stride);
  }

  #read(row: number): Sighting {
    const cells = this.#cells;
    const seqs = [...cells.subarray(row + 3, row + 3 + kept)].filter(seq => seq >= 0);
    return { first: cells[row]!, last: cells[row + 1]!, count: cells[row + 2]!, seqs };
  }
}

/** A Map of V8's holds no more: what is beyond would fail with words that say nothing to whoever reads them. */
const pairsMax = 2 ** 24 - 1;

/** Numbers below 2^26 on the right and 2^27 on the left make exact keys. */
const rightMax = 2 ** 26;
const leftMax = 2 ** 27;

function pairKey(left: number, right: number): number {
  if (left >= leftMax || right >= rightMax) throw new RangeError('A link book holds at most 67 million values');
  return left * rightMax + right;
}
