import { benjaminiHochberg } from '../../stats/false-discovery.ts';
import { conductMin, conductOf } from './conduct.ts';
import type { Ground } from './ground.ts';
import { type GroupEvidence, groupEvidence, sureMin } from './group-evidence.ts';
import { type OnStep, untold } from './progress.ts';
import { membersOf } from './reported-members.ts';
import { households } from './seeds.ts';
import type { Member, Settled } from './settle.ts';
import { oddsWith, sharedAmong } from './sharing-out.ts';

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
  /** Those who may be of it, the reported members among them. */
  readonly possible: readonly Member[];
}

/** The groups that are reported, and the claims as they are shared out among them and their rivals. */
export interface Standing {
  readonly settled: Settled;
  readonly candidates: readonly Candidate[];
  /** Groups among which the claims are shared out: those that are reported, and those that are helpers'. */
  readonly among: readonly number[];
}

/**
 * The groups that are reported, and the members of them that are.
 *
 * The exponential of a group's evidence is taken for an e-value, so 1/e bounds the p-value (Markov), and Benjamini's and Hochberg's procedure on 1/e controls
 * false rings however the groups depend on each other (Wang, Ramdas, "False discovery rate control with e-values", 2022). What nothing holds counts among the
 * groups that were tried, and has no evidence. What passes shares out the claims again, and is asked again until all that is left passes: a chance likeness to
 * something that is no ring makes nobody less likely a customer of one that is. Only groups that look like helpers' rather than operators' go on explaining whom
 * they help.
 */
export function standing(ground: Ground, settled: Settled, onStep: OnStep = untold): Standing {
  const groups = settled.rings.map((_, ring) => groupEvidence(ground, settled, ring));
  const qValues = falseRatesOf(groups.map(group => evidenceHeld(ground, settled, group, group.members)));
  const passed = groups.filter(({ ring }) => qValues[ring]! <= falseRings).map(({ ring }) => ring);
  const helpers = groups.filter(({ members }) => conductOf(ground, members.map(indexOf)) < 0).map(({ ring }) => ring);
  const rings = [...passed, ...helpers];
  const odds = oddsWith(ground, settled, rings, onStep);
  return amongThemselves(
    ground,
    passed,
    among => sharedAmong(settled, odds, rings, new Set([...among, ...helpers])),
    helpers,
  );
}

/** Those of the groups that pass where the claims are shared out among them alone. Members only gain by groups that leave, so this ends. */
function amongThemselves(
  ground: Ground,
  rings: readonly number[],
  sharedOut: (among: readonly number[]) => Settled,
  helpers: readonly number[],
): Standing {
  const settled = sharedOut(rings);
  const groups = rings.map(ring => groupEvidence(ground, settled, ring));
  const reported = membersOf(groups);
  const evidence = new Array<number>(settled.rings.length).fill(0);
  for (const group of groups) evidence[group.ring] = evidenceHeld(ground, settled, group, reported.get(group.ring)!);
  const qValues = falseRatesOf(evidence);
  const passed = rings.filter(ring => qValues[ring]! <= falseRings);
  if (passed.length < rings.length) return amongThemselves(ground, passed, sharedOut, helpers);
  const candidates = groups.map(group => ({
    ...group,
    qValue: qValues[group.ring]!,
    possible: group.members,
    members: reported.get(group.ring)!,
  }));
  return { settled, candidates, among: [...rings, ...helpers] };
}

/**
 * Members of one ring of the settled that pass the gate where the other rings stand as given and there are so many groups in all; none where the ring
 * does not pass.
 */
export function passing(
  ground: Ground,
  settled: Settled,
  ring: number,
  others: readonly Pick<Candidate, 'ring' | 'possible' | 'evidence'>[],
  groups: number,
): readonly Member[] {
  const own = groupEvidence(ground, settled, ring);
  const members = membersOf([own, ...others.map(each => ({ ring: each.ring, members: each.possible }))]).get(ring)!;
  const rest = new Array<number>(Math.max(0, groups - others.length - 1)).fill(0);
  const [qValue] = falseRatesOf([
    evidenceHeld(ground, settled, own, members),
    ...others.map(({ evidence }) => evidence),
    ...rest,
  ]);
  return qValue! <= falseRings ? members : [];
}

function falseRatesOf(evidence: readonly number[]): Float64Array {
  return benjaminiHochberg(
    evidence.map(each => Math.exp(-Math.max(0, each))),
    falseRings,
  ).qValues;
}

/** The evidence of a group that is held by those of its members who would be reported; none of one that is not. */
function evidenceHeld(ground: Ground, settled: Settled, group: GroupEvidence, reported: readonly Member[]): number {
  return group.bonds.size >= bondsMin && isHeld(ground, settled, group.ring, reported) ? group.evidence : 0;
}

/** Whether the claims are an operator's by what became of them, and households enough are in it, of which some are tied by more than little things. */
function isHeld(ground: Ground, { weighing }: Settled, ring: number, members: readonly Member[]): boolean {
  const sure = members.filter(each => each.probability > sureMin).map(indexOf);
  const tied = sure.filter(index => weighing.isTied(index, ring));
  return (
    conductOf(ground, members.map(indexOf)) >= conductMin &&
    households(ground, sure) >= householdsMin &&
    households(ground, tied) >= tiedMin
  );
}

function indexOf({ index }: Member): number {
  return index;
}
