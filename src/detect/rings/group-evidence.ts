import type { MarkKind } from './cases.ts';
import type { Reason } from './evidence.ts';
import type { Ground } from './ground.ts';
import type { BondKind } from './ring.ts';
import type { Member, Settled } from './settle.ts';

/** A group that was settled, and how much speaks for there being a ring of it. */
export interface GroupEvidence {
  readonly ring: number;
  readonly members: readonly Member[];
  readonly reasons: ReadonlyMap<number, readonly Reason[]>;
  /** What held it before its least sure members were left out. How much each holds of the rest is counted when it is told. */
  readonly bonds: ReadonlySet<BondKind>;
  /** ln of how much likelier the claims are under one operator than as those of people who have nothing to do with each other. */
  readonly evidence: number;
}

/** A ring is held by those who are likelier members than not: many who may be are not one who is. */
export const sureMin = 0.5;
/** A kind of bond counts when it is likelier under one operator by so much over all members (nats). */
const bondMin = 2;
/**
 * What a member shares links it to the others where it is so much likelier under one operator (nats). Of words that is little: about one claim in ten has
 * as much in common with a ring's by chance. It is what can be shown, and how sure a member is hangs on all the rest.
 */
const linkMin = 0.5;

const bondOf: Readonly<Record<MarkKind, BondKind>> = {
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

/**
 * A settled group without those whom nothing but looks would put into it, and the sum of the log odds of the members that are likelier so than not: each against
 * a prior that pays for choosing it among all claims, without its own household, and less what people who cheat alone explain of it as well. Weights and habits
 * are fitted to the same claims, so that its exponential is an e-value about, not to the letter.
 */
export function groupEvidence(ground: Ground, { rings, weighing }: Settled, ring: number): GroupEvidence {
  const reasons = new Map(rings[ring]!.map(({ index }) => [index, weighing.reasons(index, ring)] as const));
  const members = rings[ring]!.filter(({ index }) => weighing.isTied(index, ring) || reasons.get(index)!.some(isLink));
  const bonds = new Map<BondKind, number>();
  let evidence = 0;
  for (const { index, probability } of members) {
    if (probability <= sureMin) continue;
    evidence -= Math.max(0, weighing.alone(index));
    for (const reason of reasons.get(index)!) {
      const nats = onceForAll(reason);
      evidence += nats;
      const bond = bondBy(ground, reason);
      if (bond !== null) bonds.set(bond, (bonds.get(bond) ?? 0) + nats);
    }
  }
  const holding = [...bonds].filter(([, nats]) => nats >= bondMin).map(([bond]) => bond);
  return { ring, members, reasons, bonds: new Set(holding), evidence };
}

/** Whether it is a value or words that the claim has in common with others of the ring, beyond chance. */
function isLink({ kind, nats, shared }: Reason): boolean {
  return shared > 0 && nats >= linkMin && (kind === 'words' || Object.hasOwn(bondOf, kind));
}

/**
 * What the reason adds to the evidence that there is a ring (nats). Each of k members who share a value is told by the other k - 1, yet by the chain rule the
 * first of them shares it with nobody: together they say k - 1 times what one of them says. Two strangers who met by chance would else count twice. Traits are
 * told by what all rings do more than by this one, and the prior by none.
 */
export function onceForAll({ kind, nats, shared }: Reason): number {
  const isToldByOthers = kind !== 'prior' && kind !== 'verdict' && kind !== 'trait';
  return isToldByOthers && nats > 0 ? (nats * shared) / (shared + 1) : nats;
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
