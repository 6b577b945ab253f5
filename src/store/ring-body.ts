import type { Footprint, Ring, RingLink, RingMember } from '../detect/rings/ring.ts';
import { formatMinor, type Money } from '../domain/money.ts';
import { formatMoment } from '../domain/time.ts';
import { referenceAmount } from '../features/reference-money.ts';

/** A ring as the log, the API and exports write it: the whole of what was found, in JSON. */
export type RingBody = ReturnType<typeof ringBody>;

/** Puts a ring as it was found into the form in which it is stored. Moments are RFC 3339, money decimal text, facts their numbers. */
export function ringBody(ring: Ring) {
  const most = largest(ring.loss);
  return {
    ring_id: ring.ringId,
    score: ring.score,
    q_value: ring.qValue,
    evidence: ring.evidence,
    accounts: ring.members.map(member => member.accountId),
    employees: [...new Set(ring.employees.map(employee => employee.employeeId))],
    devices: ring.devices,
    networks: ring.networks,
    words: ring.words,
    drops: ring.drops,
    claims: ring.claims,
    loss: most === null ? '0' : formatMinor(most.minor, most.currency),
    currency: most?.currency ?? null,
    losses: ring.loss.map(each => ({ amount: formatMinor(each.minor, each.currency), currency: each.currency })),
    first_at: formatMoment(ring.firstAt),
    last_at: formatMoment(ring.lastAt),
    growth: { last_claims: ring.growth.lastClaims, earlier_claims: ring.growth.earlierClaims },
    surplus: {
      accounts: ring.surplus.accounts,
      at_claims_only: ring.surplus.atClaimsOnly,
      expected: ring.surplus.expected,
      chance_log: finite(ring.surplus.chanceLog),
    },
    reasons: ring.reasons.map(({ bond, nats, claims, sentence }) => ({ bond, nats: finite(nats), claims, sentence })),
    innocent: { explanation: ring.innocent.explanation, against: ring.innocent.against },
    dissolves_without:
      ring.dissolvesWithout === null
        ? null
        : {
            value: ring.dissolvesWithout.value,
            members_left: ring.dissolvesWithout.membersLeft,
            sentence: ring.dissolvesWithout.sentence,
          },
    members: ring.members.map(memberBody),
    footprint: ring.footprint.map(footprintBody),
    staff: ring.employees.map(employee => ({
      employee_id: employee.employeeId,
      role: employee.role,
      acts: employee.acts,
      of_acts: employee.ofActs,
      work_share: employee.workShare,
      chance_log: finite(employee.chanceLog),
      sentence: employee.sentence,
    })),
  };
}

function memberBody(member: RingMember) {
  return {
    account_id: member.accountId,
    probability: member.probability,
    claims: member.claims,
    first_at: formatMoment(member.firstAt),
    last_at: formatMoment(member.lastAt),
    sentence: member.sentence,
    links: member.links.map(linkBody),
  };
}

function linkBody(link: RingLink) {
  return {
    claim_id: link.claimId,
    kind: link.kind,
    value: link.value,
    when: link.when,
    at: formatMoment(link.at),
    fact: link.seq,
    shared: link.shared,
    nats: finite(link.nats),
    sentence: link.sentence,
  };
}

function footprintBody(value: Footprint) {
  return {
    kind: value.kind,
    value: value.value,
    claims: value.claims,
    accounts: value.accounts,
    seen_with: value.seenWith,
    at_claims_only: value.atClaimsOnly,
    first_at: formatMoment(value.firstAt),
    last_at: formatMoment(value.lastAt),
    facts: value.seqs,
  };
}

/** The sum that is worth most by reference rates; nothing is converted. */
function largest(loss: readonly Money[]): Money | null {
  const worth = ({ minor, currency }: Money): number => referenceAmount(minor, currency) ?? minor / 100;
  return loss.reduce<Money | null>((most, next) => (most === null || worth(next) > worth(most) ? next : most), null);
}

/** A logarithm of a chance too small for a double is no number that JSON holds. */
function finite(nats: number): number | null {
  return Number.isFinite(nats) ? nats : null;
}
