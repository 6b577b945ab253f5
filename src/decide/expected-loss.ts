import type { Outcome } from '../domain/decision.ts';
import type { PolicyDocument } from './policy/document.ts';

/** Outcomes beside `pay` that are open to a claim. */
export interface Leeway {
  /** Whether it may be paid after the goods are back. */
  readonly mayWait: boolean;
  /** Whether the customer may be asked, or a person may review it. */
  readonly mayBeHeld: boolean;
}

/**
 * The outcome with the least expected cost to shop and customer together: what a dishonest claim takes in spite of it, what it
 * costs to carry out, and what it costs an honest customer. `atStake` in US dollars by reference rates.
 */
export function cheapestOutcome(
  score: number,
  atStake: number,
  { mayWait, mayBeHeld }: Leeway,
  { costs, prevents }: PolicyDocument,
): Outcome {
  const loss = score * atStake;
  const honest = 1 - score;
  const expected: readonly (readonly [Outcome, number])[] = [
    ['pay', loss],
    ...(mayWait
      ? [
          [
            'pay_after_return',
            loss * (1 - prevents.pay_after_return) + costs.pay_after_return + honest * costs.honest_returns_first,
          ] as const,
        ]
      : []),
    ...(mayBeHeld
      ? [
          ['ask', loss * (1 - prevents.ask) + costs.ask + honest * costs.honest_asked] as const,
          ['review', loss * (1 - prevents.review) + costs.review + honest * costs.honest_waits] as const,
        ]
      : []),
  ];
  return expected.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}
