import { logChoose } from '../stats/log-gamma.ts';

/** A set of left and a set of right nodes; both in ascending order. */
export interface NodeSets {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/**
 * Links of a graph by whether their left end and their right end lie in a block:
 * `inside` have both there, `left` and `right` are all links of the block's left and of its right nodes, `total` all links.
 */
export interface LinkTable {
  readonly inside: number;
  readonly left: number;
  readonly right: number;
  readonly total: number;
}

/**
 * How much better, in nats, two groups explain the links than degrees alone: total x the mutual information between "left end in the
 * block" and "right end in the block". This is the log-likelihood of the degree-corrected block model with two groups a side over that
 * of the configuration model, at the best rates. Zero when the block has no more links inside than its degrees bring about.
 * Source: Karrer and Newman, "Stochastic blockmodels and community structure in networks", 2011, eq. 14; two kinds of nodes as in
 * Larremore, Clauset and Jacobs, "Efficiently inferring community structure in bipartite networks", 2014.
 */
export function tableGain({ inside, left, right, total }: LinkTable): number {
  if (inside * total <= left * right) return 0;
  return (
    xLogX(inside) +
    xLogX(left - inside) +
    xLogX(right - inside) +
    xLogX(total - left - right + inside) -
    xLogX(left) -
    xLogX(total - left) -
    xLogX(right) -
    xLogX(total - right) +
    xLogX(total)
  );
}

/** What naming the members costs, in nats: which of so many sets it is. A gain below it is what the best of all sets has by chance. */
export function namingCost(nodes: number, members: number): number {
  return logChoose(nodes, members) + Math.log(nodes);
}

function xLogX(x: number): number {
  return x > 0 ? x * Math.log(x) : 0;
}
