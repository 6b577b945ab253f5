/**
 * A graph between two kinds of nodes, say people and things: its links stand twice, by left node and by right node, as compressed
 * sparse rows. The neighbours of left node `l` are `leftNeighbours[leftStart[l] .. leftStart[l + 1])`, in ascending order; likewise right.
 */
export interface BipartiteGraph {
  readonly lefts: number;
  readonly rights: number;
  /** Distinct links. */
  readonly links: number;
  readonly leftStart: Uint32Array;
  readonly leftNeighbours: Uint32Array;
  readonly rightStart: Uint32Array;
  readonly rightNeighbours: Uint32Array;
  /** Beside `leftNeighbours`; weights of duplicates are added up. Null when no link has a weight: each then counts 1. */
  readonly leftWeights: Float64Array | null;
  /** Beside `rightNeighbours`. */
  readonly rightWeights: Float64Array | null;
}

/** Links as columns: link `k` joins left node `left[k]` with right node `right[k]`. Nodes are numbered from 0. */
export interface LinkColumns {
  readonly lefts: number;
  readonly rights: number;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly weights?: Float64Array;
}

/** Half of a graph: rows of one side. */
interface Rows {
  readonly start: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly weights: Float64Array | null;
}

/**
 * Compresses links in time and memory linear in their number, whatever their order; a link that comes twice counts once, with the sum
 * of its weights. The columns stay as they are. Throws a RangeError for columns of unequal length or a node beyond its count.
 */
export function buildBipartite(columns: LinkColumns): BipartiteGraph {
  const { lefts, rights, left, right, weights } = columns;
  requireColumns(columns);
  // Rows gathered from rows in order come out sorted: so twice turned is sorted both ways, without comparing anything.
  const byRight = gather(rights, right, left, weights ?? null);
  const byLeft = merged(turned(byRight, lefts));
  const sorted = turned(byLeft, rights);
  return {
    lefts,
    rights,
    links: byLeft.neighbours.length,
    leftStart: byLeft.start,
    leftNeighbours: byLeft.neighbours,
    leftWeights: byLeft.weights,
    rightStart: sorted.start,
    rightNeighbours: sorted.neighbours,
    rightWeights: sorted.weights,
  };
}

/** Throws a RangeError for columns of unequal length or a node beyond its count. */
export function requireColumns({ lefts, rights, left, right, weights }: LinkColumns): void {
  if (left.length !== right.length || (weights !== undefined && weights.length !== left.length))
    throw new RangeError(
      `Columns differ in length: ${left.length} left, ${right.length} right, ${weights?.length} weights`,
    );
  for (let k = 0; k < left.length; k++) {
    if (left[k]! >= lefts || right[k]! >= rights)
      throw new RangeError(`Link ${k} joins ${left[k]} with ${right[k]}, but there are ${lefts} and ${rights} nodes`);
  }
}

/** Counting sort of links by their `key`. */
function gather(keys: number, key: Uint32Array, value: Uint32Array, weights: Float64Array | null): Rows {
  const start = new Uint32Array(keys + 1);
  for (let k = 0; k < key.length; k++) start[key[k]! + 1]!++;
  for (let row = 0; row < keys; row++) start[row + 1]! += start[row]!;
  const next = start.slice(0, keys);
  const neighbours = new Uint32Array(key.length);
  const moved = weights === null ? null : new Float64Array(key.length);
  for (let k = 0; k < key.length; k++) {
    const place = next[key[k]!]!++;
    neighbours[place] = value[k]!;
    if (moved !== null) moved[place] = weights![k]!;
  }
  return { start, neighbours, weights: moved };
}

/** The same links by the other side; within a row in the order of this side. */
function turned({ start, neighbours, weights }: Rows, keys: number): Rows {
  const turnedStart = new Uint32Array(keys + 1);
  for (let k = 0; k < neighbours.length; k++) turnedStart[neighbours[k]! + 1]!++;
  for (let row = 0; row < keys; row++) turnedStart[row + 1]! += turnedStart[row]!;
  const next = turnedStart.slice(0, keys);
  const turnedNeighbours = new Uint32Array(neighbours.length);
  const turnedWeights = weights === null ? null : new Float64Array(neighbours.length);
  for (let row = 0; row + 1 < start.length; row++) {
    for (let k = start[row]!; k < start[row + 1]!; k++) {
      const place = next[neighbours[k]!]!++;
      turnedNeighbours[place] = row;
      if (turnedWeights !== null) turnedWeights[place] = weights![k]!;
    }
  }
  return { start: turnedStart, neighbours: turnedNeighbours, weights: turnedWeights };
}

/** Joins equal neighbours, which stand side by side in sorted rows. */
function merged({ start, neighbours, weights }: Rows): Rows {
  const mergedStart = new Uint32Array(start.length);
  let end = 0;
  for (let row = 0; row + 1 < start.length; row++) {
    const begin = end;
    for (let k = start[row]!; k < start[row + 1]!; k++) {
      if (end > begin && neighbours[end - 1] === neighbours[k]) {
        if (weights !== null) weights[end - 1]! += weights[k]!;
        continue;
      }
      neighbours[end] = neighbours[k]!;
      if (weights !== null) weights[end] = weights[k]!;
      end++;
    }
    mergedStart[row + 1] = end;
  }
  if (end === neighbours.length) return { start: mergedStart, neighbours, weights };
  return {
    start: mergedStart,
    neighbours: neighbours.slice(0, end),
    weights: weights === null ? null : weights.slice(0, end),
  };
}
