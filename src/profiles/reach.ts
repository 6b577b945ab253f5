import type { Fact } from '../domain/fact.ts';
import type { Moment } from '../domain/time.ts';
import { childStreams, streamOf } from './streams.ts';

/** Streams hang at most this deep: order -> return -> label's parcel; one more for a contact's own. */
export const depthMax = 4;

/**
 * Those of the facts that were known at the moment and hung on the order then: links that later facts made do not count. `named` are
 * the streams that whoever asks hangs on the order, such as those of a claim that is not in the log yet. Sorted by moment of knowing,
 * then source and id, so that the order in which facts were numbered shows nowhere.
 */
export function reachedThen(
  orderId: string,
  named: readonly string[],
  facts: readonly Fact[],
  moment: Moment,
): readonly Fact[] {
  const known = facts.filter(fact => fact.knownAt <= moment);
  const byStream = Map.groupBy(known, streamOf);
  const reached = new Set([`order:${orderId}`]);
  let edge: readonly string[] = [...reached];
  for (let depth = 0; depth < depthMax && edge.length > 0; depth++) {
    const children = edge.flatMap(stream => (byStream.get(stream) ?? []).flatMap(childStreams));
    const next = new Set(depth === 0 ? [...named, ...children] : children);
    edge = [...next].filter(stream => !reached.has(stream));
    for (const stream of edge) reached.add(stream);
  }
  return [...reached].flatMap(stream => byStream.get(stream) ?? []).sort(byKnowing);
}

function byKnowing(left: Fact, right: Fact): number {
  if (left.knownAt !== right.knownAt) return left.knownAt - right.knownAt;
  if (left.source !== right.source) return left.source < right.source ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
