import type { Outcome } from '../../src/domain/decision.ts';
import type { ClaimRow } from './claim-table.ts';
import { knownColumns } from './known-columns.ts';
import { dollars, type PlainColumns } from './plain-columns.ts';
import type { Verdict } from './truth.ts';

/** A claim as the measures need it: what is true, what was decided, and the plain columns for the others that rank. */
export interface ScoredClaim {
  readonly id: string;
  readonly seed: number;
  readonly verdict: Verdict;
  readonly fraud: boolean;
  readonly pattern: string;
  /** Innocent circumstances of an honest claim; empty for others. */
  readonly groups: readonly string[];
  readonly outcome: Outcome;
  readonly score: number;
  /** Amount claimed in US dollars by reference rates. */
  readonly value: number;
  readonly plain: PlainColumns;
  /** What was known at the claim, where a model is trained on that too. */
  readonly known: PlainColumns | null;
}

export function scoredClaim(row: ClaimRow, seed: number, withKnown: boolean): ScoredClaim {
  const { decision } = row.record;
  const value = dollars(decision.amount, decision.currency);
  if (value === null)
    throw new Error(`Claim ${decision.claim_id}: there is no reference rate for ${decision.currency}`);
  return {
    id: decision.claim_id,
    seed,
    verdict: row.truth.truth,
    fraud: row.truth.truth === 'fraud',
    pattern: row.truth.pattern,
    groups: row.truth.truth === 'honest' ? groupsOf(row) : [],
    outcome: decision.outcome,
    score: decision.score,
    value,
    plain: row.plain,
    known: withKnown ? knownColumns(row.record) : null,
  };
}

/** What makes the claim look odd, and where or with whom the customer lives, whether this claim shows it or not. */
function groupsOf({ truth, account }: ClaimRow): string[] {
  const groups: string[] = [];
  for (const circumstance of truth.look_alikes ?? []) groups.push(`claim: ${circumstance.replaceAll('_', ' ')}`);
  if (account.bad_street) groups.push('account: bad street');
  if (account.lodging !== 'home') groups.push(`account: ${account.lodging}`);
  if (account.helped_by !== undefined) groups.push('account: with a carer');
  return groups;
}
