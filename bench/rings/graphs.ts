import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type BipartiteGraph, buildBipartite, type LinkColumns } from '../../src/graph/bipartite.ts';

/** Not part of the repository: 24 graphs with injected rings, made from real ones, with the truth beside them. */
export const folder = fileURLToPath(new URL('../../../shared/data/rings/', import.meta.url));

export interface RingTruth {
  readonly base: string;
  readonly density: number;
  readonly camouflage: string;
  readonly users: number;
  readonly items: number;
  readonly ring_users: readonly number[];
  readonly ring_items: readonly number[];
  readonly fraudar: { readonly [figure: string]: number };
}

export function readTruth(): { readonly [graph: string]: RingTruth } | null {
  const file = path.join(folder, 'truth.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

export function readLinks(name: string, { users, items }: RingTruth): LinkColumns {
  const lines = gunzipSync(readFileSync(path.join(folder, `${name}.csv.gz`)))
    .toString('latin1')
    .trimEnd()
    .split('\n');
  const left = new Uint32Array(lines.length - 1);
  const right = new Uint32Array(lines.length - 1);
  for (let k = 1; k < lines.length; k++) {
    const comma = lines[k]!.indexOf(',');
    left[k - 1] = Number(lines[k]!.slice(0, comma));
    right[k - 1] = Number(lines[k]!.slice(comma + 1));
  }
  return { lefts: users, rights: items, left, right };
}

/** The same graph without the links of these users: what is left is the real graph. */
export function withoutUsers(columns: LinkColumns, users: readonly number[]): BipartiteGraph {
  const gone = new Set(users);
  const keep = Uint32Array.from(columns.left.keys()).filter(k => !gone.has(columns.left[k]!));
  return buildBipartite({
    lefts: columns.lefts,
    rights: columns.rights,
    left: keep.map(k => columns.left[k]!),
    right: keep.map(k => columns.right[k]!),
  });
}

/**
 * The same degrees, otherwise by chance: link ends are exchanged between random pairs of links, ten times as often as there are links,
 * where that makes no link twice. Source: Maslov and Sneppen, "Specificity and stability in topology of protein networks", 2002.
 */
export function rewired(graph: BipartiteGraph, random: () => number): BipartiteGraph {
  const right = graph.leftNeighbours.slice();
  const left = new Uint32Array(graph.links);
  const present = new Set<number>();
  for (let node = 0; node < graph.lefts; node++) {
    for (let k = graph.leftStart[node]!; k < graph.leftStart[node + 1]!; k++) {
      left[k] = node;
      present.add(node * graph.rights + right[k]!);
    }
  }
  for (let exchange = 0; exchange < 10 * graph.links; exchange++) {
    const a = Math.floor(random() * graph.links);
    const b = Math.floor(random() * graph.links);
    const crossed = [left[a]! * graph.rights + right[b]!, left[b]! * graph.rights + right[a]!];
    if (crossed.some(key => present.has(key))) continue;
    present.delete(left[a]! * graph.rights + right[a]!);
    present.delete(left[b]! * graph.rights + right[b]!);
    for (const key of crossed) present.add(key);
    [right[a], right[b]] = [right[b]!, right[a]!];
  }
  return buildBipartite({ lefts: graph.lefts, rights: graph.rights, left, right });
}

export interface Hit {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function hit(found: Iterable<number>, truth: readonly number[]): Hit {
  const wanted = new Set(truth);
  const given = [...found];
  const right = given.filter(node => wanted.has(node)).length;
  return {
    precision: given.length === 0 ? 0 : right / given.length,
    recall: right / truth.length,
    f1: (2 * right) / (given.length + truth.length),
  };
}
