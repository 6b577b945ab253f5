/** Items by key, groups and items in the order in which they come. */
export function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) append(groups, keyOf(item), item);
  return groups;
}

export function append<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

/** How many of the sorted values are smaller than this one. */
export function countBelow(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Disjoint sets over texts or numbers; the representative is always the least by the given order. */
export class Families<Item> {
  readonly #parents = new Map<Item, Item>();
  readonly #isBefore: (left: Item, right: Item) => boolean;

  constructor(isBefore: (left: Item, right: Item) => boolean) {
    this.#isBefore = isBefore;
  }

  headOf(item: Item): Item {
    let head = item;
    for (let up = this.#parents.get(head); up !== undefined; up = this.#parents.get(head)) head = up;
    for (let at = item; at !== head; ) {
      const up = this.#parents.get(at)!;
      this.#parents.set(at, head);
      at = up;
    }
    return head;
  }

  join(left: Item, right: Item): void {
    const [one, other] = [this.headOf(left), this.headOf(right)];
    if (one === other) return;
    if (this.#isBefore(one, other)) this.#parents.set(other, one);
    else this.#parents.set(one, other);
  }
}
