/** What everybody has says little: a link into a right node of degree d weighs 1 / ln(d + 5). */
const DEGREE_OFFSET = 5;
/** Weights are whole numbers of this part, so that sums are exact in whatever order they are made. */
export const PARTS = 1 << 10;

/**
 * Weight of each link into a right node with so many links, in parts: 46 to 636. At most 0.7 % off at a million links.
 * It depends on nothing else in the graph, so that a link elsewhere changes nothing here.
 * Source: Hooi et al., "FRAUDAR: bounding graph fraud in the face of camouflage", KDD 2016, section 4.4; rounded.
 */
export function linkWeight(degree: number): number {
  return Math.round(PARTS / Math.log(degree + DEGREE_OFFSET));
}
