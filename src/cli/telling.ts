import type { Decision } from '../domain/decision.ts';
import type { Fact } from '../domain/fact.ts';
import { parseMinor } from '../domain/money.ts';
import { parseMoment } from '../domain/time.ts';
import { referenceAmount } from '../features/reference-money.ts';
import type { Database } from '../store/database.ts';
import { decisionPages } from '../store/decision-pages.ts';
import { readDossiers } from '../store/dossiers.ts';
import { readFact } from '../store/facts.ts';
import { reviveFact } from '../store/revive.ts';

/**
 * The most costly of doubtful decisions: by expected loss in US dollars by reference rates, one for each first reason before a second
 * of the same, so that a reader sees different stories.
 */
export function mostTelling(doubtful: readonly Decision[], wanted: number): Decision[] {
  const sorted = top(doubtful, doubtful.length);
  const chosen: Decision[] = [];
  for (let rank = 1; chosen.length < Math.min(wanted, sorted.length); rank++) {
    for (const decision of sorted) {
      if (chosen.length === wanted) return chosen;
      const alike = chosen.filter(other => other.reasons[0]?.id === decision.reasons[0]?.id).length;
      if (!chosen.includes(decision) && alike < rank) chosen.push(decision);
    }
  }
  return chosen;
}

/** The facts that a story is told from: those of the order as known at the decision, and what else its reasons rest on. */
export async function factsToTell(database: Database, decision: Decision): Promise<readonly Fact[]> {
  const moment = parseMoment(decision.known_until)!;
  const dossier = (await readDossiers(database, [decision.order_id], moment)).get(decision.order_id)!;
  const there = new Set(dossier.map(({ seq }) => seq));
  const cited = new Set(decision.reasons.flatMap(({ facts }) => facts).filter(seq => !there.has(seq)));
  const others: Fact[] = [];
  for (const seq of cited) {
    const stored = await readFact(database, seq);
    if (stored === null || stored.body === null) continue;
    const fact = reviveFact({ seq, known_us: stored.knownAt, body: stored.body });
    if (fact !== null) others.push(fact);
  }
  return [...dossier, ...others];
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
