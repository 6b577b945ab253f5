import type { Row } from './row.ts';

/** Most rows that form one event: no event of the contract has more entries, and a missing key must not fill the memory. */
const groupRowsMax = 10_000;

/** Keys of closed groups that are remembered, to notice a group that goes on after its end: some 100 MB at worst. */
const closedKeysMax = 1_000_000;

/** What came of adding a row: groups that are complete now, or why the row could not be added. */
export interface Added {
  readonly closed: readonly (readonly Row[])[];
  readonly refusal: string | null;
}

interface Group {
  readonly rows: Row[];
  lastRow: number;
}

/**
 * Collects rows with equal keys. A group is closed once `window` rows have passed without its key: 0 wants its rows
 * one after the other.
 * A row that comes later is refused rather than made into a second event with the same id. Memory: the rows of the window.
 */
export class Grouper {
  readonly #columns: readonly string[];
  readonly #window: number;
  /** Open groups, the one that was touched longest ago first. */
  readonly #open = new Map<string, Group>();
  readonly #closed = new Set<string>();

  constructor(columns: readonly string[], window: number) {
    this.#columns = columns;
    this.#window = window;
  }

  add(row: Row): Added {
    const key = this.#columns.map(name => row.cells[name] ?? '').join('\0');
    const closed = this.#closeBefore(row.number - this.#window - 1, key);
    if (this.#closed.has(key)) {
      return {
        closed,
        refusal: `continues the group ${this.#shown(key)} that was complete: sort the table or raise group_window`,
      };
    }
    const group = this.#open.get(key) ?? { rows: [], lastRow: 0 };
    if (group.rows.length >= groupRowsMax)
      return { closed, refusal: `is beyond the ${groupRowsMax} rows of one event` };
    group.rows.push(row);
    group.lastRow = row.number;
    // Set anew, so that the order of the map stays the order of the last touch.
    this.#open.delete(key);
    this.#open.set(key, group);
    return { closed, refusal: null };
  }

  /** Closes what is still open, at the end of the table. */
  end(): (readonly Row[])[] {
    const rows = [...this.#open.values()].map(group => group.rows);
    this.#open.clear();
    return rows;
  }

  #closeBefore(row: number, current: string): (readonly Row[])[] {
    const closed: (readonly Row[])[] = [];
    for (const [key, group] of this.#open) {
      if (group.lastRow > row) break;
      if (key === current) continue;
      closed.push(group.rows);
      this.#open.delete(key);
      this.#remember(key);
    }
    return closed;
  }

  #remember(key: string): void {
    if (this.#closed.size >= closedKeysMax) {
      for (const oldest of this.#closed) {
        this.#closed.delete(oldest);
        break;
      }
    }
    this.#closed.add(key);
  }

  #shown(key: string): string {
    return key.split('\0').join(', ').slice(0, 80);
  }
}
