import { type Decision, type Outcome, outcomes } from '../../domain/decision.ts';
import { parseMinor } from '../../domain/money.ts';
import { referenceAmount } from '../../features/reference-money.ts';
import type { Database } from '../../store/database.ts';
import { decisionPages } from '../../store/decision-pages.ts';
import type { ClaimTruth } from './truth.ts';

/** Claims and the money in them, in US dollars by reference rates. */
export interface Sum {
  readonly claims: number;
  readonly dollars: number;
}

export type ByOutcome = Readonly<Record<Outcome, Sum>>;

/** The decided claims of a shop, counted. */
export interface DecidedClaims {
  readonly all: ByOutcome;
  /** What would be lost on average if every claim were paid at once, in US dollars. */
  readonly expectedLoss: number;
  /** By what is true of the claims, where that is known. */
  readonly byTruth: Readonly<Record<ClaimTruth['truth'], ByOutcome>> | null;
  /** Those that wait for an answer or for a person. */
  readonly held: readonly Decision[];
}

/** Counts the decisions in the store; where the truth of a simulated shop is known, those on its claims alone. */
export async function tallyClaims(
  database: Database,
  truths: ReadonlyMap<string, ClaimTruth> | null,
): Promise<DecidedClaims> {
  const all = noClaims();
  const byTruth = { honest: noClaims(), abuse: noClaims(), fraud: noClaims() };
  const held: Decision[] = [];
  let expectedLoss = 0;
  for await (const page of decisionPages(database)) {
    for (const { decision } of page) {
      const truth = truths?.get(decision.claim_id);
      if (truths !== null && truth === undefined) continue;
      const { outcome, amount, expected_loss, currency } = decision;
      const dollars = inDollars(amount, currency);
      expectedLoss += inDollars(expected_loss, currency);
      add(all, outcome, dollars);
      if (truth !== undefined) add(byTruth[truth.truth], outcome, dollars);
      if (outcome === 'ask' || outcome === 'review') held.push(decision);
    }
  }
  return { all, expectedLoss, byTruth: truths === null ? null : byTruth, held };
}

/** The sum over some outcomes. */
export function sumOf(by: ByOutcome, wanted: readonly Outcome[] = outcomes): Sum {
  return wanted
    .map(outcome => by[outcome])
    .reduce((sum, { claims, dollars }) => ({ claims: sum.claims + claims, dollars: sum.dollars + dollars }), noSum);
}

type Counting = Record<Outcome, Sum>;

const noSum: Sum = { claims: 0, dollars: 0 };

function noClaims(): Counting {
  return { pay: noSum, pay_after_return: noSum, ask: noSum, review: noSum };
}

function add(by: Counting, outcome: Outcome, dollars: number): void {
  const { claims, dollars: before } = by[outcome];
  by[outcome] = { claims: claims + 1, dollars: before + dollars };
}

/** An amount in a currency without a reference rate counts as nothing. */
function inDollars(amount: string, currency: string): number {
  return referenceAmount(parseMinor(amount, currency) ?? 0, currency) ?? 0;
}
