import type { RejectedRow } from '../ingest/sources/row.ts';

/** What became of the rows of a table. Every row read is in one of the three counts, but for those of groups that are still open. */
export interface RowCount {
  /** Rows that are part of an event, also where another event of theirs was refused. */
  readonly inEvents: number;
  /** Rows that are part of no event. */
  readonly rejected: number;
  /** The rejected rows by field and reason, the most frequent first. */
  readonly byReason: readonly { readonly field: string; readonly reason: string; readonly rows: number }[];
}

/** Reasons told apart, as many as fit a byte beside "nothing yet", "in an event" and "another reason". */
const reasonsMax = 252;
const inEvent = 1;
const otherReason = 2;
const firstReason = 3;

/** Keeps for each row of a table, in a byte, whether an event was made of it, or else why not. Rows are counted from 1. */
export class RowBook {
  #rows = new Uint8Array(65_536);
  readonly #reasons = new Map<string, { readonly code: number; readonly field: string; readonly reason: string }>();

  taken(rows: readonly number[]): void {
    for (const row of rows) {
      this.#reach(row);
      this.#rows[row] = inEvent;
    }
  }

  rejected({ row, field, reason }: RejectedRow): void {
    this.#reach(row.number);
    // The first word on a row stands, whether an event or a reason.
    if (this.#rows[row.number] === 0) this.#rows[row.number] = this.#codeOf(field, reason);
  }

  count(): RowCount {
    const counts = new Array<number>(256).fill(0);
    for (const code of this.#rows) counts[code]!++;
    const byReason = [...this.#reasons.values()].map(({ code, field, reason }) => ({
      field,
      reason,
      rows: counts[code]!,
    }));
    byReason.push({ field: '', reason: 'another reason', rows: counts[otherReason]! });
    return {
      inEvents: counts[inEvent]!,
      rejected: byReason.reduce((sum, { rows }) => sum + rows, 0),
      byReason: byReason.filter(({ rows }) => rows > 0).sort((left, right) => right.rows - left.rows),
    };
  }

  #codeOf(field: string, reason: string): number {
    const key = `${field}\0${reason}`;
    let known = this.#reasons.get(key);
    if (known === undefined) {
      if (this.#reasons.size >= reasonsMax) return otherReason;
      known = { code: firstReason + this.#reasons.size, field, reason };
      this.#reasons.set(key, known);
    }
    return known.code;
  }

  #reach(row: number): void {
    if (row < this.#rows.length) return;
    const larger = new Uint8Array(Math.max(row + 1, this.#rows.length * 2));
    larger.set(this.#rows);
    this.#rows = larger;
  }
}
