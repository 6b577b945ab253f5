import { type Simulated, simulate } from '../../src/sim/simulate.ts';
import type { SimulationRequest } from '../../src/sim/world.ts';

export interface Made {
  readonly simulated: Simulated;
  readonly events: readonly string[];
  readonly truth: readonly string[];
  readonly judgements: readonly string[];
  readonly registrations: readonly string[];
}

/** A world held in memory. */
export function made(request: Partial<SimulationRequest> = {}): Made {
  const events: string[] = [];
  const truth: string[] = [];
  const judgements: string[] = [];
  const registrations: string[] = [];
  const simulated = simulate(
    { seed: 1, accounts: 600, days: 60, fraudShare: 0.05, hardness: 0.5, registrations: 60, ...request },
    {
      event: line => events.push(line),
      truth: line => truth.push(line),
      judgement: line => judgements.push(line),
      registration: line => registrations.push(line),
    },
  );
  return { simulated, events, truth, judgements, registrations };
}

export interface TruthOfClaim {
  readonly claim_id: string;
  readonly order_id: string;
  readonly truth: 'honest' | 'fraud' | 'abuse';
  readonly pattern: string;
  readonly look_alikes?: readonly string[];
  readonly ring_id?: string;
  readonly operator?: string;
  readonly insider?: string;
  readonly insider_way?: string;
  readonly contact_id?: string;
}

export function claimsOf({ truth }: Made): TruthOfClaim[] {
  return truth.map(line => JSON.parse(line)).filter(row => row.kind === 'claim');
}
