import { benjaminiHochberg } from '../../stats/false-discovery.ts';
import { conductMin, conductOf } from './conduct.ts';
import type { Ground } from './ground.ts';
import { type GroupEvidence, groupEvidence, sureMin } from './group-evidence.ts';
import { membersOf } from './reported-members.ts';
import { households } from './seeds.ts';
import type { Member, Settled } from './settle.ts';

/** Fewer households than this are no ring that could be told from a family with bad luck. */
const householdsMin = 3;
/** So many of them must be tied by a tool, a letter or whatever else began the ring; the others share something less telling with them. */
const tiedMin = 2;
/** Kinds of bonds that must hold it. */
const bondsMin = 2;
/** Expected share of false rings among those reported. */
const falseRings = 0.01;

/** A group that stands, with the bonds that hold it. */
export interface Candidate extends GroupEvidence {
  readonly qValue: number;
}

/**
 * The groups that are reported, and the members of them that are.
 *
 * The exponential of a group's evidence is taken for an e-value, so 1/e bounds the p-value (Markov), and Benjamini's and Hochberg's procedure on 1/e controls
 * false rings however the groups depend on each other (Wang, Ramdas, "False discovery rate control with e-values", 2022). What nothing holds counts among the
 * groups that were tried, and has no evidence.
 */
export function standing(ground: Ground, settled: Settled): readonly Candidate[] {
  const groups = settled.rings.map((_, ring) => groupEvidence(ground, settled, ring));
  const qValues = falseRatesOf(groups.map(group => evidenceHeld(ground, settled, group)));
  const passed = groups
    .map((group, ring) => ({ ...group, qValue: qValues[ring]! }))
    .filter(({ qValue }) => qValue <= falseRings);
  return withReported(ground, settled, passed);
}

/**
 * Members of one ring of the settled that pass the gate where the other rings stand as given and there are so many groups in all; none where the ring
 * does not pass.
 */
export function passing(
  ground: Ground,
  settled: Settled,
  ring: number,
  others: readonly Pick<Candidate, 'ring' | 'members' | 'evidence'>[],
  groups: number,
): readonly Member[] {
  const own = groupEvidence(ground, settled, ring);
  const rest = new Array<number>(Math.max(0, groups - others.length - 1)).fill(0);
  const [qValue] = falseRatesOf([
    evidenceHeld(ground, settled, own),
    ...others.map(({ evidence }) => evidence),
    ...rest,
  ]);
  if (qValue! > falseRings) return [];
  const members = membersOf([own, ...others]).get(ring)!;
  return isHeld(ground, settled, { ring, members }) ? members : [];
}

/** Groups with the members that are reported; one that would not be held by these is none, and whoever may be of another as well is that one's. */
function withReported(ground: Ground, settled: Settled, groups: readonly Candidate[]): readonly Candidate[] {
  const reported = membersOf(groups);
  const held = groups.filter(({ ring }) => isHeld(ground, settled, { ring, members: reported.get(ring)! }));
  if (held.length < groups.length) return withReported(ground, settled, held);
  return groups.map(group => ({ ...group, members: reported.get(group.ring)! }));
}

function falseRatesOf(evidence: readonly number[]): Float64Array {
  return benjaminiHochberg(
    evidence.map(each => Math.exp(-Math.max(0, each))),
    falseRings,
  ).qValues;
}

function evidenceHeld(ground: Ground, settled: Settled, group: GroupEvidence): number {
  return group.bonds.size >= bondsMin && isHeld(ground, settled, group) ? group.evidence : 0;
}

/** Whether the claims are an operator's by what became of them, and households enough are in it, of which some are tied by more than little things. */
function isHeld(
  ground: Ground,
  { weighing }: Settled,
  { ring, members }: Pick<GroupEvidence, 'ring' | 'members'>,
): boolean {
  const sure = members.filter(each => each.probability > sureMin).map(each => each.index);
  const tied = sure.filter(index => weighing.isTied(index, ring));
  const claims = members.map(each => each.index);
  return (
    conductOf(ground, claims) >= conductMin &&
    households(ground, sure) >= householdsMin &&
    households(ground, tied) >= tiedMin
  );
}
