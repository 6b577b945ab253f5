/** What a cell holds where the fact said nothing. Ids, moments and amounts here are never negative. */
export const absent = -1;

const firstRows = 256;

export interface SheetSnapshot {
  readonly keys: Float64Array;
  readonly cells: Float64Array;
}

/**
 * Rows of numbers under a numeric key, in one typed array: a row is `stride` cells of 8 bytes. The same key told twice keeps
 * the row that was known first (then the smaller fact number), so the content does not depend on the order of telling.
 */
export class Sheet<Field extends string> {
  readonly fields: readonly Field[];
  readonly #stride: number;
  readonly #rows = new Map<number, number>();
  readonly #places: ReadonlyMap<Field, number>;
  #cells: Float64Array;

  /** `fields` besides `known` and `seq`, the stamp by which the earliest telling wins. */
  constructor(fields: readonly Field[]) {
    this.fields = fields;
    this.#stride = fields.length + 2;
    this.#places = new Map(fields.map((field, index) => [field, index + 2]));
    this.#cells = new Float64Array(firstRows * this.#stride);
  }

  get size(): number {
    return this.#rows.size;
  }

  keys(): IterableIterator<number> {
    return this.#rows.keys();
  }

  /** The keys in the order of their facts' numbers, which is the same however the facts came. */
  bySeq(): number[] {
    return [...this.#rows.keys()].sort((left, right) => this.seq(left) - this.seq(right));
  }

  has(key: number): boolean {
    return this.#rows.has(key);
  }

  /** Returns false where an earlier telling stands. */
  put(key: number, known: number, seq: number, row: Readonly<Record<Field, number>>): boolean {
    let at = this.#rows.get(key);
    if (at === undefined) {
      at = this.#rows.size * this.#stride;
      if (at + this.#stride > this.#cells.length) this.#grow();
      this.#rows.set(key, at);
    } else {
      const before = this.#cells[at]!;
      if (before < known || (before === known && this.#cells[at + 1]! <= seq)) return false;
    }
    this.#cells[at] = known;
    this.#cells[at + 1] = seq;
    for (const [index, field] of this.fields.entries()) this.#cells[at + 2 + index] = row[field];
    return true;
  }

  get(key: number, field: Field): number {
    const at = this.#rows.get(key);
    return at === undefined ? absent : this.#cells[at + this.#places.get(field)!]!;
  }

  seq(key: number): number {
    const at = this.#rows.get(key);
    return at === undefined ? absent : this.#cells[at + 1]!;
  }

  known(key: number): number {
    const at = this.#rows.get(key);
    return at === undefined ? absent : this.#cells[at]!;
  }

  /** Keys in the order of their rows, and the rows; {@link restore} takes both. */
  snapshot(): SheetSnapshot {
    return {
      keys: Float64Array.from(this.#rows.keys()),
      cells: this.#cells.slice(0, this.#rows.size * this.#stride),
    };
  }

  /** Replaces what the sheet holds. Throws a RangeError for rows of another shape. */
  restore({ keys, cells }: SheetSnapshot): void {
    if (cells.length !== keys.length * this.#stride)
      throw new RangeError(
        `${cells.length} cells are no ${keys.length} rows of ${this.#stride}; the book has to be made anew from the log`,
      );
    this.#cells = new Float64Array(Math.max(cells.length, firstRows * this.#stride));
    this.#cells.set(cells);
    this.#rows.clear();
    for (const [row, key] of keys.entries()) this.#rows.set(key, row * this.#stride);
  }

  #grow(): void {
    const cells = new Float64Array(this.#cells.length * 2);
    cells.set(this.#cells);
    this.#cells = cells;
  }
}
