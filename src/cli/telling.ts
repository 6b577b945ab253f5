import type { Decision } from '../domain/decision.ts';
import { parseMinor } from '../domain/money.ts';
import { referenceAmount } from '../features/reference-money.ts';
import type { Database } from '../store/database.ts';
import { decisionPages } from '../store/decision-pages.ts';

/**
 * The decisions that tell most: those that hold back, by expected loss in US dollars by reference rates, one for each deciding rule
 * before a second of the same, so that a reader sees different stories.
 */
export async function mostTelling(database: Database, wanted: number): Promise<Decision[]> {
  const doubtful = (await costliest(database, Number.POSITIVE_INFINITY)).filter(
    decision => decision.outcome !== 'pay' && decision.outcome !== 'pay_after_return',
  );
  const chosen: Decision[] = [];
  for (const rank of [1, 2, 3]) {
    for (const decision of doubtful) {
      if (chosen.length === wanted) return chosen;
      const alike = chosen.filter(other => other.reasons[0]?.id === decision.reasons[0]?.id).length;
      if (!chosen.includes(decision) && alike < rank) chosen.push(decision);
    }
  }
  return chosen;
}

/** The decisions with the highest expected loss, the highest first. */
export async function costliest(database: Database, wanted: number): Promise<Decision[]> {
  let best: Decision[] = [];
  for await (const page of decisionPages(database)) {
    best = [...best, ...page.map(({ decision }) => decision)];
    if (best.length > 2 * wanted) best = top(best, wanted);
  }
  return top(best, wanted);
}

function top(decisions: readonly Decision[], wanted: number): Decision[] {
  return [...decisions]
    .sort((left, right) => expectedLoss(right) - expectedLoss(left) || (left.claim_id < right.claim_id ? -1 : 1))
    .slice(0, wanted);
}

function expectedLoss(decision: Decision): number {
  const minor = parseMinor(decision.expected_loss, decision.currency) ?? 0;
  return referenceAmount(minor, decision.currency) ?? minor / 100;
}
