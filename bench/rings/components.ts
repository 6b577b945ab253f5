import type { BipartiteGraph } from '../../src/graph/bipartite.ts';
import { connectedComponents } from '../../src/graph/components.ts';

/** The users of each connected component: what plain "shares something with" finds. */
export function componentsOfUsers(graph: BipartiteGraph): readonly (readonly number[])[] {
  return groupsOf(connectedComponents(graph).left);
}

/** Nodes by label, in the order of the labels. */
export function groupsOf(labels: Uint32Array): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const [node, label] of labels.entries()) {
    while (groups.length <= label) groups.push([]);
    groups[label]!.push(node);
  }
  return groups.filter(group => group.length > 0);
}
