import {
  type CountCells,
  fitNegativeBinomial,
  type NegativeBinomialFit,
  negativeBinomialLog,
} from '../stats/negative-binomial.ts';
import { namingCost } from './block.ts';
import type { Half } from './ground.ts';
import { degree } from './side.ts';

/** How far the members of a block stand apart from the other nodes of their half. */
export interface Apart {
  /** In nats; above `ln(1 / a)` one population is refuted at level `a`. */
  readonly score: number;
  /** The members as the two populations draw the line, in ascending order. */
  readonly members: Uint32Array;
}

/**
 * For each node of a half the links into the block's other side `other` are counted. Compared are two explanations: one population,
 * whose rates by degree differ from node to node as they do (a gamma distribution, so counts are negative binomial), and two of them,
 * the members and the rest, less what naming the members and the two parameters of their own cost (half a logarithm of the members each). A community of loyal customers fades out:
 * its edge is a matter of degree, one broad population explains it as well, and the score is negative. A group that was brought
 * together has an edge, and the score is positive. By Markov's inequality on a likelihood ratio, `e^-score` bounds the probability
 * of such a score in one population; the parameters are fitted, so take the bound as an order of magnitude.
 * Source: our own, after Efron, "Large-scale simultaneous hypothesis testing: the choice of a null hypothesis", 2004, where too the
 * spread of the null is taken from the cases themselves. Time: the links of `other`, and the distinct degrees of the half.
 */
export function standApart(half: Half, otherHalf: Half, members: Uint32Array, other: Uint32Array): Apart {
  const { side, tally, degrees } = half;
  tally.countNeighbours(otherHalf.side, other);
  const { counts, touched } = tally;
  const isMember = new Set(members);
  const inside = new Gathered();
  const outside = new Gathered();
  for (const [links, times] of degrees) outside.add(0, links, times);
  for (const node of touched) {
    const links = degree(side, node);
    outside.add(0, links, -1);
    (isMember.has(node) ? inside : outside).add(counts[node]!, links, 1);
  }
  const one = fitNegativeBinomial(inside.with(outside).cells());
  const rest = fitNegativeBinomial(outside.cells());
  // Members may have links each about as many, or in proportion to their degrees: having had the choice costs ln 2.
  const alike = fitNegativeBinomial(inside.withoutExposure().cells());
  const byDegree = fitNegativeBinomial(inside.cells());
  const group = Math.max(alike.logLikelihood, byDegree.logLikelihood) - Math.LN2;
  const costs = namingCost(side.nodes, members.length) + Math.log(members.length);
  const needed = Math.log(Math.max(1, (side.nodes - members.length) / members.length));
  const belongs = (node: number): boolean => logOdds(counts[node]!, degree(side, node), alike, rest) > needed;
  return { score: group + rest.logLikelihood - one.logLikelihood - costs, members: touched.filter(belongs).sort() };
}

/** Of a node with so many links into the block: that it is one of the group, where all have about as many, against one of the rest. */
function logOdds(count: number, links: number, group: NegativeBinomialFit, rest: NegativeBinomialFit): number {
  const elsewhere = rest.rate * links;
  // Few links are no sign of a member, however rarely the rest has that few.
  if (count <= elsewhere) return Number.NEGATIVE_INFINITY;
  return negativeBinomialLog(count, group.rate, group.shape) - negativeBinomialLog(count, elsewhere, rest.shape);
}

/** Equal observations gathered: a million people have only some thousand different pairs of count and degree. */
class Gathered {
  /** Times by degree, by count. */
  readonly #byCount: Map<number, number>[] = [];

  add(count: number, exposure: number, times: number): void {
    let byExposure = this.#byCount[count];
    if (byExposure === undefined) {
      while (this.#byCount.length <= count) this.#byCount.push(new Map());
      byExposure = this.#byCount[count]!;
    }
    byExposure.set(exposure, (byExposure.get(exposure) ?? 0) + times);
  }

  with(other: Gathered): Gathered {
    const sum = new Gathered();
    for (const each of [this, other]) each.#each((count, exposure, times) => sum.add(count, exposure, times));
    return sum;
  }

  withoutExposure(): Gathered {
    const plain = new Gathered();
    this.#each((count, _exposure, times) => plain.add(count, 1, times));
    return plain;
  }

  cells(): CountCells {
    const counts: number[] = [];
    const exposures: number[] = [];
    const times: number[] = [];
    this.#each((count, exposure, seen) => {
      counts.push(count);
      exposures.push(exposure);
      times.push(seen);
    });
    return { counts, exposures, times };
  }

  #each(visit: (count: number, exposure: number, times: number) => void): void {
    for (const [count, byExposure] of this.#byCount.entries())
      for (const [exposure, times] of byExposure) if (times > 0) visit(count, exposure, times);
  }
}
