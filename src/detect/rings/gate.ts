import { benjaminiHochberg } from '../../stats/false-discovery.ts';
import type { MarkKind } from './cases.ts';
import { conductMin, conductOf } from './conduct.ts';
import type { Reason } from './evidence.ts';
import type { Ground } from './ground.ts';
import type { BondKind } from './ring.ts';
import { households } from './seeds.ts';
import type { Member, Settled } from './settle.ts';

/** Fewer households than this are no ring that could be told from a family with bad luck. */
const householdsMin = 3;
/** A kind of bond counts when it is likelier under one operator by so much over all members (nats). */
const bondMin = 2;
const bondsMin = 2;
/** Expected share of false rings among those reported. */
const falseRings = 0.01;
/** Expected share of true members among those reported, and the least sure member that is reported at all. */
const memberPrecision = 0.965;
const memberMin = 0.2;
/** A ring needs its households among those who are likelier members than not: many who may be are not one who is. */
const sureMin = 0.5;

export const bondOf: Readonly<Record<MarkKind, BondKind>> = {
  device: 'device',
  ip: 'network',
  network: 'network',
  document: 'document',
  picture: 'document',
  tender: 'tender',
  drop: 'destination',
  receiver: 'staff',
  granter: 'staff',
  viewer: 'staff',
  agent: 'staff',
};

/** A group that stands, with the bonds that hold it. */
export interface Candidate {
  readonly ring: number;
  readonly members: readonly Member[];
  readonly reasons: ReadonlyMap<number, readonly Reason[]>;
  /** What held it before its least sure members were left out. How much each holds of the rest is counted when it is told. */
  readonly bonds: ReadonlySet<BondKind>;
  readonly evidence: number;
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
  const weighed = settled.rings.map((members, ring) => weigh(ground, settled, members, ring));
  const qValues = falseRatesOf(weighed.map(({ evidence }) => evidence));
  const passed = weighed
    .map((candidate, ring) => ({ ...candidate, qValue: qValues[ring]! }))
    .filter(({ qValue, bonds }) => qValue <= falseRings && bonds.size >= bondsMin);
  const reported = membersOf(passed);
  return passed
    .map(candidate => ({ ...candidate, members: reported.get(candidate.ring)! }))
    .filter(({ members }) => isHeld(ground, settled, members));
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
  const own = weigh(ground, settled, settled.rings[ring]!, ring);
  const rest = new Array<number>(Math.max(0, groups - others.length - 1)).fill(0);
  const [qValue] = falseRatesOf([own.evidence, ...others.map(({ evidence }) => evidence), ...rest]);
  if (qValue! > falseRings || own.bonds.size < bondsMin) return [];
  const members = membersOf([own, ...others]).get(ring)!;
  return isHeld(ground, settled, members) ? members : [];
}

function falseRatesOf(evidence: readonly number[]): Float64Array {
  return benjaminiHochberg(
    evidence.map(each => Math.exp(-Math.max(0, each))),
    falseRings,
  ).qValues;
}

/**
 * Whether the claims are an operator's by what became of them, and something that their customers share holds them together: three households of
 * the ring, or most of it. Two strangers meet in a rare network by chance now and then, and whoever claims as rings do is put beside them for
 * how their claims look.
 */
function isHeld(ground: Ground, { weighing }: Settled, members: readonly Member[]): boolean {
  const indices = (of: readonly Member[]) => of.map(each => each.index);
  const sure = indices(members.filter(each => each.probability > sureMin));
  const tied = households(
    ground,
    sure.filter(index => weighing.core.has(index)),
  );
  return (
    conductOf(ground, indices(members)) >= conductMin &&
    households(ground, sure) >= householdsMin &&
    (tied >= householdsMin || tied * 2 > households(ground, indices(members)))
  );
}

function weigh(ground: Ground, { weighing }: Settled, members: readonly Member[], ring: number) {
  const reasons = new Map(members.map(({ index }) => [index, weighing.reasons(index, ring)] as const));
  const bonds = new Map<BondKind, number>();
  let evidence = 0;
  for (const { index, probability } of members) {
    if (probability < memberMin) continue;
    const own = reasons.get(index)!;
    // What the looks of a claim say, people who cheat alone explain as well.
    const alone = Math.max(0, weighing.alone(index));
    evidence += own.reduce((sum, reason) => sum + reason.nats, 0) - alone;
    for (const reason of own) {
      const bond = bondBy(ground, reason);
      if (bond !== null) bonds.set(bond, (bonds.get(bond) ?? 0) + reason.nats);
    }
  }
  const holding = [...bonds].filter(([, nats]) => nats >= bondMin).map(([bond]) => bond);
  return { ring, members, reasons, bonds: new Set(holding), evidence };
}

/** The bond that a reason speaks for. That nobody's own device was used goes with sharing one, so it is no bond of its own. */
export function bondBy(ground: Ground, { kind, shared, value }: Reason): BondKind | null {
  switch (kind) {
    case 'prior':
    case 'verdict':
    case 'country':
    case 'time':
      return null;
    case 'words':
      return 'words';
    case 'trait':
      return ground.traitValues[value]!.name === 'visit' ? null : 'conduct';
    default:
      return shared === 0 ? null : bondOf[kind];
  }
}

type Passed = Pick<Candidate, 'ring' | 'members'>;

/**
 * Ring -> its members that are reported: each claim in the ring that it most likely is of, from the surest down. How sure counts over all rings that
 * passed: whoever may be of this part of a service or of that one is a customer of it all the same.
 */
export function membersOf(passed: readonly Passed[]): ReadonlyMap<number, readonly Member[]> {
  const places = new Map<number, { ring: number; member: Member; ofAny: number }>();
  for (const { ring, members } of passed)
    for (const member of members) {
      const before = places.get(member.index);
      const ofAny = (before?.ofAny ?? 0) + member.probability;
      const likelier = before === undefined || before.member.probability < member.probability;
      places.set(member.index, likelier ? { ring, member, ofAny } : { ...before, ofAny });
    }
  const least = leastProbability([...places.values()].map(({ ofAny }) => ofAny));
  const reported = new Map(passed.map(({ ring }) => [ring, [] as Member[]]));
  for (const { ring, member, ofAny } of places.values()) if (ofAny >= least) reported.get(ring)!.push(member);
  for (const members of reported.values()) members.sort((left, right) => left.index - right.index);
  return reported;
}

/** The least sure that is reported while the mean of all who are as sure keeps the precision that is promised. */
function leastProbability(all: number[]): number {
  let sum = 0;
  let least = 1;
  for (const [index, probability] of all.sort((left, right) => right - left).entries()) {
    sum += probability;
    if (probability < memberMin || sum / (index + 1) < memberPrecision) break;
    least = probability;
  }
  return least;
}
