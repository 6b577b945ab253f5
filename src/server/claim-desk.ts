import type { Intake } from '../store/append.ts';
import { isAway } from '../store/away.ts';
import { Batcher } from '../store/batcher.ts';
import { type ClaimAnswer, claimKeys, decideArrived } from '../store/decide-claims.ts';
import type { Node } from '../store/node.ts';
import { claimsPerBatch, claimsWaitingMax } from './limits.ts';
import type { Metrics } from './metrics.ts';

type Outcome = { readonly ok: true; readonly answer: ClaimAnswer } | { readonly ok: false; readonly error: unknown };

/** Decides the claims of all requests, those that wait together in one batch. */
export class ClaimDesk {
  readonly #batcher: Batcher<Intake, Outcome>;

  constructor(node: Node, metrics: Metrics) {
    this.#batcher = new Batcher({
      work: async claims => {
        metrics.batchSize.observe({ work: 'claims' }, claims.length);
        return decideApart(node, claims);
      },
      keysOf: intake => [...claimKeys(intake), `event:${intake.key}`],
      sizeMax: claimsPerBatch,
      queueMax: claimsWaitingMax,
    });
  }

  get waiting(): number {
    return this.#batcher.waiting;
  }

  async decide(claim: Intake): Promise<ClaimAnswer> {
    const outcome = await this.#batcher.submit(claim);
    if (outcome.ok) return outcome.answer;
    throw outcome.error;
  }

  drained(): Promise<void> {
    return this.#batcher.drained();
  }
}

/** Decides claims together; where that fails for another reason than an absent database, each alone, so that one harms no other. */
async function decideApart(node: Node, claims: readonly Intake[]): Promise<Outcome[]> {
  try {
    return (await decideArrived(node, claims, 'live')).map(answer => ({ ok: true, answer }));
  } catch (error) {
    if (claims.length === 1 || isAway(error)) return claims.map(() => ({ ok: false, error }));
    const outcomes: Outcome[] = [];
    for (const claim of claims) outcomes.push(...(await decideApart(node, [claim])));
    return outcomes;
  }
}
