import fc from 'fast-check';
import type { LinkColumns } from '../../src/graph/bipartite.ts';

export type Link = readonly [left: number, right: number];

export interface Links {
  readonly lefts: number;
  readonly rights: number;
  readonly all: readonly Link[];
}

export function columnsOf({ lefts, rights, all }: Links): LinkColumns {
  return { lefts, rights, left: Uint32Array.from(all, link => link[0]), right: Uint32Array.from(all, link => link[1]) };
}

/** Small graphs of any shape, with links that come twice and nodes without links. */
export const links: fc.Arbitrary<Links> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([lefts, rights]) => {
    const link = fc.tuple(fc.integer({ min: 0, max: lefts - 1 }), fc.integer({ min: 0, max: rights - 1 }));
    return fc.array(link, { maxLength: 40 }).map(all => ({ lefts, rights, all }));
  });

/** A seeded generator of numbers in [0, 1): mulberry32 (Tommy Ettinger, 2017; public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same set in another order. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let k = copy.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [copy[k], copy[other]] = [copy[other]!, copy[k]!];
  }
  return copy;
}

/** Nodes `from` to `to`, the last left out. */
export function span(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k);
}

/** People with tastes as they are: some busy, some things popular, no groups. */
export function marketLinks(lefts: number, rights: number, count: number, random: () => number): Link[] {
  return Array.from({ length: count }, () => [
    Math.floor(lefts * random() ** 1.8),
    Math.floor(rights * random() ** 2.5),
  ]);
}

/** A made block: each of these joined with each of those with this probability. */
export function blockLinks(
  left: readonly number[],
  right: readonly number[],
  density: number,
  random: () => number,
): Link[] {
  return left.flatMap(a => right.filter(() => random() < density).map(b => [a, b] as const));
}
