import type { BipartiteGraph } from '../../src/graph/bipartite.ts';
import { findCommunities } from '../../src/graph/communities.ts';
import { buildLinkGraph } from '../../src/graph/links.ts';
import { groupsOf } from './components.ts';

/** Communities of a bipartite graph by modularity, users and items alike taken as nodes; the users of each. */
export function communitiesOfUsers(graph: BipartiteGraph): readonly (readonly number[])[] {
  const from = new Uint32Array(graph.links);
  for (let user = 0; user < graph.lefts; user++) from.fill(user, graph.leftStart[user]!, graph.leftStart[user + 1]!);
  const to = graph.leftNeighbours.map(item => graph.lefts + item);
  const { labels } = findCommunities(buildLinkGraph({ nodes: graph.lefts + graph.rights, from, to }));
  return groupsOf(labels.subarray(0, graph.lefts));
}
