import { withRoom } from './room.ts';
import type { Links } from './rows.ts';

/**
 * Rows of neighbours that grow. A row that is full moves to the end with room for a quarter more; only when the end is reached are all
 * rows moved, so that a link costs constant time on average. Memory: some 5 bytes for each end of a link, and 12 for each node.
 */
export class GrowingRows implements Links {
  nodes: number;
  start: Uint32Array;
  size: Uint32Array;
  neighbours: Uint32Array;
  #room: Uint32Array;
  #used: number;

  /** `rows` have room of `roomOf` each, and are taken over; from `used` on there is room for rows that move. */
  constructor(rows: Links, used: number) {
    this.nodes = rows.nodes;
    this.start = rows.start;
    this.size = rows.size;
    this.neighbours = rows.neighbours;
    this.#room = rows.size.map(roomOf);
    this.#used = used;
  }

  /** From now on there are so many rows; new ones are empty. */
  growTo(nodes: number): void {
    this.start = withRoom(this.start, nodes);
    this.size = withRoom(this.size, nodes);
    this.#room = withRoom(this.#room, nodes);
    this.nodes = nodes;
  }

  /** Time: linear in the row. */
  has(node: number, neighbour: number): boolean {
    const start = this.start[node]!;
    return this.neighbours.subarray(start, start + this.size[node]!).includes(neighbour);
  }

  append(node: number, neighbour: number): void {
    const size = this.size[node]!;
    if (size === this.#room[node]) this.#makeRoom(node, size);
    this.neighbours[this.start[node]! + size] = neighbour;
    this.size[node] = size + 1;
  }

  #makeRoom(node: number, size: number): void {
    const room = size + (size >> 2) + 4;
    if (this.#used + room > this.neighbours.length) this.#moveAll(room);
    const start = this.start[node]!;
    this.neighbours.copyWithin(this.#used, start, start + size);
    this.start[node] = this.#used;
    this.#room[node] = room;
    this.#used += room;
  }

  /** All rows side by side again, each with some room, and at the end room for `more` and for others that move. */
  #moveAll(more: number): void {
    let end = 0;
    for (let node = 0; node < this.nodes; node++) end += roomOf(this.size[node]!);
    const moved = new Uint32Array(end + spareFor(end) + more);
    end = 0;
    for (let node = 0; node < this.nodes; node++) {
      const [from, size] = [this.start[node]!, this.size[node]!];
      for (let k = 0; k < size; k++) moved[end + k] = this.neighbours[from + k]!;
      this.start[node] = end;
      this.#room[node] = roomOf(size);
      end += roomOf(size);
    }
    this.neighbours = moved;
    this.#used = end;
  }
}

/** Room of a row with so many links. */
export function roomOf(links: number): number {
  return links + (links >> 3) + 2;
}

/** Room at the end, where rows take up so much. */
export function spareFor(used: number): number {
  return (used >> 3) + 1024;
}
