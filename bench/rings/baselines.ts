import { linksOf } from '../../src/detect/rings/links.ts';
import type { Fact } from '../../src/domain/fact.ts';
import { type BipartiteGraph, buildBipartite } from '../../src/graph/bipartite.ts';
import { findCommunities } from '../../src/graph/communities.ts';
import { connectedComponents } from '../../src/graph/components.ts';
import { buildLinkGraph } from '../../src/graph/links.ts';
import { fraudar } from './fraudar.ts';

export interface Baseline {
  readonly name: string;
  /** Groups of accounts that claimed, the most suspicious first: the largest, or as the method has them. */
  readonly groups: readonly (readonly string[])[];
}

/** What everybody shares links nobody: components and communities leave out values of more accounts than this. */
const popularMax = 50;
/** FRAUDAR gives one block; it is asked again on what is left, so often. */
const blocksMax = 30;
const tied = /^(?:device|address|payment):/;

/** The usual ways to find groups, over accounts that share a device, an address or a payment instrument. */
export function baselines(facts: readonly Fact[]): readonly Baseline[] {
  const accounts = new Numbers();
  const values = new Numbers();
  const pairs = new Set<string>();
  const left: number[] = [];
  const right: number[] = [];
  const claims = new Map<string, number>();
  for (const fact of facts) {
    if (fact.type === 'claim.filed') claims.set(fact.data.account_id, (claims.get(fact.data.account_id) ?? 0) + 1);
    for (const link of linksOf(fact)) {
      if (!tied.test(link.value)) continue;
      const [account, value] = [accounts.of(link.accountId), values.of(link.value)];
      const key = `${account} ${value}`;
      if (pairs.has(key)) continue;
      pairs.add(key);
      left.push(account);
      right.push(value);
    }
  }
  const graph = buildBipartite({
    lefts: accounts.size,
    rights: values.size,
    left: Uint32Array.from(left),
    right: Uint32Array.from(right),
  });
  const claimed = (account: number) => claims.get(accounts.name(account)) ?? 0;
  // Who never claimed is no customer of a service, which anybody who uses these methods would see as well.
  const named = (groups: readonly (readonly number[])[]): string[][] =>
    groups
      .map(group => group.filter(account => claimed(account) > 0).map(account => accounts.name(account)))
      .filter(group => group.length > 1);
  const bySize = (groups: readonly string[][]) => [...groups].sort((one, other) => other.length - one.length);
  const rare = withoutPopular(graph);
  return [
    { name: 'components', groups: bySize(named(grouped(connectedComponents(rare).left))) },
    { name: 'Louvain', groups: bySize(named(grouped(communitiesOf(rare)))) },
    { name: 'FRAUDAR', groups: named(blocks(graph)) },
  ];
}

class Numbers {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  get size(): number {
    return this.#names.length;
  }

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  name(number: number): string {
    return this.#names[number]!;
  }
}

function grouped(labels: ArrayLike<number>): number[][] {
  const groups = new Map<number, number[]>();
  for (let node = 0; node < labels.length; node++) {
    const group = groups.get(labels[node]!) ?? [];
    groups.set(labels[node]!, group);
    group.push(node);
  }
  return [...groups.values()];
}

function withoutPopular(graph: BipartiteGraph): BipartiteGraph {
  const left: number[] = [];
  const right: number[] = [];
  for (let value = 0; value < graph.rights; value++) {
    const [from, until] = [graph.rightStart[value]!, graph.rightStart[value + 1]!];
    if (until - from > popularMax) continue;
    for (let k = from; k < until; k++) {
      left.push(graph.rightNeighbours[k]!);
      right.push(value);
    }
  }
  return buildBipartite({
    lefts: graph.lefts,
    rights: graph.rights,
    left: Uint32Array.from(left),
    right: Uint32Array.from(right),
  });
}

/** Accounts joined for each value that two share; a value of n accounts gives each pair 1 / (n - 1). */
function communitiesOf(graph: BipartiteGraph): Uint32Array {
  const from: number[] = [];
  const to: number[] = [];
  const weights: number[] = [];
  for (let value = 0; value < graph.rights; value++) {
    const [first, until] = [graph.rightStart[value]!, graph.rightStart[value + 1]!];
    for (let one = first; one < until; one++) {
      for (let other = one + 1; other < until; other++) {
        from.push(graph.rightNeighbours[one]!);
        to.push(graph.rightNeighbours[other]!);
        weights.push(1 / (until - first - 1));
      }
    }
  }
  return findCommunities(
    buildLinkGraph({
      nodes: graph.lefts,
      from: Uint32Array.from(from),
      to: Uint32Array.from(to),
      weights: Float64Array.from(weights),
    }),
  ).labels;
}

function blocks(graph: BipartiteGraph): number[][] {
  const found: number[][] = [];
  let rest = graph;
  const gone = new Set<number>();
  while (found.length < blocksMax && rest.links > 0) {
    const block = [...fraudar(rest).left].filter(account => !gone.has(account));
    if (block.length === 0) break;
    found.push(block);
    for (const account of block) gone.add(account);
    rest = withoutAccounts(graph, gone);
  }
  return found;
}

function withoutAccounts(graph: BipartiteGraph, gone: ReadonlySet<number>): BipartiteGraph {
  const left: number[] = [];
  const right: number[] = [];
  for (let account = 0; account < graph.lefts; account++) {
    if (gone.has(account)) continue;
    for (let k = graph.leftStart[account]!; k < graph.leftStart[account + 1]!; k++) {
      left.push(account);
      right.push(graph.leftNeighbours[k]!);
    }
  }
  return buildBipartite({
    lefts: graph.lefts,
    rights: graph.rights,
    left: Uint32Array.from(left),
    right: Uint32Array.from(right),
  });
}
