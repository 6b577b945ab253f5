import type { LinkColumns } from '../../src/graph/bipartite.ts';
import { seededRandom } from '../harness.ts';

/** A made graph with rings in it, and who is in which. */
export interface Synthetic {
  readonly columns: LinkColumns;
  /** Left nodes by ring. */
  readonly rings: readonly (readonly number[])[];
  /** So many further links, drawn as those outside the rings. */
  more(links: number): LinkColumns;
  /** So many further links between the members of a ring and its items. */
  moreOfRing(ring: number, links: number): LinkColumns;
}

const RINGS = 5;
const RING_USERS = 120;
const RING_ITEMS = 60;
const RING_DENSITY = 0.3;
/** Camouflage: as many links to popular items as to those of the ring. */
const CAMOUFLAGE = RING_ITEMS * RING_DENSITY;

/**
 * About so many links between a tenth as many users and a fiftieth as many items. How much users buy and how popular items are falls
 * off as a power (Pareto with exponent 2.2 and 2), so that single nodes have tens of thousands of links; rings use the rare half.
 */
export function synthetic(links: number, seed: number): Synthetic {
  const random = seededRandom(seed);
  const users = Math.round(links / 10);
  const items = Math.round(links / 50);
  const left = new Uint32Array(links);
  const right = new Uint32Array(links);
  const popular = (): number => Math.floor(items * random() ** 2.5);
  const busy = (): number => Math.floor(users * random() ** 1.8);
  let at = 0;
  const add = (user: number, item: number): void => {
    if (at === links) return;
    left[at] = user;
    right[at++] = item;
  };
  const rings = Array.from({ length: RINGS }, (_, ring) => {
    const members = Array.from({ length: RING_USERS }, () => Math.floor(users * random()));
    const goods = Array.from({ length: RING_ITEMS }, () => Math.floor(items * (0.5 + random() / 2)));
    for (const user of members) {
      for (const item of goods) if (random() < RING_DENSITY) add(user, item);
      for (let k = 0; ring % 2 === 1 && k < CAMOUFLAGE; k++) add(user, popular());
    }
    return { members, goods };
  });
  while (at < links) add(busy(), popular());
  const drawn = (count: number, user: () => number, item: () => number): LinkColumns => ({
    lefts: users,
    rights: items,
    left: Uint32Array.from({ length: count }, user),
    right: Uint32Array.from({ length: count }, item),
  });
  const oneOf = (nodes: readonly number[]) => () => nodes[Math.floor(nodes.length * random())]!;
  return {
    columns: { lefts: users, rights: items, left, right },
    rings: rings.map(({ members }) => members),
    more: count => drawn(count, busy, popular),
    moreOfRing: (ring, count) => drawn(count, oneOf(rings[ring]!.members), oneOf(rings[ring]!.goods)),
  };
}
