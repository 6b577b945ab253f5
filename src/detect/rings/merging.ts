import { DisjointSets } from '../../graph/components.ts';
import type { Weighing } from './evidence.ts';
import type { Ground } from './ground.ts';
import { households } from './seeds.ts';

/** Two groups are one operator's when what they share is so much likelier under one hand (nats): e^4 is about 50 to 1. */
const joinMin = 4;

/**
 * Joins groups that share words, staff, documents or tools beyond chance. What anybody shares (country, time, kind of claim) can
 * speak against joining and never for it, or every service of a country would become one.
 */
export function mergeRings(ground: Ground, weighing: Weighing, rings: readonly (readonly number[])[]): number[][] {
  const families = new DisjointSets(rings.length);
  for (let left = 0; left < rings.length; left++)
    for (let right = left + 1; right < rings.length; right++)
      if (meet(weighing, left, right) && together(weighing, rings, left, right) > joinMin) families.join(left, right);
  const merged = rings.map((): number[] => []);
  for (const [ring, members] of rings.entries()) merged[families.find(ring)]!.push(...members);
  return merged
    .map(members => members.sort((left, right) => left - right))
    .filter(members => households(ground, members) > 1);
}

/** Groups without any value in common are not joined: words alone are too little between small groups. */
function meet(weighing: Weighing, left: number, right: number): boolean {
  const [one, other] = [weighing.profiles[left]!.marks, weighing.profiles[right]!.marks];
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one];
  for (const value of fewer.keys()) if (more.has(value)) return true;
  return false;
}

function together(weighing: Weighing, rings: readonly (readonly number[])[], left: number, right: number): number {
  return (oneWay(weighing, rings[left]!, right) + oneWay(weighing, rings[right]!, left)) / 2;
}

function oneWay(weighing: Weighing, members: readonly number[], ring: number): number {
  let shared = 0;
  let country = 0;
  let time = 0;
  for (const member of members) {
    for (const { kind, nats } of weighing.reasons(member, ring)) {
      if (kind === 'country') country += nats;
      else if (kind === 'time') time += nats;
      else if (kind !== 'prior' && kind !== 'trait') shared += nats;
    }
  }
  return shared + Math.min(0, country) + Math.min(0, time);
}
