import type { BipartiteGraph } from '../../src/graph/bipartite.ts';
import type { NodeSets } from '../../src/graph/block.ts';

/**
 * FRAUDAR as its paper has it: Hooi, Song, Beutel, Shah, Shin, Faloutsos, "FRAUDAR: bounding graph fraud in the face of camouflage",
 * KDD 2016. A link to an item of degree d weighs 1 / ln(d + 5); the node with the least weight leaves until none is left; the answer is
 * the set on the way whose weight over its number of nodes is greatest. The single best block.
 */
export function fraudar(graph: BipartiteGraph): NodeSets & { readonly score: number } {
  const { lefts, rights, leftStart, leftNeighbours, rightStart, rightNeighbours } = graph;
  const nodes = lefts + rights;
  const weights = Float64Array.from(
    { length: rights },
    (_, item) => 1 / Math.log(rightStart[item + 1]! - rightStart[item]! + 5),
  );
  const priorities = new Float64Array(nodes);
  for (let user = 0; user < lefts; user++) {
    for (let k = leftStart[user]!; k < leftStart[user + 1]!; k++) {
      const weight = weights[leftNeighbours[k]!]!;
      priorities[user]! += weight;
      priorities[lefts + leftNeighbours[k]!]! += weight;
    }
  }
  let weight = priorities.subarray(0, lefts).reduce((sum, each) => sum + each, 0);
  const tree = new TreeOfLeast(priorities);
  const order: number[] = [];
  let best = weight / nodes;
  let bestAfter = 0;
  while (order.length < nodes) {
    const node = tree.least();
    weight -= tree.priority(node);
    tree.remove(node);
    order.push(node);
    if (node < lefts) {
      for (let k = leftStart[node]!; k < leftStart[node + 1]!; k++)
        tree.lower(lefts + leftNeighbours[k]!, weights[leftNeighbours[k]!]!);
    } else {
      for (let k = rightStart[node - lefts]!; k < rightStart[node - lefts + 1]!; k++)
        tree.lower(rightNeighbours[k]!, weights[node - lefts]!);
    }
    const remaining = nodes - order.length;
    if (remaining > 0 && weight / remaining > best) {
      best = weight / remaining;
      bestAfter = order.length;
    }
  }
  const kept = Uint32Array.from(order.slice(bestAfter)).sort();
  return {
    left: kept.filter(node => node < lefts),
    right: kept.filter(node => node >= lefts).map(node => node - lefts),
    score: best,
  };
}

/** The paper's priority tree: a complete binary tree whose inner nodes hold the least of their leaves. */
class TreeOfLeast {
  readonly #tree: Float64Array;
  readonly #leaves: number;

  constructor(priorities: Float64Array) {
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(2, priorities.length)));
    this.#tree = new Float64Array(2 * this.#leaves).fill(Number.POSITIVE_INFINITY);
    this.#tree.set(priorities, this.#leaves);
    for (let at = this.#leaves - 1; at > 0; at--)
      this.#tree[at] = Math.min(this.#tree[2 * at]!, this.#tree[2 * at + 1]!);
  }

  priority(node: number): number {
    return this.#tree[this.#leaves + node]!;
  }

  least(): number {
    let at = 1;
    while (at < this.#leaves) at = this.#tree[2 * at] === this.#tree[at] ? 2 * at : 2 * at + 1;
    return at - this.#leaves;
  }

  lower(node: number, by: number): void {
    // Infinite for a node that has left, and stays so.
    this.#set(node, this.priority(node) - by);
  }

  remove(node: number): void {
    this.#set(node, Number.POSITIVE_INFINITY);
  }

  #set(node: number, priority: number): void {
    let at = this.#leaves + node;
    this.#tree[at] = priority;
    for (at >>= 1; at > 0; at >>= 1) {
      const least = Math.min(this.#tree[2 * at]!, this.#tree[2 * at + 1]!);
      if (this.#tree[at] === least) return;
      this.#tree[at] = least;
    }
  }
}
