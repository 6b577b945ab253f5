import { seededRandom } from '../../harness.ts';

/** Sizes of the original paper: more trees or larger samples change the scores little. */
const treesByDefault = 200;
const sampleByDefault = 256;

type Tree =
  | { readonly kind: 'leaf'; readonly size: number }
  | {
      readonly kind: 'split';
      readonly column: number;
      readonly at: number;
      readonly below: Tree;
      readonly above: Tree;
    };

type Row = readonly number[];

/**
 * Anomaly of every row among all rows, 0 to 1; about 0.5 where nothing stands out (Liu, Ting and Zhou 2008, "Isolation Forest"):
 * trees split samples at random places of random columns, and what is soon alone is odd. The same rows and seed give the same
 * answer. Every row must have the same number of columns, all of them finite.
 */
export function isolationScores(
  rows: readonly Row[],
  seed: number,
  { trees = treesByDefault, sample = sampleByDefault } = {},
): number[] {
  const random = seededRandom(seed);
  const size = Math.min(sample, rows.length);
  const depthMax = Math.ceil(Math.log2(Math.max(2, size)));
  const depths = new Array<number>(rows.length).fill(0);
  for (let tree = 0; tree < trees; tree++) {
    const grown = grow(drawSample(rows, size, random), 0, depthMax, random);
    for (const [index, row] of rows.entries()) depths[index]! += depthOf(grown, row);
  }
  const usual = usualDepth(size);
  return depths.map(depth => 2 ** (-depth / trees / usual));
}

function drawSample(rows: readonly Row[], size: number, random: () => number): Row[] {
  const left = rows.map((_, index) => index);
  return Array.from({ length: size }, (_, drawn) => {
    const at = drawn + Math.floor(random() * (left.length - drawn));
    [left[drawn], left[at]] = [left[at]!, left[drawn]!];
    return rows[left[drawn]!]!;
  });
}

function grow(rows: readonly Row[], depth: number, depthMax: number, random: () => number): Tree {
  const leaf: Tree = { kind: 'leaf', size: rows.length };
  if (depth >= depthMax || rows.length <= 1) return leaf;
  // Columns in which all rows are equal cannot split them.
  const columns = rows[0]!
    .map((_, column) => column)
    .filter(column => rows.some(row => row[column] !== rows[0]![column]));
  if (columns.length === 0) return leaf;
  const column = columns[Math.floor(random() * columns.length)]!;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    low = Math.min(low, row[column]!);
    high = Math.max(high, row[column]!);
  }
  const at = low + random() * (high - low);
  const below = rows.filter(row => row[column]! <= at);
  const above = rows.filter(row => row[column]! > at);
  return {
    kind: 'split',
    column,
    at,
    below: grow(below, depth + 1, depthMax, random),
    above: grow(above, depth + 1, depthMax, random),
  };
}

function depthOf(tree: Tree, row: Row): number {
  let depth = 0;
  let at = tree;
  for (; at.kind === 'split'; depth++) at = row[at.column]! <= at.at ? at.below : at.above;
  return depth + usualDepth(at.size);
}

/** Mean depth at which a search in a binary tree of so many rows ends without success. */
function usualDepth(size: number): number {
  if (size <= 1) return 0;
  if (size === 2) return 1;
  const harmonic = Math.log(size - 1) + 0.5772156649;
  return 2 * harmonic - (2 * (size - 1)) / size;
}
