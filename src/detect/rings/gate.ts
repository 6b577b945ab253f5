import { benjaminiHochberg } from '../../stats/false-discovery.ts';
import { conductMin, conductOf } from './conduct.ts';
import type { Ground } from './ground.ts';
import { type GroupEvidence, groupEvidence, sureMin } from './group-evidence.ts';
import { membersOf } from './reported-members.ts';
import { households } from './seeds.ts';
import type { Member, Settled } from './settle.ts';

/** Fewer households than this are no ring that could be told from a family with bad luck. */
const householdsMin = 3;
/** So many of them must be tied by a tool or a letter; the others share something less telling with them. */
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
 * The evidence of a group is the sum of its members' log odds, each against a prior that pays for choosing it among all claims,
 * and each without its own household. Its exponential is an e-value, so 1/e bounds the p-value (Markov), and Benjamini's and
 * Hochberg's procedure on 1/e controls false rings however the groups depend on each other (Wang, Ramdas, "False discovery
 * rate control with e-values", 2022). Members are reported from the surest down while their mean probability stays above the
 * precision that is promised (Newton, Noueiry, Sarkar, Ahlquist, "Detecting differential gene expression", 2004).
 */
export function standing(ground: Ground, settled: Settled): readonly Candidate[] {
  const groups = settled.rings.map((_, ring) => groupEvidence(ground, settled, ring));
  const qValues = falseRatesOf(groups.map(({ evidence }) => evidence));
  const passed = groups
    .map((group, ring) => ({ ...group, qValue: qValues[ring]! }))
    .filter(group => passes(ground, settled, group, group.qValue));
  const reported = membersOf(passed);
  return passed
    .map(candidate => ({ ...candidate, members: reported.get(candidate.ring)! }))
    .filter(candidate => isHeld(ground, settled, candidate));
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
  const [qValue] = falseRatesOf([own.evidence, ...others.map(({ evidence }) => evidence), ...rest]);
  if (!passes(ground, settled, own, qValue!)) return [];
  const members = membersOf([own, ...others]).get(ring)!;
  return isHeld(ground, settled, { ...own, members }) ? members : [];
}

/** Groups that do not pass are nobody's: whoever may be of one of them as well is reported with a ring. */
function passes(ground: Ground, settled: Settled, group: GroupEvidence, qValue: number): boolean {
  return qValue <= falseRings && group.bonds.size >= bondsMin && isHeld(ground, settled, group);
}

function falseRatesOf(evidence: readonly number[]): Float64Array {
  return benjaminiHochberg(
    evidence.map(each => Math.exp(-Math.max(0, each))),
    falseRings,
  ).qValues;
}

/**
 * Whether the claims are an operator's by what became of them, and a tool or a letter ties two households of them. Two strangers meet in a rare network
 * by chance now and then, and whoever claims as rings do is put beside them for how their claims look.
 */
function isHeld(ground: Ground, { weighing }: Settled, { members }: GroupEvidence): boolean {
  const sure = members.filter(each => each.probability > sureMin).map(each => each.index);
  const tied = sure.filter(index => weighing.core.has(index));
  const claims = members.map(each => each.index);
  return (
    conductOf(ground, claims) >= conductMin &&
    households(ground, sure) >= householdsMin &&
    households(ground, tied) >= tiedMin
  );
}
