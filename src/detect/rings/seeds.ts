import { DisjointSets } from '../../graph/components.ts';
import { conductOf, helperMax } from './conduct.ts';
import type { Ground } from './ground.ts';
import { append } from './grouping.ts';

/** Anchors that meet at this share of the smaller one's claims are one operator's. */
const togetherShare = 0.5;
const togetherMin = 2;
/** Without a tool a guess needs so many households. */
const weakMin = 3;

/**
 * First guesses: the claims that tools tie, and then, among the claims that are left, those that letters, documents and employees tie.
 * Anchors are joined where they meet at two claims or more, or at half of the claims of the smaller; so a customer of two
 * services does not join these. Groups whose claims are a helper's begin no ring.
 */
export function seedsOf(ground: Ground): number[][] {
  const byTool = grouped(
    ground,
    ground.anchors.filter(each => each.tool).map(each => each.indices),
  );
  const taken = new Set(byTool.flat());
  const others = ground.anchors
    .filter(each => !each.tool)
    .map(each => each.indices.filter(index => !taken.has(index)))
    .filter(indices => households(ground, indices) >= weakMin);
  return [...byTool, ...grouped(ground, others)].filter(group => conductOf(ground, group) > helperMax);
}

function grouped(ground: Ground, anchors: readonly (readonly number[])[]): number[][] {
  const claims = anchors.map(indices => new Set(indices));
  const at = new Map<number, number[]>();
  for (const [anchor, indices] of claims.entries()) for (const index of indices) append(at, index, anchor);
  const families = new DisjointSets(claims.length);
  for (const [anchor, indices] of claims.entries()) {
    const met = new Map<number, number>();
    for (const index of indices)
      for (const other of at.get(index)!) if (other !== anchor) met.set(other, (met.get(other) ?? 0) + 1);
    for (const [other, together] of met) {
      const smaller = Math.min(indices.size, claims[other]!.size);
      if (together >= togetherMin || together >= togetherShare * smaller) families.join(anchor, other);
    }
  }
  const groups = new Map<number, Set<number>>();
  for (const [anchor, indices] of claims.entries()) {
    const head = families.find(anchor);
    const group = groups.get(head) ?? new Set<number>();
    groups.set(head, group);
    for (const index of indices) group.add(index);
  }
  return disjoint([...groups.values()]).filter(group => households(ground, group) > 1);
}

/** A claim that two groups hold goes to the larger; the smaller may end up empty. */
function disjoint(groups: readonly ReadonlySet<number>[]): number[][] {
  const taken = new Set<number>();
  return [...groups]
    .sort((left, right) => right.size - left.size || Math.min(...left) - Math.min(...right))
    .map(group => {
      const own = [...group].filter(index => !taken.has(index)).sort((left, right) => left - right);
      for (const index of own) taken.add(index);
      return own;
    });
}

export function households(ground: Ground, members: Iterable<number>): number {
  return new Set([...members].map(member => ground.household[member])).size;
}
