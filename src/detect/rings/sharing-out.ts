import type { Ground } from './ground.ts';
import { Counted, type OnStep } from './progress.ts';
import { candidateMin, type Member, type Odds, partsOf, type Settled } from './settle.ts';

/**
 * The odds of claims with these rings, as they were learned: of those claims that can be one of them. Odds of p : 1 - p against nobody's are needed for a
 * probability of p.
 */
export function oddsWith(ground: Ground, { weighing }: Settled, rings: readonly number[], onStep: OnStep): Odds {
  const found = new Map<number, readonly number[]>();
  const told = new Counted('gate', ground.cases.length, onStep);
  for (let index = 0; index < ground.cases.length; index++) {
    told.another();
    const odds = rings.map(ring => weighing.total(index, ring));
    if (odds.some(each => each > leastOdds)) found.set(index, odds);
  }
  told.end();
  return found;
}

const leastOdds = Math.log(candidateMin / (1 - candidateMin));

/**
 * The claims shared out again among some of the rings that the odds are of, as they were learned. What had fallen to the others is one of theirs, somebody's who
 * cheats alone, or nobody's. Aligned with the rings before; the others are empty.
 */
export function sharedAmong(
  { rings: before, weighing }: Settled,
  odds: Odds,
  rings: readonly number[],
  among: ReadonlySet<number>,
): Settled {
  const shared = before.map((): Member[] => []);
  const places = [...rings.keys()].filter(place => among.has(rings[place]!));
  for (const [index, of] of odds) {
    const own = places.map(place => of[place]!);
    for (const [at, probability] of partsOf(own, weighing.alone(index)).entries())
      if (probability > candidateMin) shared[rings[places[at]!]!]!.push({ index, probability });
  }
  return { rings: shared, weighing };
}
