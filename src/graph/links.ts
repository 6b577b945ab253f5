/** An undirected graph of one kind of nodes with weighted links, as compressed sparse rows; each link stands in both rows. */
export interface LinkGraph {
  readonly nodes: number;
  readonly start: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly weights: Float64Array;
}

export interface WeightedLinks {
  readonly nodes: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** All 1 when left out. */
  readonly weights?: Float64Array;
}

/**
 * Compresses undirected links: rows are sorted, links that come twice (either way round) are joined and their weights added up. A link of
 * a node with itself stands once, in its own row. Throws a RangeError for columns of unequal length or a node beyond the count.
 */
export function buildLinkGraph({ nodes, from, to, weights }: WeightedLinks): LinkGraph {
  if (from.length !== to.length || (weights !== undefined && weights.length !== from.length))
    throw new RangeError(`Columns differ in length: ${from.length} from, ${to.length} to, ${weights?.length} weights`);
  const start = new Uint32Array(nodes + 1);
  for (let k = 0; k < from.length; k++) {
    const [a, b] = [from[k]!, to[k]!];
    if (a >= nodes || b >= nodes) throw new RangeError(`Link ${k} joins ${a} with ${b}, but there are ${nodes} nodes`);
    start[a + 1]!++;
    if (a !== b) start[b + 1]!++;
  }
  for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!;
  const next = start.slice(0, nodes);
  const neighbours = new Uint32Array(start[nodes]!);
  const gathered = new Float64Array(start[nodes]!);
  const put = (row: number, neighbour: number, weight: number): void => {
    const place = next[row]!++;
    neighbours[place] = neighbour;
    gathered[place] = weight;
  };
  for (let k = 0; k < from.length; k++) {
    const weight = weights === undefined ? 1 : weights[k]!;
    put(from[k]!, to[k]!, weight);
    if (from[k] !== to[k]) put(to[k]!, from[k]!, weight);
  }
  return sortedRows({ nodes, start, neighbours, weights: gathered });
}

/** Rows turned twice come out sorted; equal neighbours are then joined. Both in linear time. */
function sortedRows({ nodes, start, neighbours, weights }: LinkGraph): LinkGraph {
  // The graph is symmetric, so its rows turned are its rows again, in order.
  const next = start.slice(0, nodes);
  const sorted = new Uint32Array(neighbours.length);
  const moved = new Float64Array(neighbours.length);
  for (let row = 0; row < nodes; row++) {
    for (let k = start[row]!; k < start[row + 1]!; k++) {
      const place = next[neighbours[k]!]!++;
      sorted[place] = row;
      moved[place] = weights[k]!;
    }
  }
  const mergedStart = new Uint32Array(nodes + 1);
  let end = 0;
  for (let row = 0; row < nodes; row++) {
    const begin = end;
    for (let k = start[row]!; k < start[row + 1]!; k++) {
      if (end > begin && sorted[end - 1] === sorted[k]) {
        moved[end - 1]! += moved[k]!;
        continue;
      }
      sorted[end] = sorted[k]!;
      moved[end] = moved[k]!;
      end++;
    }
    mergedStart[row + 1] = end;
  }
  return { nodes, start: mergedStart, neighbours: sorted.slice(0, end), weights: moved.slice(0, end) };
}
